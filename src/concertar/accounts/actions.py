"""The verbs of accounts. Each write is one transaction, checked first and journalled last."""

from collections.abc import Callable
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction

from concertar.accounts import demo, rules
from concertar.accounts.models import Person
from concertar.accounts.names import LONGEST_NAME, clean_name, require_name
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor, require
from concertar.kit.texts import languages


@transaction.atomic
def join(person: Person) -> Person:
    """Store a person who signs up. Anybody may; the e-mail is confirmed before they can act."""
    require_name(person.name)
    person.name = clean_name(person.name)
    person.save(force_insert=True)
    journal.record(person, "accounts.person_joined", person)
    return person


@transaction.atomic
def note_person(
    name: str,
    *,
    language: str = "",
    is_fictitious: bool = False,
    by: Visitor,
    rule: Callable[[Visitor], bool] = rules.may_note,
) -> Person:
    """Write down somebody who takes part on paper: no e-mail, no password, no way to sign in."""
    require(rule, by)
    _require_name(name)
    if language and language not in languages():
        raise Refused("language_unknown")
    person = Person(name=clean_name(name), language=language, is_fictitious=is_fictitious)
    person.set_unusable_password()
    person.save(force_insert=True)
    journal.record(by, "accounts.person_noted", person)
    return person


@transaction.atomic
def rename_person(person: Person, name: str, *, by: Visitor) -> Person:
    person = _locked(person)
    require(rules.may_rename, by, person)
    _require_name(name)
    name = clean_name(name)
    if name == person.name:
        return person
    person.name = name
    person.save(update_fields=["name"])
    journal.record(by, "accounts.person_renamed", person)
    return person


@transaction.atomic
def choose_language(person: Person, language: str, *, by: Visitor) -> Person:
    """Keep the language a person reads in; empty means as the browser asks.

    Not journalled: it binds nobody, and a reader's habits do not belong in a record that
    outlives the reader.
    """
    person = _locked(person)
    require(rules.may_choose_language, by, person)
    if language and language not in languages():
        raise Refused("language_unknown")
    person.language = language
    person.save(update_fields=["language"])
    return person


@transaction.atomic
def change_own_page(person: Person, *, name: str, language: str, by: Visitor) -> Person:
    """All that one form of one's own page says, or nothing of it."""
    rename_person(person, name, by=by)
    return choose_language(person, language, by=by)


@transaction.atomic
def take_password(person: Person, encoded: str, *, by: Visitor) -> None:
    """Keep the password that a person chose on joining, now that the e-mail is known as theirs."""
    locked = _locked(person)
    require(rules.may_take_password, by, locked)
    person.password = locked.password = encoded
    locked.save(update_fields=["password"])
    journal.record(by, "accounts.entry_changed", locked, change="password_set")


@transaction.atomic
def close_person(person: Person, *, by: Visitor) -> Person:
    """End all sessions of a person and refuse new ones; what they did stays."""
    stewards = _locked_stewards()
    person = _locked(person)
    require(rules.may_close, by, person)
    if not person.is_active:
        raise Refused("already_closed")
    if stewards == [person.pk]:
        raise Refused("last_steward")
    person.is_active = False
    person.save(update_fields=["is_active"])
    journal.record(by, "accounts.person_closed", person)
    return person


@transaction.atomic
def reopen_person(person: Person, *, by: Visitor) -> Person:
    person = _locked(person)
    require(rules.may_close, by, person)
    if person.is_active:
        raise Refused("not_closed")
    person.is_active = True
    person.save(update_fields=["is_active"])
    journal.record(by, "accounts.person_reopened", person)
    return person


@transaction.atomic
def appoint_steward(person: Person, *, by: Visitor) -> Person:
    """Give a person the keeping of the network's data. The operator appoints the first one."""
    person = _locked(person)
    require(rules.may_appoint, by, person)
    if person.is_steward:
        raise Refused("already_steward")
    person.is_steward = True
    person.save(update_fields=["is_steward"])
    journal.record(by, "accounts.steward_appointed", person)
    return person


@transaction.atomic
def dismiss_steward(person: Person, *, by: Visitor) -> Person:
    stewards = _locked_stewards()
    person = _locked(person)
    require(rules.may_dismiss, by, person)
    if stewards == [person.pk]:
        raise Refused("last_steward")
    person.is_steward = False
    person.save(update_fields=["is_steward"])
    journal.record(by, "accounts.steward_dismissed", person)
    return person


@transaction.atomic
def note_entry_changed(person: Person, change: str) -> None:
    """Journal that a way into the account changed; the sign-in library did the writing."""
    journal.record(person, "accounts.entry_changed", person, change=change)


@transaction.atomic
def make_demo_people(*, by: Visitor) -> dict[str, int]:
    """Make the people of the demo, or put them right again; a second run changes nothing."""
    require(rules.may_make_demo_people, by)
    report = {"created": 0, "changed": 0, "unchanged": 0}
    for wanted in demo.PEOPLE:
        report[_make_demo_person(wanted)] += 1
    if report["created"] or report["changed"]:
        journal.record(by, "accounts.demo_made", None, people=report)
    return report


def _make_demo_person(wanted: demo.DemoPerson) -> str:
    right = {
        "name": wanted.name,
        "is_steward": wanted.is_steward,
        "is_fictitious": True,
        "is_active": True,
    }
    person = Person.objects.select_for_update().filter(email=wanted.email).first()
    if person is None:
        person = Person(email=wanted.email, **right)
        person.set_unusable_password()
        person.save(force_insert=True)
        EmailAddress.objects.create(user=person, email=wanted.email, verified=True, primary=True)
        return "created"
    wrong = [field for field, value in right.items() if getattr(person, field) != value]
    if not wrong:
        return "unchanged"
    for field in wrong:
        setattr(person, field, right[field])
    person.save(update_fields=wrong)
    return "changed"


def _require_name(name: str) -> None:
    """What a form of ours says beside its field, said as a refusal to whoever has no such form."""
    try:
        require_name(name)
    except ValidationError as trouble:
        raise Refused("name_does_not_fit", longest=LONGEST_NAME) from trouble


def _locked(person: Person) -> Person:
    locked: Person = Person.objects.select_for_update().get(pk=person.pk)
    return locked


def _locked_stewards() -> list[UUID]:
    """Every steward, locked in one order: two who dismiss each other at once cannot both do so."""
    stewards = Person.objects.stewards().order_by("pk").select_for_update()
    return list(stewards.values_list("pk", flat=True))

"""Who may do what to an account. Pure questions: no writes, no requests."""

from django.conf import settings

from concertar.accounts.models import Person
from concertar.kit.access import Visitor, is_signed_in, is_steward


def is_oneself(by: Visitor, person: Person) -> bool:
    return is_signed_in(by) and by.pk == person.pk


def may_note(by: Visitor) -> bool:
    """Stewards write down people who take part on paper; a higher room may let others do so."""
    return is_steward(by)


def may_rename(by: Visitor, person: Person) -> bool:
    """Everybody their own name; a steward also those of people who take part on paper."""
    return is_oneself(by, person) or is_steward(by)


def may_choose_language(by: Visitor, person: Person) -> bool:
    return is_oneself(by, person)


def may_take_password(by: Visitor, person: Person) -> bool:
    return is_oneself(by, person)


def may_close(by: Visitor, person: Person) -> bool:
    """A steward closes and reopens accounts, but never locks the own door from inside."""
    return is_steward(by) and by.pk != person.pk


def may_appoint(by: Visitor, person: Person) -> bool:
    return is_steward(by) and person.is_active


def may_dismiss(by: Visitor, person: Person) -> bool:
    """Whether `by` may take from `person` the keeping of the network's data."""
    return is_steward(by) and person.is_steward


def may_make_demo_people(by: Visitor) -> bool:
    return settings.DEMO_PEOPLE and is_steward(by)


def may_enter_as(person: Person) -> bool:
    """The demo's door: only in the demo, and only as people who do not exist."""
    return settings.DEMO and person.is_fictitious and person.is_active

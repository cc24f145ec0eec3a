"""The journal: who did what, to what, when and through which channel. It only grows.

An entry holds ids, codes and numbers, never a person's words: it must survive the erasure of
people. What an entry says to a reader stands in the VERBS of the room its verb begins with.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.transaction import TransactionManagementError
from django.utils.functional import Promise

from concertar.kit.access import Operator, Visitor
from concertar.kit.models import JournalEntry

VERB = re.compile(r"(?P<room>[a-z][a-z0-9]*)\.[a-z]+(?:_[a-z0-9]+)+")
FACT = re.compile(r"[a-z][a-z0-9_]{0,39}")

# What a fact may be, when it is text: no blanks, no capitals, nothing a name is written in.
CODE = re.compile(r"[a-z0-9]+(?:[-_./:][a-z0-9]+)*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")
NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?")
HASH = re.compile(r"(?:[0-9a-f]{2}){16,64}")
LONGEST_CODE = 64

# A fact under one of these names is about somebody, whatever it looks like.
PERSONAL = frozenset({
    "address", "birthday", "comment", "dni", "document", "email", "first_name", "ip", "last_name",
    "login", "mobile", "name", "note", "password", "phone", "reason", "surname", "telephone",
    "text", "title", "user_agent", "username",
})  # fmt: skip


class UnfitForTheJournal(ValueError):
    """The entry would hold what the journal must not: words, names, or an unknown verb."""


def record(
    by: Visitor | None,
    verb: str,
    subject: models.Model | None,
    *,
    on_behalf_of: models.Model | None = None,
    territory: models.Model | None = None,
    channel: str = "",
    **facts: Any,
) -> JournalEntry:
    """Write one entry, last in the transaction of the act it tells of.

    `by` is None for a stranger's act and OPERATOR for a command's; the channel, where it is not
    named, is the web, or `command` for the operator.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("The journal is written inside the act's transaction.")
    words_of(verb)
    return JournalEntry.objects.create(
        actor=_id(by),
        on_behalf_of=_id(on_behalf_of),
        territory=_id(territory),
        verb=verb,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=_id(subject) or "",
        channel=channel or _channel(by),
        facts={_fact_name(name): _fit(name, value) for name, value in facts.items()},
    )


def words_of(verb: str) -> Promise | str:
    """The sentence of a verb, from the wording of its room; a verb without one is refused."""
    parts = VERB.fullmatch(verb)
    if not parts:
        raise UnfitForTheJournal(f"{verb!r} is not written room.noun_verbed.")
    try:
        room = apps.get_app_config(parts["room"])
        verbs: Mapping[str, Promise | str] = import_module(f"{room.name}.wording").VERBS
        return verbs[verb]
    except (LookupError, ModuleNotFoundError, AttributeError) as gap:
        raise UnfitForTheJournal(f"No room says {verb!r}: add it to its wording.VERBS.") from gap


def sentence(entry: JournalEntry) -> str:
    """What the entry tells, in the reader's language."""
    said: str = str(words_of(entry.verb)) % entry.facts
    return said


def _id(thing: Any) -> str | None:
    if thing is None or thing.pk is None:
        return None
    return str(thing.pk)


def _channel(by: Visitor | None) -> str:
    by_command = isinstance(by, Operator)
    return JournalEntry.Channel.COMMAND if by_command else JournalEntry.Channel.WEB


def _fact_name(name: str) -> str:
    if not FACT.fullmatch(name) or name in PERSONAL:
        raise UnfitForTheJournal(f"A fact called {name!r} does not belong in the journal.")
    return name


def _fit(name: str, value: Any) -> Any:
    """The value as JSON, if it is an id, a code, a number, a moment, a hash, or made of them."""
    match value:
        case None | bool() | int():
            return value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Decimal() if value.is_finite():
            return str(value)
        case str() if _is_plain(value):
            return str(value)
        case list() | tuple():
            return [_fit(name, part) for part in value]
        case dict():
            return {_fit(name, _plain_key(key)): _fit(name, part) for key, part in value.items()}
    raise UnfitForTheJournal(
        f"The fact {name!r} is not an id, a code, a number, a moment or a hash."
    )


def _plain_key(key: Any) -> str:
    if isinstance(key, str) and key in PERSONAL:
        raise UnfitForTheJournal(f"A fact called {key!r} does not belong in the journal.")
    return str(key)


def _is_plain(value: str) -> bool:
    return (
        (len(value) <= LONGEST_CODE and CODE.fullmatch(value) is not None)
        or any(form.fullmatch(value) is not None for form in (MOMENT, NUMBER, HASH))
        or value == ""
    )

"""Periods that share no day: the database refuses a row whose days meet those of its like.

    @overlaps.forbid("institution", "matter", "capacity", name="one_mandate_in_a_capacity")
    class Mandate(models.Model): ...

Rows that agree in the named fields are of one kind, and of one kind no two share a day. The first
and the last day both belong to a period; no last day means that it goes on.

SQLite has one writer at a time. PostgreSQL has many, and each sees only what is committed: two of
them asking for the same days would both find them free. So they queue, for one kind at a time, by
an advisory lock that lasts as long as the transaction, and look again once it is theirs. Under
REPEATABLE READ they would look with old eyes; there the database refuses rather than guess.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from concertar.kit import triggers
from concertar.kit.triggers import Trigger

Noun = TypeVar("Noun", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Ban:
    """A noun whose rows of one kind share no day: the fields of a kind, and those of the days."""

    noun: type[models.Model]
    name: str
    fields: tuple[str, ...]
    starts: str
    ends: str


_bans: list[Ban] = []

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'overlaps: {name} cannot be kept under REPEATABLE READ'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('{name}', {kind})::text, 0));
    IF {meets} THEN
        RAISE EXCEPTION 'overlaps: {name}' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$
"""


def forbid(
    *fields: str, name: str, starts: str = "starts", ends: str = "ends"
) -> Callable[[Noun], Noun]:
    """Declare that rows of this noun that agree in `fields` share no day."""

    def declare(noun: Noun) -> Noun:
        _bans.append(Ban(noun, name, fields, starts, ends))
        return noun

    return declare


def nouns() -> tuple[type[models.Model], ...]:
    return tuple(dict.fromkeys(ban.noun for ban in _bans))


@triggers.register
def _triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    for ban in _bans:
        table = ban.noun._meta.db_table
        if connection.vendor == "postgresql":
            kind = ", ".join(f"NEW.{one}" for one in _kind(connection, ban))
            function = FUNCTION.format(name=ban.name, kind=kind, meets=_meets(connection, ban))
            event = "AFTER INSERT OR UPDATE"
            yield Trigger(table, ban.name, event, ban.name, function)
            continue
        for operation in ("insert", "update"):
            refusal = f"SELECT RAISE(ABORT, 'overlaps: {ban.name}') WHERE {_meets(connection, ban)}"
            body = f"{_days_are_days(connection, ban)}; {refusal}"
            yield Trigger(table, f"{ban.name}_{operation}", f"AFTER {operation}", body)


def _kind(connection: BaseDatabaseWrapper, ban: Ban) -> list[str]:
    return triggers.columns(connection, ban.noun, ban.fields)


def _meets(connection: BaseDatabaseWrapper, ban: Ban) -> str:
    """That another row of the kind of NEW shares a day with it."""
    alike = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    of_kind = " AND ".join(f"{one} {alike} NEW.{one}" for one in _kind(connection, ban))
    starts, ends, pk = triggers.columns(
        connection, ban.noun, [ban.starts, ban.ends, ban.noun._meta.pk.name]
    )
    table = connection.ops.quote_name(ban.noun._meta.db_table)
    return (
        f"EXISTS (SELECT 1 FROM {table} WHERE {of_kind} AND {pk} <> NEW.{pk}"  # noqa: S608 (our names)
        f" AND ({ends} IS NULL OR NEW.{starts} IS NULL OR {ends} >= NEW.{starts})"
        f" AND (NEW.{ends} IS NULL OR {starts} IS NULL OR {starts} <= NEW.{ends}))"
    )


def _days_are_days(connection: BaseDatabaseWrapper, ban: Ban) -> str:
    """SQLite keeps days as text and compares them as text: 2026-1-5 would come after 2026-10-01."""
    starts, ends = triggers.columns(connection, ban.noun, [ban.starts, ban.ends])
    odd = " OR ".join(f"date(NEW.{one}) IS NOT NEW.{one}" for one in (starts, ends))
    return f"SELECT RAISE(ABORT, 'overlaps: {ban.name} needs days as YYYY-MM-DD') WHERE {odd}"

"""Rows that change until they are frozen: from then on the database refuses to change them.

    @frozen.once("agreement", links=["supporting"])
    class Commitment(models.Model): ...

From the moment the field is set (or holds one of the values named after it), the row is neither
updated nor removed, nor are the rows that link it to many. The very update that freezes it passes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from concertar.kit import triggers
from concertar.kit.triggers import Trigger

Noun = TypeVar("Noun", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Freeze:
    """A noun, the field that freezes its rows, and its links to many that freeze with them."""

    noun: type[models.Model]
    field: str
    values: tuple[str, ...]
    links: tuple[str, ...]


_freezes: list[Freeze] = []

REFUSAL = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION 'frozen: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {row};
END $$
"""


def once(field: str, *values: str, links: Sequence[str] = ()) -> Callable[[Noun], Noun]:
    """Declare that a row is frozen once `field` is set, or holds one of `values`."""

    def declare(noun: Noun) -> Noun:
        _freezes.append(Freeze(noun, field, values, tuple(links)))
        return noun

    return declare


def nouns() -> tuple[type[models.Model], ...]:
    return tuple(freeze.noun for freeze in _freezes)


@triggers.register
def _triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    for freeze in _freezes:
        table = freeze.noun._meta.db_table
        is_frozen = _condition(connection, freeze)
        for operation in ("update", "delete"):
            yield _refusing(connection, table, operation, is_frozen("OLD."))
        if connection.vendor == "sqlite":
            same = triggers.same_row(connection, freeze.noun)
            pk = connection.ops.quote_name(str(freeze.noun._meta.pk.column))
            there = f"SELECT 1 FROM {connection.ops.quote_name(table)} WHERE"  # noqa: S608 (our names)
            put_aside = f"EXISTS ({there} ({same}) AND {is_frozen('')}"
            yield _refusing(connection, table, "insert", f"{put_aside})", "replace")
            others = f"{put_aside} AND {pk} <> OLD.{pk})"
            yield _refusing(connection, table, "update", others, "update_replacing")
        else:
            some = f"EXISTS (SELECT 1 FROM {table} WHERE {is_frozen('')})"  # noqa: S608 (our names)
            yield _refusing(connection, table, "truncate", some)
        for link in freeze.links:
            yield from _of_link(connection, freeze, link)


def _of_link(connection: BaseDatabaseWrapper, freeze: Freeze, link: str) -> Iterator[Trigger]:
    """A frozen row's links: none is added, moved or removed."""
    quote = connection.ops.quote_name
    many = freeze.noun._meta.get_field(link)
    through = many.remote_field.through  # type: ignore[union-attr]
    to_row = quote(through._meta.get_field(many.m2m_field_name()).column)  # type: ignore[union-attr]
    pk = quote(str(freeze.noun._meta.pk.column))
    frozen_rows = (
        f"(SELECT {pk} FROM {quote(freeze.noun._meta.db_table)}"  # noqa: S608 (our names)
        f" WHERE {_condition(connection, freeze)('')})"
    )
    table = through._meta.db_table
    was, becomes = f"OLD.{to_row} IN {frozen_rows}", f"NEW.{to_row} IN {frozen_rows}"
    yield _refusing(connection, table, "insert", becomes)
    yield _refusing(connection, table, "update", f"{was} OR {becomes}")
    yield _refusing(connection, table, "delete", was)
    if connection.vendor == "postgresql":
        some = f"EXISTS (SELECT 1 FROM {table} WHERE {to_row} IN {frozen_rows})"  # noqa: S608 (our names)
        yield _refusing(connection, table, "truncate", some)


def _condition(connection: BaseDatabaseWrapper, freeze: Freeze) -> Callable[[str], str]:
    """That a row is frozen, where its columns stand under a name such as `OLD.`."""
    (column,) = triggers.columns(connection, freeze.noun, [freeze.field])
    if not freeze.values:
        return lambda under: f"{under}{column} IS NOT NULL"
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in freeze.values)
    return lambda under: f"{under}{column} IN ({listed})"


def _refusing(
    connection: BaseDatabaseWrapper, table: str, operation: str, condition: str, name: str = ""
) -> Trigger:
    called = f"{table}_frozen_{name or operation}"
    event = f"BEFORE {operation}"
    if connection.vendor == "sqlite":
        refusal = f"RAISE(ABORT, 'frozen: {name or operation} on {table} is refused')"
        return Trigger(table, called, event, f"SELECT {refusal} WHERE {condition}")
    row = {"delete": "OLD", "truncate": "NULL"}.get(operation, "NEW")
    function = REFUSAL.format(name=called, condition=condition, row=row)
    each = "STATEMENT" if operation == "truncate" else "ROW"
    return Trigger(table, called, event, called, function, each)

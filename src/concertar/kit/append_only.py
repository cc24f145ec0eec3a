"""Tables that only grow: the database itself refuses to change or remove their rows.

A noun is protected where it is defined, with `@append_only.protect`.
"""

from collections.abc import Iterator
from typing import TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from concertar.kit import triggers
from concertar.kit.triggers import Trigger

Noun = TypeVar("Noun", bound=type[models.Model])

_protected: list[type[models.Model]] = []

FUNCTION = """
CREATE OR REPLACE FUNCTION concertar_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append_only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def protect(noun: Noun) -> Noun:
    """Declare that rows of this noun are never changed and never removed."""
    _protected.append(noun)
    return noun


def protected() -> tuple[type[models.Model], ...]:
    return tuple(_protected)


@triggers.register
def _triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    for noun in _protected:
        table = noun._meta.db_table
        if connection.vendor == "postgresql":
            yield from _on_postgresql(table)
        else:
            yield from _on_sqlite(connection, noun, table)


def _on_postgresql(table: str) -> Iterator[Trigger]:
    for operation, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        yield Trigger(
            table,
            f"{table}_no_{operation}",
            f"BEFORE {operation}",
            "concertar_append_only",
            FUNCTION,
            each,
        )


def _on_sqlite(connection: BaseDatabaseWrapper, noun: Noun, table: str) -> Iterator[Trigger]:
    same = triggers.same_row(connection, noun)
    there = f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)} WHERE {same})"  # noqa: S608 (our names)
    for operation, moment, when in (
        ("update", "update", ""),
        ("delete", "delete", ""),
        ("replace", "insert", f" WHERE {there}"),
    ):
        body = f"SELECT RAISE(ABORT, 'append_only: {operation} is refused'){when}"
        yield Trigger(table, f"{table}_no_{operation}", f"BEFORE {moment}", body)

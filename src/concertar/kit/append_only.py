"""Tables that only grow: the database itself refuses to change or remove their rows.

A noun is protected where it is defined, with `@append_only.protect`. The triggers are set again
after every migrate, because SQLite rebuilds a table to alter it and drops its triggers silently.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import AppConfig
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Noun = TypeVar("Noun", bound=type[models.Model])

_protected: list[type[models.Model]] = []

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION concertar_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append_only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


class Unprotected(Exception):
    """A table that must only grow can be changed; the message names what is missing."""


def protect(noun: Noun) -> Noun:
    """Declare that rows of this noun are never changed and never removed."""
    _protected.append(noun)
    return noun


def protected() -> tuple[type[models.Model], ...]:
    return tuple(_protected)


def trigger_names(table: str, vendor: str) -> dict[str, str]:
    """The operation each trigger refuses, and the trigger's name."""
    operations = ("update", "delete", "truncate" if vendor == "postgresql" else "replace")
    return {operation: f"{table}_no_{operation}" for operation in operations}


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set the triggers of every protected table that exists; setting them twice is harmless."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for noun in _protected:
            if noun._meta.db_table in tables:
                for statement in _statements(connection, noun):
                    cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Every trigger that should stand on this database and does not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {(table, trigger) for table, trigger in cursor.fetchall()}
        gaps = [
            trigger
            for noun in _protected
            for trigger in trigger_names(noun._meta.db_table, connection.vendor).values()
            if (noun._meta.db_table, trigger) not in standing
        ]
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA recursive_triggers")
            if cursor.fetchone() != (1,):
                gaps.append("PRAGMA recursive_triggers (INSERT OR REPLACE would pass)")
    return gaps


def verify(using: str = DEFAULT_DB_ALIAS) -> None:
    """Raise Unprotected unless every protected table refuses change."""
    if gaps := missing(using):
        raise Unprotected(", ".join(gaps))


def install_after_migrate(app_config: AppConfig, using: str, **_: Any) -> None:
    """Called by Django once for each app when a migrate has ended; once is enough."""
    if app_config.name == "concertar.kit":
        install(using)


def check_triggers(databases: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """What `check --database default` says of the triggers.

    A warning and not an error: an error would stop the very migrate that sets them.
    """
    return [
        checks.Warning(
            f"Append-only protection is missing: {gap}.",
            hint="Run the migrate command; it sets the triggers again.",
            id="kit.W001",
        )
        for alias in databases or []
        if _is_migrated(alias)
        for gap in missing(alias)
    ]


def _is_migrated(using: str) -> bool:
    tables = set(connections[using].introspection.table_names())
    return all(noun._meta.db_table in tables for noun in _protected)


def _statements(connection: BaseDatabaseWrapper, noun: type[models.Model]) -> list[str]:
    quote, table = connection.ops.quote_name, noun._meta.db_table
    make: Callable[[str, str, str, list[str]], list[str]] = (
        _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    )
    unique = [
        quote(str(field.column)) for field in noun._meta.local_concrete_fields if field.unique
    ]
    return [
        statement
        for operation, trigger in trigger_names(table, connection.vendor).items()
        for statement in make(operation, quote(trigger), quote(table), unique)
    ]


def _on_sqlite(operation: str, trigger: str, table: str, unique: list[str]) -> list[str]:
    refusal = f"SELECT RAISE(ABORT, 'append_only: {operation} is refused')"
    moment = operation
    if operation == "replace":
        # The rows that INSERT OR REPLACE puts aside wake the delete trigger only on connections
        # with recursive_triggers: whoever opens the file with another program has none.
        same = " OR ".join(f"{column} = NEW.{column}" for column in unique)
        moment = "insert"
        refusal += f" WHERE EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (our names)
    return [
        f"DROP TRIGGER IF EXISTS {trigger}",
        f"CREATE TRIGGER {trigger} BEFORE {moment} ON {table} BEGIN {refusal}; END",
    ]


def _on_postgresql(operation: str, trigger: str, table: str, _unique: list[str]) -> list[str]:
    each = "STATEMENT" if operation == "truncate" else "ROW"
    refusal = f"FOR EACH {each} EXECUTE FUNCTION concertar_append_only()"
    return [
        f"DROP TRIGGER IF EXISTS {trigger} ON {table}",
        f"CREATE TRIGGER {trigger} BEFORE {operation} ON {table} {refusal}",
        # Else a session could pass by calling itself a replica.
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}",
    ]


_STANDING = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND pg_table_is_visible(c.oid)"
    ),
}

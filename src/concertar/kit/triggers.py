"""Triggers: what the database itself refuses, from whatever program it is asked.

Three registries say what stands: `append_only` (rows never change), `frozen` (rows that change no
more once a field is set) and `overlaps` (periods that share no day). All triggers are set again
after every migrate, because SQLite rebuilds a table to alter it and drops its triggers silently.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Noun = type[models.Model]


class Unprotected(Exception):
    """The database would let through what it must refuse; the message names what is missing."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger of a table: on which event it acts, and what it does then.

    `event` is as in "BEFORE UPDATE". `body` is SQLite's statement between BEGIN and END, or the
    name of PostgreSQL's function, which `function` makes.
    """

    table: str
    name: str
    event: str
    body: str
    function: str = ""
    each: str = "ROW"

    def statements(self, connection: BaseDatabaseWrapper) -> Iterator[str]:
        """What sets it, in the place of one of the same name."""
        name, table = map(connection.ops.quote_name, (self.name, self.table))
        if connection.vendor == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} {self.event} ON {table} BEGIN {self.body}; END"
            return
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        act = f"FOR EACH {self.each} EXECUTE FUNCTION {self.body}()"
        yield f"CREATE TRIGGER {name} {self.event} ON {table} {act}"
        # Else a session could pass by calling itself a replica.
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"


Registry = Callable[[BaseDatabaseWrapper], Iterable[Trigger]]

_registries: list[Registry] = []


def register(registry: Registry) -> Registry:
    """Let a registry say which triggers should stand on a database."""
    _registries.append(registry)
    return registry


def wanted(connection: BaseDatabaseWrapper) -> list[Trigger]:
    return [trigger for registry in _registries for trigger in registry(connection)]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set the triggers of every table that exists; setting them twice is harmless."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        triggers = [trigger for trigger in wanted(connection) if trigger.table in tables]
        for function in dict.fromkeys(trigger.function for trigger in triggers):
            if function:
                cursor.execute(function)
        for trigger in triggers:
            for statement in trigger.statements(connection):
                cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Every trigger that should stand on this database and does not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {(table, trigger) for table, trigger in cursor.fetchall()}
        gaps = [
            trigger.name
            for trigger in wanted(connection)
            if (trigger.table, trigger.name) not in standing
        ]
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA recursive_triggers")
            if cursor.fetchone() != (1,):
                gaps.append("PRAGMA recursive_triggers (INSERT OR REPLACE would pass)")
    return gaps


def verify(using: str = DEFAULT_DB_ALIAS) -> None:
    """Raise Unprotected unless every trigger stands."""
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
            f"The database's own protection is missing: {gap}.",
            hint="Run the migrate command; it sets the triggers again.",
            id="kit.W001",
        )
        for alias in databases or []
        if _is_migrated(alias)
        for gap in missing(alias)
    ]


def same_row(connection: BaseDatabaseWrapper, noun: Noun) -> str:
    """The condition that a row has a key or a unique value in common with NEW.

    Such rows INSERT OR REPLACE and UPDATE OR REPLACE put aside. On our connections that wakes the
    delete trigger (`recursive_triggers`); whoever opens the file with another program has none.
    Unique only under a condition does not count here: NEW need not meet the condition.
    """
    keys: list[Iterable[str]] = [
        *((field.name,) for field in noun._meta.local_concrete_fields if field.unique),
        *(one.fields for one in noun._meta.total_unique_constraints if one.fields),
        *noun._meta.unique_together,
    ]
    return " OR ".join(
        "({})".format(" AND ".join(f"{one} = NEW.{one}" for one in columns(connection, noun, key)))
        for key in keys
    )


def columns(connection: BaseDatabaseWrapper, noun: Noun, names: Iterable[str]) -> list[str]:
    """The quoted columns of these fields."""
    fields = [noun._meta.get_field(name) for name in names]
    return [connection.ops.quote_name(str(field.column)) for field in fields]  # type: ignore[union-attr]


def _is_migrated(using: str) -> bool:
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    return all(trigger.table in tables for trigger in wanted(connection))


_STANDING = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND pg_table_is_visible(c.oid)"
    ),
}

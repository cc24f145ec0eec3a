"""Tests whose writes are really committed, as races and rebuilt tables need.

Django removes what such a test wrote by emptying every table, which the triggers
refuse. Here, and nowhere in the product, the triggers are lifted for that and set again.
"""

from django.db import connection
from django.test import TransactionTestCase

from concertar.kit import triggers


def lift_protection() -> None:
    """Drop every trigger of the test database that keeps rows as they are."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for trigger in triggers.wanted(connection):
            if trigger.table not in tables:
                continue
            on_table = f" ON {quote(trigger.table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {quote(trigger.name)}{on_table}")


class Committed:
    """Put before TransactionTestCase or LiveServerTestCase among the bases of a test class."""

    def _fixture_teardown(self) -> None:
        lift_protection()
        super()._fixture_teardown()
        triggers.install()


class CommittedTestCase(Committed, TransactionTestCase):
    """A TransactionTestCase that may write into append-only tables."""

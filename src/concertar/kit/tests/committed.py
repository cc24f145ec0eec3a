"""Tests whose writes are really committed, as races and rebuilt tables need.

Django removes what such a test wrote by emptying every table, which the append-only triggers
refuse. Here, and nowhere in the product, the triggers are lifted for that and set again.
"""

from django.db import connection
from django.test import TransactionTestCase

from concertar.kit import append_only


def lift_protection() -> None:
    """Drop every append-only trigger of the test database."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for noun in append_only.protected():
            table = noun._meta.db_table
            if table not in tables:
                continue
            on_table = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
            for trigger in append_only.trigger_names(table, connection.vendor).values():
                cursor.execute(f"DROP TRIGGER IF EXISTS {quote(trigger)}{on_table}")


class Committed:
    """Put before TransactionTestCase or LiveServerTestCase among the bases of a test class."""

    def _fixture_teardown(self) -> None:
        lift_protection()
        super()._fixture_teardown()
        append_only.install()


class CommittedTestCase(Committed, TransactionTestCase):
    """A TransactionTestCase that may write into append-only tables."""

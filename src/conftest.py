"""On PostgreSQL only what meets the database is tried again; the rest would say the same."""

import os
from unittest import TestCase

import pytest
from django.test import TransactionTestCase


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    apart = [item for item in items if not _meets_the_database(item)]
    config.hook.pytest_deselected(items=apart)
    items[:] = [item for item in items if _meets_the_database(item)]


def _meets_the_database(item: pytest.Item) -> bool:
    case = getattr(item, "cls", None)
    if case is not None and issubclass(case, TestCase):
        return issubclass(case, TransactionTestCase)
    return item.get_closest_marker("django_db") is not None or "db" in item.fixturenames

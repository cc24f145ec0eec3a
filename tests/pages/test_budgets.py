"""What a page may cost: queries and bytes of HTML. The browser journeys weigh the rest."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.source import HOUSE
from tests.pages.routes import Cell, pages

QUERIES, HTML, CSS, JS = 12, 20_000, 12_000, 20_000


@pytest.mark.django_db
@pytest.mark.parametrize("cell", pages(), ids=Cell.__str__)
def test_a_page_costs_few_queries_and_few_bytes(cell, as_role):
    for role, code in cell.answers.items():
        if code != 200:
            continue
        client, address = as_role(role), cell.address
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert len(asked) <= QUERIES, [query["sql"][:90] for query in asked]
        if not cell.route.endswith("house"):  # the living sheet shows every component there is
            assert len(gzip.compress(page.content)) <= HTML


@pytest.mark.parametrize(("suffix", "limit"), [("css", CSS), ("js", JS)])
def test_the_look_and_the_scripts_are_light(suffix, limit):
    files = sorted(HOUSE.rglob(f"static/**/*.{suffix}"))
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= limit

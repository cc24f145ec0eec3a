"""Every address of the site, and the committed table of who gets what there."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

TABLE = Path(__file__).parent / "access.csv"
ROLES = ("stranger", "person", "steward")
METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role gets at one address by one method."""

    route: str
    method: str
    arguments: str
    query: str
    answers: dict[str, int]

    @property
    def address(self) -> str:
        path = reverse(self.route, kwargs=dict(pair.split("=") for pair in self.arguments.split()))
        return f"{path}?{self.query}" if self.query else path


def route_names() -> set[str]:
    """The names of all routes, with their namespace; a nameless route counts by its pattern."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for item in resolver.url_patterns:
        if isinstance(item, URLPattern):
            yield f"{space}{item.name or item.pattern}"
        else:
            inner = f"{space}{item.namespace}:" if item.namespace else space
            yield from _names(item, inner)


@cache
def table() -> tuple[Cell, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Cell(
            row["route"],
            row["method"],
            row["arguments"],
            row["query"],
            {role: int(row[role]) for role in ROLES},
        )
        for row in rows
    )


def pages() -> list[Cell]:
    """The cells that are a page of HTML to at least one role."""
    return [
        cell
        for cell in table()
        if cell.method == "GET" and 200 in cell.answers.values() and not _is_data(cell)
    ]


def _is_data(cell: Cell) -> bool:
    return any(
        word in cell.route for word in ("export", "download", "data", "pdf", "health", "file")
    )

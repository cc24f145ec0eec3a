"""Every address of the site, and the committed table of who gets what there."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.pages import things

TABLE = Path(__file__).parent / "access.csv"
ROLES = ("stranger", "person", "delegate", "facilitator", "steward")
METHODS = ("GET", "POST")
# What routes are called that answer with something else than a page.
DATA = ("export", "download", "data", "pdf", "paper", "charter_text", "health", "file")


@dataclass(frozen=True, slots=True)
class Cell:
    """What each role gets at one address by one method.

    An argument that begins with @ names a thing whose key no file can know; see `things`.
    """

    route: str
    method: str
    arguments: str
    query: str
    answers: dict[str, int]

    def __str__(self) -> str:
        said = (self.method, self.route, self.arguments, self.query)
        return " ".join(part for part in said if part)

    @property
    def address(self) -> str:
        return self.address_among(things.key_of)

    def address_among(self, key_of: Callable[[str], str]) -> str:
        """The address, with the keys of the things it names as this database has them."""
        named = dict(pair.split("=") for pair in self.arguments.split())
        known = {k: key_of(v) if v.startswith("@") else v for k, v in named.items()}
        path = reverse(self.route, kwargs=known)
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
    return any(word in cell.route for word in DATA)

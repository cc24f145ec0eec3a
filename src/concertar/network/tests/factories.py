"""Plain functions that put one thing each into the database, for the tests of this room."""

import csv
import shutil
from pathlib import Path
from typing import Any

from concertar.accounts.models import Person
from concertar.kit.folding import fold
from concertar.network.actions import FORUM
from concertar.network.models import (
    Affiliation,
    Body,
    Institution,
    Milestone,
    Programme,
    ProgrammeLine,
    ReportedFigure,
    Source,
    Territory,
    ThematicGroup,
)

NOUNS = (
    Affiliation, Body, Institution, Milestone, Programme, ProgrammeLine, ReportedFigure, Source,
    Territory, ThematicGroup,
)  # fmt: skip


def person(name: str, **rest: Any) -> Person:
    return Person.objects.create(name=name, email=f"{name}@foro.example", **rest)


def steward(name: str = "rosa") -> Person:
    return person(name, is_steward=True)


def slug_of(name: str) -> str:
    return fold(name).replace(" ", "-")


def place(name: str, *, inside: Territory | None = None, **rest: Any) -> Territory:
    slug = rest.pop("slug", slug_of(name))
    values = {
        "kind": "city" if inside else "nation",
        "sort_name": fold(name),
        "path": f"{inside.path if inside else ''}{slug}/",
        "zone": "America/Lima",
        **rest,
    }
    return Territory.objects.create(slug=slug, name=name, parent=inside, **values)


def body(name: str, **rest: Any) -> Body:
    return Body.objects.create(slug=slug_of(name), name=name, **{"level": "regional", **rest})


def institution(name: str, *, standing: str = "", **rest: Any) -> Institution:
    values = {"slug": slug_of(name), "sort_name": fold(name), "kind": "ngo", **rest}
    one = Institution.objects.create(name=name, **values)
    if standing:
        Affiliation.objects.create(institution=one, standing=standing)
    return one


def institutions(count: int, **rest: Any) -> None:
    Institution.objects.bulk_create(
        Institution(
            slug=f"no-{i}", name=f"Nº {i}", sort_name=f"no {i:06}", **{"kind": "ngo", **rest}
        )
        for i in range(count)
    )


def figure(what: str, value: int, **rest: Any) -> ReportedFigure:
    values = {"topic": "scale", "unit": "cosas", **rest}
    return ReportedFigure.objects.create(slug=slug_of(what), what=what, value=value, **values)


def row_counts() -> dict[str, int]:
    return {noun.__name__: noun.objects.count() for noun in NOUNS}


def folder_of(path: Path) -> Path:
    """The Forum's own files, to be spoiled."""
    return Path(shutil.copytree(FORUM, path / "forum"))


def spoil(folder: Path, file: str, line: int, **cells: str) -> None:
    """Change cells of one line (2 is the first after the header) of a file."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[line - 2].update(cells)
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

"""The acta as a page reads it: the frozen text itself, with who signed what beside its clauses."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concertar.agreements.models import AuthenticText, Signature
from concertar.observatory.models import Limit
from concertar.tables.models import Option


@dataclass(frozen=True, slots=True)
class ActaClause:
    """One clause as it was frozen, where it comes from, and who reserved what on it."""

    number: int
    heading: str
    text: str
    options: tuple[Option, ...]
    limits: tuple[Limit, ...]
    commitments: tuple[int, ...]
    reservations: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Acta:
    """The frozen text in one language."""

    frozen: AuthenticText
    data: Mapping[str, Any]
    clauses: tuple[ActaClause, ...]
    reservations: tuple[Signature, ...]  # those on no clause in particular

    @property
    def headings(self) -> list[str]:
        return [one.heading for one in self.clauses if one.heading]


def chosen(texts: Sequence[AuthenticText], language: str) -> AuthenticText:
    """The text in this language, else the authentic one."""
    in_order = sorted(texts, key=lambda one: (one.language != language, one.is_translation))
    return in_order[0]


def acta_of(
    frozen: AuthenticText,
    signatures: Iterable[Signature],
    options: Iterable[Option],
    limits: Iterable[Limit],
) -> Acta:
    """What stands in the frozen text, and the rows that its keys name."""
    data = json.loads(frozen.text)
    by_key = {(one.issue.key, one.key): one for one in options}
    by_slug = {one.slug: one for one in limits}
    reserved = [one for one in signatures if one.kind == Signature.Kind.RESERVATION]
    clauses = tuple(
        ActaClause(
            number=one["number"],
            heading=one["heading"],
            text=one["text"],
            options=_known(by_key, [(x["issue"], x["option"]) for x in one["options"]]),
            limits=_known(by_slug, one["limits"]),
            commitments=tuple(
                x["number"] for x in data["commitments"] if x["clause"] == one["number"]
            ),
            reservations=tuple(x for x in reserved if one["number"] in clauses_of(x)),
        )
        for one in data["clauses"]
    )
    placed = {one.pk for clause in clauses for one in clause.reservations}
    return Acta(frozen, data, clauses, tuple(x for x in reserved if x.pk not in placed))


def clauses_of(signature: Signature) -> list[int]:
    """The numbers of the clauses a signature names."""
    return [int(number) for number in signature.clauses]


def cited_limits(texts: Sequence[AuthenticText]) -> set[str]:
    return {
        slug
        for one in texts
        for clause in json.loads(one.text)["clauses"]
        for slug in clause["limits"]
    }


def _known(rows: Mapping[Any, Any], keys: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(rows[key] for key in keys if key in rows)

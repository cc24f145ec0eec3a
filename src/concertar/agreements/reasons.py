"""A verdict in sentences: each line of the declared rule, and whether it is met."""

from collections.abc import Mapping
from dataclasses import dataclass

from concertar.agreements import wording
from concertar.agreements.validity import Reason, Verdict
from concertar.tables.models import Actor, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the rule, said."""

    sentence: str
    is_met: bool


def said(table: Table, verdict: Verdict) -> tuple[Line, ...]:
    """The lines of the rule in the reader's language, in the order in which it declares them."""
    names = _names(table)
    return tuple(Line(_sentence(one, names), one.is_met) for one in verdict.reasons)


def silent(table: Table, verdict: Verdict) -> list[str]:
    """The parties that have not said anything yet, by name."""
    names = _names(table)
    return [names[actor] for actor in verdict.silent]


def _sentence(reason: Reason, names: Mapping[str, str]) -> str:
    facts = {
        "who": names.get(reason.who, reason.who),
        "count": reason.count,
        "least": reason.least,
    }
    return str(wording.REASONS[reason.code]) % facts


def _names(table: Table) -> dict[str, str]:
    """The names of parties by their id, and of constituencies by their key."""
    actors = Actor.objects.filter(table=table).select_related("seat__institution")
    names = {str(actor.pk): str(actor.seat.institution) for actor in actors}
    sides = table.forum.constituencies.all()
    return names | {side.key: side.said("name").text for side in sides}

"""A table whose parties score: sheets put together as plainly as possible, for the tests.

Every side prefers something else on “efluentes”, so that sheets are not alike; each test plants
what it looks for.
"""

from typing import Any

from concertar.accounts.models import Person
from concertar.fora.models import Facilitator
from concertar.tables import actions
from concertar.tables.answers import answers_by_key
from concertar.tables.models import Actor, Answers, Sheet, Table, facts_of
from concertar.tables.models.table import State
from concertar.tables.tests import factories
from concertar.tables.tests.factories import Cast

# Of each side: "efluentes" (hoy, planta, cada-uno) and "plazo" (hoy, dos-anos).
LIKINGS = {
    "state": ({"hoy": 0, "planta": 4, "cada-uno": 2}, {"hoy": 0, "dos-anos": 4}),
    "civil-society": ({"hoy": 0, "planta": 4, "cada-uno": 1}, {"hoy": 0, "dos-anos": 4}),
    "private-sector": ({"hoy": 3, "planta": 2, "cada-uno": 4}, {"hoy": 4, "dos-anos": 1}),
    "academia": ({"hoy": 0, "planta": 4, "cada-uno": 3}, {"hoy": 1, "dos-anos": 4}),
    "communities": ({"hoy": 0, "planta": 4, "cada-uno": 2}, {"hoy": 0, "dos-anos": 4}),
}
VOICES = {
    "state": "bea",
    "civil-society": "caio",
    "private-sector": "dora",
    "academia": "elis",
    "communities": "fabio",
}


def sheet_of(table: Table, side: str, **rest: Any) -> Answers:
    """What a side answers; `efluentes`, `plazo`, `weights` and `reservation` may be replaced."""
    efluentes, plazo = LIKINGS[side]
    said = {
        "efluentes": {**efluentes, **rest.pop("efluentes", {})},
        "plazo": {**plazo, **rest.pop("plazo", {})},
    }
    return answers_by_key(said, facts_of(table), **rest)


def give(cast: Cast, actor: Actor, side: str, **rest: Any) -> Sheet:
    voice = cast.people[VOICES[side]]
    return actions.give_sheet(actor, sheet_of(actor.table, side, **rest), by=voice)


def give_all(cast: Cast, table: Table, **replaced: dict[str, Any]) -> dict[str, Sheet]:
    """Everybody gives a sheet; `replaced` says what a side answers otherwise."""
    return {
        side: give(cast, factories.actor(table, side), side, **replaced.get(side, {}))
        for side in LIKINGS
    }


def scored(cast: Cast, **rest: Any) -> Table:
    """A table in scoring with all sheets in, still sealed."""
    table = factories.table_in(cast, State.SCORING, **rest)
    give_all(cast, table)
    return table


def proposing(cast: Cast, replaced: dict[str, dict[str, Any]] | None = None, **rest: Any) -> Table:
    """A table whose sheets are open, ready to search."""
    table = factories.table_in(cast, State.SCORING, **rest)
    give_all(cast, table, **(replaced or {}))
    table = actions.unseal_scores(table, by=cast.ana)
    actions.take_step(table, State.PROPOSING, by=cast.ana)
    table.refresh_from_db()
    return table


def second_facilitator(cast: Cast, who: str = "gina") -> Person:
    return Facilitator.objects.create(
        forum=cast.forum, person=factories.person(who), starts=factories.LONG_AGO
    ).person

"""A whole concertación in rows: a package with costs and effects, signed, promised and checked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from concertar.agreements import actions
from concertar.agreements.models import Agreement, Check, Commitment, Draft
from concertar.agreements.tests.factories import (
    actor,
    commitment,
    draft,
    drafting_table,
    signed_by_all,
)
from concertar.network.models import Mandate
from concertar.observatory.models import Observation
from concertar.tables.models import (
    Actor,
    Baseline,
    Budget,
    Choice,
    Option,
    Package,
    PackageValue,
    Score,
    Sheet,
    Table,
)
from concertar.tables.tests.factories import Cast, consent, cost, effect, guardianship, interest

VALUES = {
    "state": "70",
    "civil-society": "121/2",
    "private-sector": "45",
    "academia": "80",
    "communities": "66",
}
# Of package B, which nobody signs: each plant on its own.
OTHER_VALUES = {
    "state": "50",
    "civil-society": "40",
    "private-sector": "301/4",
    "academia": "60",
    "communities": "33",
}
GAINS = ("12/5", "17/7")


def package(of: Table) -> Package:
    """The package A: the plant, in two years; 16 to 20 a day today, 6 to 9 less with it.

    Beside it B is on the table: each plant on its own, in the same time.
    """
    plant = of.issues.get(key="efluentes").options.get(key="planta")
    plant.proposed_by = actor(of, "communities")
    plant.save()
    interest(actor(of, "communities"), "Que los niños se bañen en la bahía")
    interest(actor(of, "communities"), "CONFIADO: cederíamos el plazo", visibility="facilitator")
    indicator = of.limits.get().indicator
    effect(plant, indicator, -9, -7, -6)
    cost(plant, actor(of, "state"), 1_200_000_00)
    cost(plant, actor(of, "private-sector"), 300_000_00)
    Budget.objects.create(actor=actor(of, "state"), amount=1_500_000_00, source="Presupuesto")
    Baseline.objects.create(
        table=of, indicator=indicator, low=16, likely=18, high=20, source="Estudio"
    )
    offer(of, "B", "greatest_sum", OTHER_VALUES, efluentes="cada-uno", plazo="dos-anos")
    return offer(of, "A", "leximin", VALUES, efluentes="planta", plazo="dos-anos")


def offer(of: Table, letter: str, rule: str, values: dict[str, str], **choices: str) -> Package:
    """A package that this rule chose, worth so much to each side by the sheet it gave."""
    made = Package.objects.create(table=of, letter=letter, origins=[rule])
    for issue, option in choices.items():
        known = of.issues.get(key=issue)
        chosen = known.options.get(key=option)
        Choice.objects.create(package=made, issue=known, option=chosen)
    gain = GAINS["AB".index(letter)]
    for side, value in values.items():
        whose = actor(of, side)
        PackageValue.objects.create(
            package=made, actor=whose, sheet=scored(whose), value=value, gain=gain
        )
    return made


def scored(whose: Actor) -> Sheet:
    """The sheet of a party, with a score of every option; given once."""
    given = Sheet.objects.filter(actor=whose).first()
    if given is None:
        mandate = Mandate.objects.filter(institution=whose.seat.institution).first()
        given = Sheet.objects.create(
            actor=whose, number=1, channel="web", mandate=mandate, day=date(2026, 1, 31)
        )
        for option in Option.objects.filter(issue__table=whose.table):
            Score.objects.create(sheet=given, option=option, points=2)
    return given


ENGLISH: dict[str, Any] = {
    "title": "Record of the bay",
    "clauses": (
        ("Limit", "The load of the bay will not pass 14 tonnes a day."),
        ("Plant", "The town hall will build a common treatment plant."),
        ("Term", "The plant will work in two years."),
    ),
    "deliverables": ("Common treatment plant at work", "No discharge"),
}


def signed(
    cast: Cast,
    *,
    publishes: str = "parties",
    silent: str = "",
    absent: str = "",
    in_english: bool = False,
    **rest: Any,
) -> Agreement:
    """An agreement that stands: three clauses, a reservation, two commitments and a guardian.

    `silent` names a side that consents to publish nothing, `absent` an institution that stays away.
    """
    table = drafting_table(cast, publishes=publishes, **rest)
    table.guardianships.add(guardianship(cast))
    table.actors.filter(seat__institution__name=absent).update(
        is_empty_chair=True, absence="Tres oficios sin respuesta", must_sign=False
    )
    for side, who in zip(VALUES, ("bea", "caio", "dora", "elis", "fabio"), strict=True):
        if side != silent:
            consent(actor(table, side), cast.mandates[who])
    text = draft(cast, table, package=package(table))
    clause = text.clauses.get(order=2)
    today = table.forum.today()
    supporting = [actor(table, "academia")]
    commitment(text, cast, clause=clause, supporting=supporting)
    commitment(
        text, cast, side="private-sector", deliverable="Descargas en cero",
        due=today - timedelta(days=1), clause=clause,
    )  # fmt: skip
    if in_english:
        translate(text)
    made = actions.freeze_text(text, place="Chimbote", by=cast.ana)
    signed_by_all(made, cast, private_sector="Siempre que el plazo sea de dos años.")
    return actions.decide(made, by=cast.ana)


def translate(text: Draft) -> None:
    """Every part of a draft in English too."""
    text.translations = {"en": {"title": ENGLISH["title"]}}
    text.save()
    for clause, (heading, words) in zip(text.clauses.all(), ENGLISH["clauses"], strict=True):
        clause.translations = {"en": {"heading": heading, "text": words}}
        clause.save()
    for one, words in zip(text.commitments.all(), ENGLISH["deliverables"], strict=True):
        one.translations = {"en": {"deliverable": words}}
        one.save()


def checked(of: Agreement, cast: Cast, *, number: int = 1, score: int = 2, **rest: Any) -> Check:
    """Caio, of the civil society, looked."""
    values = {"evidence": "Se visitó la obra con la universidad.", "by": cast.caio, **rest}
    return actions.check_commitment(promised(of, number), score=score, **values)


def promised(of: Agreement, number: int = 1) -> Commitment:
    return of.commitments.get(number=number)


def measured(of: Agreement, *values: Any, first: date = date(2026, 1, 31)) -> None:
    """One value of the indicator of the first commitment a month."""
    indicator = promised(of).indicator
    for i, value in enumerate(values):
        Observation.objects.create(
            indicator=indicator, territory=of.table.forum.territory, source="Estación",
            day=first + timedelta(days=30 * i), value=Decimal(value), is_illustrative=True,
        )  # fmt: skip

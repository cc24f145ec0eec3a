"""Drafts, frozen texts and signatures, made by the verbs themselves, on the tables of `tables`.

Ana facilitates; Bea speaks and signs for the town hall, and each other side has its own delegate.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from concertar.agreements import actions
from concertar.agreements.models import (
    Agreement,
    Clause,
    Commitment,
    Criticism,
    Draft,
    Signature,
)
from concertar.kit import clock
from concertar.observatory.models import Indicator
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import State
from concertar.tables.tests.factories import Cast, actor, forum, indicator, limit, table_in

__all__ = [
    "actor", "agreement", "cast", "clause", "commitment", "criticism", "draft",
    "drafting_table", "limit", "ready_draft", "signature", "signed_by_all", "standing",
]  # fmt: skip

TEXTS = (
    ("Límite", "La carga de la bahía no pasará de 14 toneladas por día."),
    ("Planta", "La municipalidad construirá una planta común de tratamiento."),
    ("Plazo", "La planta funcionará en dos años."),
)


def cast(**rest: Any) -> Cast:
    return forum(**rest)


def drafting_table(of: Cast, **rest: Any) -> Table:
    """A table that talked and now writes its text, with one limit."""
    made = table_in(of, State.DRAFTING, **rest)
    found = Indicator.objects.filter(slug="carga").first() or indicator()
    made.limits.add(found.limits.first() or limit(found))
    return made


def draft(of: Cast, table: Table | None = None, *, clauses: int = 3, **rest: Any) -> Draft:
    """An open draft; its first clause comes from the limit, the second from an option."""
    table = table or drafting_table(of)
    made = actions.begin_draft(table, by=of.ana, **{"title": "Acta de la bahía", **rest})
    for number in range(clauses):
        clause(made, of, number)
    return made


def clause(of: Draft, by: Cast, number: int = 0, **rest: Any) -> Clause:
    heading, text = TEXTS[number % len(TEXTS)]
    values: dict[str, Any] = {"heading": heading, "text": text}
    if number == 0:
        values["limits"] = list(of.table.limits.all())
    if number == 1:
        values["options"] = list(of.table.issues.get(key="efluentes").options.filter(key="planta"))
    return actions.add_clause(of, by=by.ana, **{**values, **rest})


def commitment(of: Draft, by: Cast, *, side: str = "state", **rest: Any) -> Commitment:
    """What the town hall promises; it can be checked."""
    values = {
        "deliverable": "Planta común de tratamiento en operación",
        "responsible": actor(of.table, side),
        "due": clock.now().date() + timedelta(days=400),
        "indicator": Indicator.objects.filter(slug="carga").first() or indicator(),
        "baseline": Decimal(20),
        "target": Decimal(14),
    }
    return actions.promise(of, by=by.ana, **{**values, **rest})


def criticism(of: Clause, by: Cast, *, side: str = "private-sector", **rest: Any) -> Criticism:
    """What the delegate of a side says on the site."""
    spoken = actor(of.draft.table, side)
    who = next(
        one.person for one in by.mandates.values()
        if one.institution_id == spoken.seat.institution_id
    )  # fmt: skip
    values = {"text": "El plazo es corto.", "severity": Criticism.Severity.SERIOUS}
    return actions.criticise(of, spoken, by=who, **{**values, **rest})


def ready_draft(of: Cast, **rest: Any) -> Draft:
    """A draft that nothing keeps from being frozen: three clauses and one commitment."""
    made = draft(of, **rest)
    commitment(made, of, clause=made.clauses.get(order=2))
    return made


def agreement(of: Cast, **rest: Any) -> Agreement:
    """A frozen text, open for signature."""
    return actions.freeze_text(ready_draft(of, **rest), place="Chimbote", by=of.ana)


def hash_of(agreement: Agreement) -> str:
    return agreement.texts.get(is_translation=False).sha256


def signature(of: Agreement, by: Cast, side: str = "state", **rest: Any) -> Signature:
    """The word of a side, given on the site by its delegate."""
    spoken: Actor = actor(of.table, side)
    who = next(
        one.person for one in by.mandates.values()
        if one.institution_id == spoken.seat.institution_id
    )  # fmt: skip
    values = {"kind": Signature.Kind.CONSENT, "sha256": hash_of(of)}
    return actions.sign(of, spoken, by=who, **{**values, **rest})


def signed_by_all(of: Agreement, by: Cast, **reserved: str) -> list[Signature]:
    """Everybody consents; a side named with a reason signs with that reservation."""
    given = []
    for one in of.table.actors.present().select_related("seat__constituency"):
        side = one.seat.constituency.key
        reason = reserved.get(side.replace("-", "_"), "")
        kind = Signature.Kind.RESERVATION if reason else Signature.Kind.CONSENT
        given.append(signature(of, by, side, kind=kind, reason=reason))
    return given


def standing(of: Cast, **rest: Any) -> Agreement:
    """An agreement that stands, signed by everybody."""
    made = agreement(of, **rest)
    signed_by_all(made, of)
    return actions.decide(made, by=of.ana)

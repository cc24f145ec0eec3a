"""Everything the page of one agreement shows, read in few questions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from concertar.agreements import canonical, drawings, measures, tracing
from concertar.agreements.acta import Acta, acta_of, chosen, cited_limits
from concertar.agreements.following import Tally, Value, tally
from concertar.agreements.models import (
    Agreement,
    AuthenticText,
    Commitment,
    Criticism,
    Signature,
)
from concertar.agreements.validity import Verdict, verdict
from concertar.fora.models import Forum, Guardianship
from concertar.kit import charts
from concertar.kit.access import Visitor
from concertar.observatory.models import Limit
from concertar.tables.models import Actor, Interest, Option, Step
from concertar.tables.models.table import State


@dataclass(frozen=True, slots=True)
class Party:
    """One party of the table, and what it signed; None: it has not said anything."""

    actor: Actor
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class Promised:
    """One commitment on the board, with its small picture."""

    commitment: Commitment
    figure: charts.Figure | None


@dataclass(frozen=True, slots=True)
class Guarded:
    """A natural entity, who speaks for it, and what was objected in its name."""

    guardianship: Guardianship
    objections: tuple[Criticism, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An agreement as its page shows it."""

    agreement: Agreement
    acta: Acta
    texts: tuple[AuthenticText, ...]
    charter: Mapping[str, Any]
    parties: tuple[Party, ...]
    signatures_sha256: str  # empty while nobody has signed
    empty_chairs: tuple[Actor, ...]
    guarded: tuple[Guarded, ...]
    verdict: Verdict
    board: tuple[Promised, ...]
    tally: Tally
    traced: Commitment | None
    trace: charts.Trace | None

    @property
    def signed(self) -> list[Signature]:
        return [one.signature for one in self.parties if one.signature]

    @property
    def consents(self) -> list[Signature]:
        """Those that bind their institution, with a reservation or without."""
        return [one for one in self.signed if one.kind != Signature.Kind.REFUSAL]

    @property
    def reserved(self) -> int:
        return sum(one.kind == Signature.Kind.RESERVATION for one in self.signed)

    @property
    def refused(self) -> int:
        return sum(one.kind == Signature.Kind.REFUSAL for one in self.signed)

    @property
    def last_due(self) -> Any:
        return max((x.commitment.due for x in self.board if x.commitment.due), default=None)

    @property
    def first_late(self) -> Commitment | None:
        late = (one.commitment for one in self.board if _standing(one.commitment) == "late")
        return next(late, None)

    @property
    def authentic(self) -> AuthenticText:
        return next(one for one in self.texts if not one.is_translation)


def texts_of(person: Visitor, slug: str) -> list[AuthenticText]:
    """The frozen texts of one agreement, with the agreement and its table; none: not to be seen.

    Each with `is_facilitated`: whether this person convenes the forum of that table; and with
    `proposed_on`: the day on which the table last came to its packages.
    """
    seen = AuthenticText.objects.visible_to(person).filter(agreement__slug=slug)
    own = Forum.objects.facilitated_by(person).filter(pk=OuterRef("agreement__table__forum"))
    steps = Step.objects.visible_to(person).filter(
        table=OuterRef("agreement__table"), after=State.PROPOSING
    )
    proposed_on = steps.order_by("-pk").values("day")[:1]
    return list(
        seen.annotate(is_facilitated=Exists(own), proposed_on=Subquery(proposed_on))
        .select_related(
            "agreement__draft__package",
            "agreement__table__forum__territory",
            "agreement__table__charter",
        )
        .order_by("is_translation", "language")
    )


def record_of(
    person: Visitor, texts: Sequence[AuthenticText], *, language: str, trace: str = ""
) -> Record:
    """Read what belongs to these texts; `trace` may name the commitment whose story is told."""
    agreement = texts[0].agreement
    actors = _actors(person, agreement)
    signatures = _signatures(person, agreement, actors)
    options = _options(person, agreement)
    commitments = _commitments(person, agreement, actors)
    limits = _limits(person, agreement, texts, commitments)
    acta = acta_of(chosen(texts, language), signatures, options, limits)
    values = measures.values_of(person, agreement.table.forum, commitments)
    charter = json.loads(agreement.table.charter.text)
    traced = tracing.told_best(commitments, acta, trace)
    by_actor = {one.actor_id: one for one in signatures}
    steps = traced and tracing.steps_of(
        traced,
        acta,
        agreement=agreement,
        signatures=signatures,
        interests=_interests(person, options, actors),
        limits=limits,
        values=values.get(traced.indicator_id, ()),
        proposed_on=getattr(texts[0], "proposed_on", None),
    )
    return Record(
        agreement=agreement,
        acta=acta,
        texts=tuple(texts),
        charter=charter,
        parties=tuple(Party(one, by_actor.get(one.pk)) for one in actors if not one.is_empty_chair),
        signatures_sha256=canonical.sha256_of_signatures(signatures) if signatures else "",
        empty_chairs=tuple(one for one in actors if one.is_empty_chair),
        guarded=_guarded(person, agreement),
        verdict=_verdict(charter, signatures, actors),
        board=_board(commitments, values, limits),
        tally=tally([_standing(one) for one in commitments]),
        traced=traced,
        trace=charts.trace(steps) if steps else None,
    )


def _standing(commitment: Any) -> str:
    standing: str = commitment.standing
    return standing


def _actors(person: Visitor, agreement: Agreement) -> list[Actor]:
    seen = Actor.objects.visible_to(person).filter(table=agreement.table)
    return list(seen.select_related("seat__institution", "seat__constituency"))


def _signatures(person: Visitor, agreement: Agreement, actors: Sequence[Actor]) -> list[Signature]:
    seen = Signature.objects.visible_to(person).filter(agreement=agreement)
    known = {one.pk: one for one in actors}
    signatures = list(seen.select_related("mandate__person"))
    for one in signatures:
        one.actor = known[one.actor_id]
    return signatures


def _options(person: Visitor, agreement: Agreement) -> list[Option]:
    seen = Option.objects.visible_to(person).filter(clauses__draft=agreement.draft_id)
    return list(seen.select_related("issue").distinct())


def _commitments(
    person: Visitor, agreement: Agreement, actors: Sequence[Actor]
) -> list[Commitment]:
    seen = Commitment.objects.visible_to(person).filter(agreement=agreement).following()
    known = {one.pk: one for one in actors}
    commitments = list(seen.select_related("indicator").order_by("number"))
    for one in commitments:
        one.draft, one.agreement = agreement.draft, agreement
        one.draft.table, one.responsible = agreement.table, known[one.responsible_id]
    return commitments


def _limits(
    person: Visitor,
    agreement: Agreement,
    texts: Sequence[AuthenticText],
    commitments: Sequence[Commitment],
) -> list[Limit]:
    return measures.limits_on(person, agreement.table, commitments, cited=cited_limits(texts))


def _interests(
    person: Visitor, options: Sequence[Option], actors: Sequence[Actor]
) -> list[Interest]:
    """What those who proposed the options say in public, whoever reads."""
    seen = Interest.objects.visible_to(person).filter(
        visibility="public", actor__in={one.proposed_by_id for one in options} - {None}
    )
    known = {one.pk: one for one in actors}
    interests = list(seen)
    for one in interests:
        one.actor = known[one.actor_id]
    return interests


def _guarded(person: Visitor, agreement: Agreement) -> tuple[Guarded, ...]:
    guardianships = Guardianship.objects.visible_to(person).filter(tables=agreement.table)
    objections = Criticism.objects.visible_to(person).filter(
        clause__draft__table=agreement.table,
        clause__draft__number__lte=agreement.draft.number,
        guardianship__isnull=False,
    )
    known = list(guardianships.select_related("entity", "guardian"))
    said = list(objections.order_by("day", "entered_at")) if known else []
    return tuple(
        Guarded(one, tuple(x for x in said if x.guardianship_id == one.pk)) for one in known
    )


def _verdict(
    charter: Mapping[str, Any], signatures: Sequence[Signature], actors: Sequence[Actor]
) -> Verdict:
    return verdict(
        charter,
        [{"actor": str(one.actor_id), "kind": one.kind} for one in signatures],
        [
            {
                "actor": str(one.pk),
                "constituency": one.seat.constituency.key,
                "empty_chair": one.is_empty_chair,
            }
            for one in actors
        ],
    )


def _board(
    commitments: Sequence[Commitment],
    values: Mapping[Any, Sequence[Value]],
    limits: Sequence[Limit],
) -> tuple[Promised, ...]:
    return tuple(
        Promised(one, drawings.draw_commitment(one, values.get(one.indicator_id, ()), limits))
        for one in commitments
    )

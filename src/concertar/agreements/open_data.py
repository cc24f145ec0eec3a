"""What leaves with an agreement, so that a stranger can compute it again from this file alone.

The frozen texts, the charter, signatures, mandates, options with their costs and effects, limits,
commitments and checks are public. Of the scores leaves exactly what the charter published and the
parties consented to, once the agreement stands: see `values`.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser

from concertar.agreements import canonical, negotiated, values
from concertar.agreements.models import (
    Agreement,
    AuthenticText,
    Check,
    Commitment,
    Signature,
)
from concertar.kit.numbers import plain_number
from concertar.network.models import Mandate
from concertar.tables.models import Actor, Consent

FORMAT = "concertar-agreement/1"
STRANGER = AnonymousUser()  # the file is the same for everybody, whoever asks for it

Data = dict[str, Any]


def data_of(texts: Sequence[AuthenticText], *, address: str) -> Data:
    """The whole file: what was frozen, the rows behind it, and what follows from them."""
    agreement = texts[0].agreement
    charter = agreement.table.charter
    actors = _actors(agreement)
    signatures = _signatures(agreement)
    consents = list(Consent.objects.visible_to(STRANGER).filter(actor__in=actors))
    checks = _checks(agreement)
    return {
        "format": FORMAT,
        "address": address,
        "agreement": _agreement(agreement),
        "texts": [_text(one) for one in texts],
        "charter": {"text": charter.text, "sha256": charter.sha256},
        "actors": [_actor(one) for one in actors],
        "mandates": _mandates([*signatures, *consents, *checks, *_replies(checks)]),
        "signatures": [_signature(one) for one in signatures],
        "signatures_sha256": canonical.sha256_of_signatures(signatures),
        "consents": [_consent(one) for one in consents],
        **negotiated.data_of(agreement, STRANGER),
        **values.published(agreement, actors, STRANGER).data,
        "commitments": [_commitment(one) for one in _commitments(agreement)],
        "checks": [_check(one) for one in checks],
    }


def _agreement(agreement: Agreement) -> Data:
    table = agreement.table
    return {
        "slug": agreement.slug,
        "number": agreement.number,
        "status": agreement.status,
        "place": agreement.place,
        "frozen_on": agreement.frozen_on.isoformat(),
        "decided_on": agreement.decided_on.isoformat() if agreement.decided_on else None,
        "table": table.slug,
        "forum": table.forum.slug,
        "is_illustrative": table.is_illustrative,
    }


def _text(text: AuthenticText) -> Data:
    return {
        "language": text.language,
        "is_translation": text.is_translation,
        "text": text.text,
        "sha256": text.sha256,
    }


# ---- who ----------------------------------------------------------------------------------------


def _actors(agreement: Agreement) -> list[Actor]:
    seen = Actor.objects.visible_to(STRANGER).filter(table=agreement.table)
    return list(seen.select_related("seat__institution", "seat__constituency", "consent"))


def _actor(actor: Actor) -> Data:
    return {
        "actor": str(actor.pk),
        "institution": actor.seat.institution.slug,
        "name": actor.seat.institution.name,
        "constituency": actor.seat.constituency.key,
        "must_sign": actor.must_sign,
        "empty_chair": actor.is_empty_chair,
        "absence": actor.absence,
    }


def _mandates(acts: Sequence[Any]) -> list[Data]:
    """The mandates under which somebody signed, consented, checked or replied, each once."""
    keys = {one.mandate_id for one in acts}
    seen = Mandate.objects.visible_to(STRANGER).filter(pk__in=keys)
    return [
        {
            "mandate": str(one.pk),
            "institution": one.institution.slug,
            "holder": one.person.name,
            "capacity": one.capacity,
            "power": one.power,
            "matter": one.matter,
            "document": one.document,
            "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat() if one.ends else None,
        }
        for one in seen.select_related("institution", "person").order_by("pk")
    ]


def _signatures(agreement: Agreement) -> list[Signature]:
    seen = Signature.objects.visible_to(STRANGER).filter(agreement=agreement)
    return list(seen.select_related("institution"))


def _signature(signature: Signature) -> Data:
    return {
        "actor": str(signature.actor_id),
        "institution": signature.institution.slug,
        "mandate": str(signature.mandate_id),
        "kind": signature.kind,
        "reason": signature.reason,
        "clauses": signature.clauses,
        "language": signature.language,
        "sha256": signature.sha256,
        "day": signature.day.isoformat(),
        "channel": signature.channel,
    }


def _consent(consent: Consent) -> Data:
    return {
        "actor": str(consent.actor_id),
        "charter_sha256": consent.charter_sha256,
        "mandate": str(consent.mandate_id),
        "day": consent.day.isoformat(),
        "channel": consent.channel,
    }


# ---- what became of it --------------------------------------------------------------------------


def _commitments(agreement: Agreement) -> list[Commitment]:
    seen = Commitment.objects.visible_to(STRANGER).filter(agreement=agreement)
    return list(seen.select_related("responsible__seat__institution", "indicator"))


def _commitment(commitment: Commitment) -> Data:
    indicator = commitment.indicator
    return {
        "commitment": str(commitment.pk),
        "number": commitment.number,
        "responsible": str(commitment.responsible_id),
        "institution": commitment.responsible.seat.institution.slug,
        "due": commitment.due.isoformat() if commitment.due else None,
        "indicator": indicator.slug if indicator else None,
        "unit": indicator.unit if indicator else None,
        "baseline": plain_number(commitment.baseline),
        "target": plain_number(commitment.target),
    }


def _checks(agreement: Agreement) -> list[Check]:
    seen = Check.objects.visible_to(STRANGER).filter(commitment__agreement=agreement)
    ordered = seen.order_by("commitment__number", "day", "entered_at", "pk")
    return list(ordered.select_related("actor__seat__institution").prefetch_related("replies"))


def _replies(checks: Sequence[Check]) -> list[Any]:
    return [reply for check in checks for reply in check.replies.all()]


def _check(check: Check) -> Data:
    return {
        "commitment": str(check.commitment_id),
        "actor": str(check.actor_id),
        "institution": check.actor.seat.institution.slug,
        "mandate": str(check.mandate_id),
        "day": check.day.isoformat(),
        "score": check.score,
        "evidence": check.evidence,
        "language": check.language,
        "channel": check.channel,
        "replies": [
            {
                "day": one.day.isoformat(),
                "mandate": str(one.mandate_id),
                "text": one.text,
                "language": one.language,
                "channel": one.channel,
            }
            for one in check.replies.all()
        ],
    }

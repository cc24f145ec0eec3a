"""The frozen text as data: what everybody signs, in one form that anybody can write again.

`kit.canonical` turns it into JSON and its SHA-256. Keys and ids stand beside the names, so that the
text can be compared with the open data; nothing of scores or of who criticised is in it.

What each party answered to that text has the same one form and a hash of its own, which grows with
every signature and is final once the agreement is decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from concertar.agreements.models import Clause, Commitment, Draft, Signature
from concertar.kit import canonical
from concertar.kit.texts import Authored
from concertar.observatory.models import Indicator, Limit
from concertar.tables.models import Actor, Option

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Seal:
    """What a text says of itself besides its words."""

    agreement: str
    number: int
    charter: str
    place: str
    frozen_on: date


@dataclass(frozen=True, slots=True)
class Frozen:
    """One language of the frozen text, and its hash."""

    language: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Content:
    """A draft with all that would be frozen of it, read once."""

    draft: Draft
    clauses: tuple[Clause, ...]
    promises: tuple[Commitment, ...]
    absent: tuple[Actor, ...]
    limits: tuple[Limit, ...] = ()

    @property
    def parts(self) -> tuple[Authored, ...]:
        """Everything in it that somebody wrote."""
        notes = (_Note(self.draft.table),) if self.absent else ()
        return (self.draft, *self.clauses, *self.promises, *notes)


def content_of(draft: Draft, *, to_freeze: bool = True) -> Content:
    """All of it; without the limits and who supports where it is only looked through."""
    clauses = draft.clauses.filter(is_removed=False).order_by("order")
    promises = draft.commitments.order_by("number").select_related(
        "responsible__seat__institution", "clause", "indicator"
    )
    absent = draft.table.actors.filter(is_empty_chair=True).order_by("order", "pk")
    options = Prefetch("options", Option.objects.select_related("issue"))
    supporting = Prefetch("supporting", Actor.objects.select_related("seat__institution"))
    limits = draft.table.limits.none()
    if to_freeze:
        limits = draft.table.limits.order_by("slug").select_related("indicator")
        clauses = clauses.prefetch_related("limits")
        promises = promises.prefetch_related(supporting)
    return Content(
        draft,
        tuple(clauses.prefetch_related(options)),
        tuple(promises),
        tuple(absent.select_related("seat__institution")),
        tuple(limits),
    )


def authentic(content: Content, seal: Seal) -> Frozen:
    """The text in the language in which it binds."""
    language = content.draft.language
    return _frozen(language, _data(content, seal, language))


def translation(content: Content, seal: Seal, language: str, original: Frozen) -> Frozen:
    """The annex in another language; it names the hash of the text that binds."""
    data = _data(content, seal, language)
    return _frozen(language, data | {"translation_of": original.sha256})


def sha256_of_signatures(signatures: Iterable[Signature]) -> str:
    """One hash over everything that was signed or refused, in the order of the parties' ids."""
    rows = sorted((_signature(one) for one in signatures), key=lambda row: str(row["actor"]))
    return canonical.sha256_of(canonical.text_of({"signatures": rows}))


def unsaid_in(content: Content, language: str) -> list[Authored]:
    """The parts of the text that nobody wrote or translated in this language as they stand."""
    return [
        part
        for part in content.parts
        if (isinstance(part, Clause) and part.is_outdated_in(language))
        or any(
            getattr(part, name) and part.said(name, language).language != language
            for name in part.spoken
        )
    ]


class _Note:
    """Of a table, only what it says of those who stayed away."""

    spoken = ("empty_chairs_note",)

    def __init__(self, table: Any) -> None:
        self.table = table

    def __getattr__(self, name: str) -> Any:
        return getattr(self.table, name)


def _frozen(language: str, data: Mapping[str, Any]) -> Frozen:
    text = canonical.text_of(data)
    return Frozen(language, text, canonical.sha256_of(text))


def _data(content: Content, seal: Seal, language: str) -> dict[str, Any]:
    draft, absent = content.draft, content.absent
    table = draft.table
    return {
        "agreement": seal.agreement,
        "cannot_bind": table.said("empty_chairs_note", language).text if absent else "",
        "charter": seal.charter,
        "clauses": [_clause(one, language) for one in content.clauses],
        "commitments": [_commitment(one, language) for one in content.promises],
        "empty_chairs": [_party(actor) for actor in absent],
        "format": FORMAT,
        "forum": table.forum.slug,
        "frozen_on": seal.frozen_on.isoformat(),
        "language": language,
        "limits": [_limit(one) for one in content.limits],
        "number": seal.number,
        "package": _package(draft),
        "place": seal.place,
        "preamble": draft.said("preamble", language).text,
        "table": table.slug,
        "title": draft.said("title", language).text,
    }


def _clause(clause: Clause, language: str) -> dict[str, Any]:
    options = [
        {"issue": one.issue.key, "option": one.key} for one in clause.options.all()
    ]  # fmt: skip
    return {
        "heading": clause.said("heading", language).text,
        "limits": sorted(one.slug for one in clause.limits.all()),
        "number": clause.order,
        "options": sorted(options, key=lambda one: (one["issue"], one["option"])),
        "text": clause.said("text", language).text,
    }


def _commitment(one: Commitment, language: str) -> dict[str, Any]:
    indicator = one.indicator
    return {
        "baseline": _number(one.baseline),
        "clause": one.clause.order if one.clause else None,
        "deliverable": one.said("deliverable", language).text,
        "due": one.due.isoformat() if one.due else None,
        "funding": one.said("funding", language).text,
        "indicator": {
            "key": indicator.slug,
            "name": indicator.said("name", language).text,
            "unit": _unit(indicator, language, one.language),
        }
        if indicator
        else None,
        "legal_act": one.legal_act,
        "legal_reference": one.said("legal_reference", language).text,
        "number": one.number,
        "responsible": _party(one.responsible),
        "supporting": [_party(actor) for actor in one.supporting.all()],
        "target": _number(one.target),
    }


def _signature(one: Signature) -> dict[str, Any]:
    return {
        "actor": str(one.actor_id),
        "channel": one.channel,
        "clauses": one.clauses,
        "day": one.day.isoformat(),
        "kind": one.kind,
        "language": one.language,
        "mandate": str(one.mandate_id),
        "reason": one.reason,
        "sha256": one.sha256,
    }


def _limit(one: Limit) -> dict[str, Any]:
    """A limit that the table kept to, with what sets it; the same in every language."""
    return {
        "basis": one.basis,
        "indicator": one.indicator.slug,
        "key": one.slug,
        "kind": one.kind,
        "least": _number(one.least),
        "most": _number(one.most),
        "name": one.name,
        "unit": one.indicator.unit,
    }


def _unit(indicator: Indicator, language: str, original: str) -> str:
    """As it is measured; a translation says it in its own language."""
    unit: str = indicator.unit
    return unit if language == original else indicator.said("unit", language).text


def _party(actor: Actor) -> dict[str, str]:
    institution = actor.seat.institution
    return {"actor": str(actor.pk), "institution": institution.slug, "name": institution.name}


def _package(draft: Draft) -> dict[str, Any] | None:
    if draft.package is None:
        return None
    choices = draft.package.choices.select_related("issue", "option")
    return {
        "choices": [
            {"issue": one.issue.key, "option": one.option.key}
            for one in choices.order_by("issue__order", "issue__key")
        ],
        "letter": draft.package.letter,
    }


def _number(value: Decimal | None) -> str | None:
    """1200 and 1200.000000 are one number and have one spelling."""
    if value is None:
        return None
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"

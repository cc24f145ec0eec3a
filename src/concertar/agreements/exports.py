"""What of agreements, commitments and checks can be taken away, and what each column means."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.agreements.following import Standing
from concertar.agreements.models import Agreement, Check, Commitment
from concertar.kit.exports import Column, Dataset, Kind, Source, column_of, register


def _said(field: str, label: Promise, of: Callable[[Any], Any]) -> tuple[Column, ...]:
    """An authored text of the row or of what it belongs to, a column for each language."""

    def in_language(language: str) -> Callable[[Any], str]:
        return lambda one: of(one).said(field, language).text

    meaning = _("In the language that ends the name of the column.")
    return tuple(
        Column(f"{field}_{language}", label, meaning, value=in_language(language))
        for language in ("es", "en")
    )


def _itself(one: Any) -> Any:
    return one


def _place(forum: Any) -> str:
    return forum.territory.slug if forum.territory else ""


def _count(name: str, label: Promise, meaning: Promise) -> Column:
    return Column(
        name,
        label,
        meaning,
        value=attrgetter(f"{name.removesuffix('s')}_count"),
        kind=Kind.NUMBER,
        source=Source.COMPUTED,
    )


AGREEMENTS = register(
    Dataset(
        "agreements",
        _("Agreements"),
        _("The texts that tables froze for signature, and what became of them."),
        columns=(
            column_of(Agreement, "slug", meaning=_("The word in the address of its page.")),
            *_said("title", _("title"), lambda one: one.draft),
            Column(
                "table", _("table"), _("The key of its table."), value=lambda one: one.table.slug
            ),
            Column(
                "forum", _("forum"), _("The key of its forum."),
                value=lambda one: one.table.forum.slug,
            ),
            Column(
                "place", _("place"), _("The key of the place of its forum."),
                value=lambda one: _place(one.table.forum),
            ),
            column_of(Agreement, "status", meaning=_("What became of it.")),
            column_of(Agreement, "frozen_on", meaning=_("The day its text was frozen.")),
            column_of(
                Agreement, "decided_on", meaning=_("The day it stood or failed; empty: not yet.")
            ),
            _count("signatures", _("signatures"), _("How many institutions consented.")),
            _count("reservations", _("reservations"), _("How many consented with a reservation.")),
            _count("commitments", _("commitments"), _("How many commitments it holds.")),
            Column(
                "sha256", _("hash"), _("SHA-256 of the authentic text."), source=Source.COMPUTED
            ),
            Column(
                "is_illustrative", _("illustrative"), _("Made up for a demonstration."),
                value=lambda one: one.table.is_illustrative, kind=Kind.FLAG,
            ),
        ),
    )
)  # fmt: skip

COMMITMENTS = register(
    Dataset(
        "commitments",
        _("Commitments"),
        _("What institutions promised in agreements that stand, and how it goes."),
        columns=(
            Column(
                "commitment", _("commitment"), _("Its identifier, also in its page's address."),
                value=lambda one: one.pk,
            ),
            Column(
                "agreement", _("agreement"), _("The key of its agreement."),
                value=lambda one: one.agreement.slug,
            ),
            column_of(Commitment, "number", meaning=_("Its number in the agreement.")),
            *_said("deliverable", _("deliverable"), _itself),
            Column(
                "responsible", _("responsible"), _("The key of the institution that answers."),
                value=lambda one: one.responsible.seat.institution.slug,
            ),
            Column(
                "supporting", _("supported by"), _("The keys of the institutions that support it."),
                value=lambda one: [each.seat.institution.slug for each in one.supporting.all()],
                kind=Kind.LIST,
            ),
            Column(
                "place", _("place"), _("The key of the place of its forum."),
                value=lambda one: _place(one.draft.table.forum),
            ),
            column_of(Commitment, "due", meaning=_("The day it is due.")),
            *_said("funding", _("funding source"), _itself),
            column_of(
                Commitment, "legal_act", meaning=_("The act that makes it binding, if any.")
            ),
            *_said("legal_reference", _("number of the act"), _itself),
            Column(
                "indicator", _("indicator"), _("The key of the indicator it should move."),
                value=lambda one: one.indicator.slug if one.indicator else "",
            ),
            Column(
                "unit", _("unit"), _("The unit of its baseline and target."),
                value=lambda one: one.indicator.unit if one.indicator else "",
            ),
            column_of(
                Commitment, "baseline", meaning=_("What the indicator was when it was promised.")
            ),
            column_of(Commitment, "target", meaning=_("What the indicator is to become.")),
            Column(
                "standing", _("how it goes"), _("By its due date and its last check, today."),
                kind=Kind.CODE, choices=tuple(Standing.choices), source=Source.COMPUTED,
            ),
            Column(
                "last_score", _("last check"), _("From 0, not begun, to 3, done; empty: none yet."),
                kind=Kind.NUMBER, source=Source.COMPUTED,
            ),
            Column(
                "last_checked", _("last checked"), _("The day of the last check."),
                kind=Kind.DATE, source=Source.COMPUTED,
            ),
            Column(
                "is_illustrative", _("illustrative"), _("Made up for a demonstration."),
                value=lambda one: one.draft.table.is_illustrative, kind=Kind.FLAG,
            ),
        ),
    )
)  # fmt: skip


def _replies(check: Check) -> list[str]:
    return [reply.text for reply in check.replies.all()]


CHECKS = register(
    Dataset(
        "checks",
        _("Checks"),
        _("What others than the responsible found of each commitment, and the replies."),
        columns=(
            Column(
                "commitment", _("commitment"), _("The identifier of the commitment."),
                value=lambda one: one.commitment_id,
            ),
            Column(
                "agreement", _("agreement"), _("The key of its agreement."),
                value=lambda one: one.commitment.agreement.slug,
            ),
            column_of(Check, "day", meaning=_("The day of the check.")),
            column_of(
                Check, "score", kind=Kind.NUMBER, choices=(),
                meaning=_("From 0, not begun, to 3, done."),
            ),
            Column(
                "checked_by", _("checked by"), _("The key of the institution that checked."),
                value=lambda one: one.actor.seat.institution.slug,
            ),
            column_of(Check, "evidence"),
            column_of(
                Check, "language", meaning=_("The language of the evidence and the replies.")
            ),
            column_of(Check, "reply_by", meaning=_("The day a reply is expected by, if any.")),
            Column(
                "replies", _("replies"), _("What the responsible answered."),
                value=_replies, kind=Kind.LIST,
            ),
            column_of(Check, "channel", meaning=_("How it reached us.")),
        ),
    )
)  # fmt: skip

"""The follow-up sheet: each commitment with its day and its target, and room for what was found."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from concertar.agreements.models import Agreement, Check, Commitment
from concertar.agreements.printing.frame import Print, day_said
from concertar.agreements.printing.promises import promise_of, promise_words
from concertar.kit.paper import Sheet, printed


def follow_up(to: Print, agreement: Agreement) -> Sheet:
    """A space for every commitment, to be filled in by somebody other than the responsible."""
    commitments = agreement.commitments.order_by("number").select_related(
        "responsible__seat__institution", "indicator", "clause"
    )
    body = {
        "commitments": list(
            _rows(commitments.prefetch_related("supporting__seat__institution", "checks"))
        ),
        "scores": [f"{number} {label}" for number, label in Check.Score.choices],
        "words": {
            "note": gettext(
                "Nobody checks what is theirs to do: whoever answers for a commitment replies, and "
                "another institution of the table checks. Write what was seen, measured or read, "
                "and where."
            ),
            "none": gettext("The agreement has no commitments."),
            "last": gettext("Last check"),
            "never": gettext("not checked yet"),
            "found": gettext("What was found"),
            "evidence": gettext("Evidence"),
            "reply_by": gettext("Reply expected by"),
            "checks": [gettext("Institution that checks"), gettext("Who, by which mandate")],
            "signs": [gettext("Date"), gettext("Signature")],
            "reply": gettext("What the responsible replies"),
            "reply_note": gettext("The reply is published beside the check and stays on record."),
            "replies": [
                gettext("Who, by which mandate"),
                gettext("Date"),
                gettext("Signature"),
            ],
            **promise_words(),
        },
    }
    title = gettext("Follow-up: %(title)s") % {"title": agreement.draft.said("title")}
    return printed("agreements/paper/follow_up.typ", to.content(title, body))


def _rows(commitments: Iterable[Commitment]) -> Iterable[dict[str, Any]]:
    for one in commitments:
        checks = sorted(one.checks.all(), key=lambda check: (check.day, check.entered_at))
        last = ""
        if checks:
            last = f"{checks[-1].get_score_display()}, {day_said(checks[-1].day)}"
        yield promise_of(one) | {"last": last}

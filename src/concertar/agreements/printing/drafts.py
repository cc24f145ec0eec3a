"""The single text while it is written: with numbered lines, and the sheet to criticise it on."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from concertar.agreements.models import AuthenticText, Clause, Criticism, Draft
from concertar.agreements.printing.frame import Print
from concertar.agreements.printing.promises import promise_of, promise_words
from concertar.kit.paper import Sheet, printed, said, spoken
from concertar.kit.texts import language_name, reading_language


def draft(to: Print, of: Draft) -> Sheet:
    """The draft as it stands, a number before every line and room for a pencil beside it."""
    clauses = of.clauses.filter(is_removed=False).order_by("order")
    commitments = of.commitments.order_by("number").select_related(
        "responsible__seat__institution", "indicator", "clause"
    )
    body = {
        "preamble": said(of, "preamble"),
        "clauses": [_clause(one) for one in clauses.prefetch_related("options__issue", "limits")],
        "commitments": [
            promise_of(one) for one in commitments.prefetch_related("supporting__seat__institution")
        ],
        "words": {
            "pencil": gettext("Criticisms"),
            "clauses": gettext("Clauses"),
            "none": gettext("No clause has been written yet."),
            "commitments": gettext("Commitments"),
            "note": gettext(
                "Criticise the text: write the number of the clause, the interest it hurts and how "
                "much. Only the facilitator writes; every criticism is answered."
            ),
            **promise_words(),
        },
    }
    content = to.content(_title(of), body, lede=_lede(of), sha256=_sha256(of))
    return printed("agreements/paper/draft.typ", content)


def _sha256(of: Draft) -> str:
    """The hash of the text that this draft was frozen into; empty while it is written."""
    frozen = AuthenticText.objects.filter(agreement__draft=of, is_translation=False)
    return frozen.values_list("sha256", flat=True).first() or ""


def _title(of: Draft) -> str:
    return gettext("Draft %(number)s: %(title)s") % {
        "number": of.number,
        "title": of.said("title"),
    }


def _lede(of: Draft) -> str:
    if of.said("title").is_translation:
        return gettext("Translated from %(language)s, which is the text that will bind.") % {
            "language": language_name(of.language)
        }
    return ""


def _clause(one: Clause) -> dict[str, Any]:
    return {
        "number": one.order,
        "heading": said(one, "heading"),
        "text": said(one, "text"),
        "origins": [
            *(said(option, "title") for option in one.options.all()),
            *(said(limit, "name") for limit in one.limits.all()),
            *_how_old(one),
        ],
    }


def _how_old(one: Clause) -> list[dict[str, str]]:
    """Said where the reader gets a translation of what the clause said before."""
    here = reading_language()
    words = gettext("The translation into %(language)s is older than the text.")
    is_older = one.is_outdated_in(here)
    return [spoken(words % {"language": language_name(here)}, here)] if is_older else []


def criticism(to: Print, of: Draft, critics: Sequence[str]) -> Sheet:
    """One white sheet a party or guardian to criticise the draft clause by clause."""
    body = {
        "draft": _title(of),
        "parties": list(critics) or [""],
        "severities": [f"{number} {label}" for number, label in Criticism.Severity.choices],
        "words": {
            "institution": gettext("Institution"),
            "note": gettext(
                "One criticism a space. Say what is wrong with the clause and which interest of "
                "the institution it hurts; whoever writes the text looks for the way out, and "
                "answers every criticism in writing."
            ),
            "of_clause": [gettext("Clause No."), gettext("Line")],
            "how_much": gettext("How much"),
            "interest": gettext("Interest it hurts"),
            "text": gettext("What is wrong"),
            "speaks": [gettext("Who speaks for it"), gettext("By which mandate")],
            "signs": [gettext("Date"), gettext("Signature")],
        },
    }
    return printed("agreements/paper/criticism.typ", to.content(gettext("Criticisms"), body))

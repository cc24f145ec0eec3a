"""An agreement in sentences for a terminal: what anybody may read of it, and nothing else.

What the packages mean is said by the rooms, in the language of this run; the frame is said here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import override
from rich.console import Console

from concertar.agreements.models import Agreement, Check, Commitment, Signature
from concertar.site.command.language import gettext as _
from concertar.site.command.language import ngettext, spoken
from concertar.site.command.report import print_heading, print_rows, print_sentence
from concertar.tables.models.disclosure import published_gains
from concertar.tables.models.facts import Facts, facts_of
from concertar.tables.models.shown import Shown, on_the_table
from concertar.tables.sentences import limit_sentences, side_sentences, why_first

STRANGER = AnonymousUser()


def print_agreement(agreement: Agreement, console: Console, *, notice: str, address: str) -> None:
    """Its title and notice; what was decided, why, by whom; what follows; where to read it."""
    table = agreement.table
    with override(spoken()):
        facts = facts_of(table)
        shown = on_the_table(STRANGER, facts).whole
        signed = next(one for one in shown if one.package.pk == agreement.draft.package_id)
        gains = published_gains(facts, [one.package.pk for one in shown])

        console.rule(agreement.draft.said("title").text)
        console.print(notice, style="dim")
        print_heading(console, _("What was decided"))
        print_rows(console, _decided(signed, facts), (False, False))
        _print_section(console, _("Why this package"), why_first(shown, facts, gains))
        _print_section(
            console, _("What it is worth to each side"), side_sentences(signed, facts, gains)
        )
        _print_section(console, _("The limits"), limit_sentences([signed], facts))
        _print_section(console, _("Who signed"), _signed(agreement))
        _print_section(console, _("What each promised"), _promised(agreement))
        _print_section(console, _("Where it can be read"), _read_at(agreement, address))
        console.rule()


def _print_section(console: Console, title: str, sentences: Iterator[str]) -> None:
    print_heading(console, title)
    for sentence in sentences:
        print_sentence(console, sentence, indent=2)


def _decided(signed: Shown, facts: Facts) -> Iterator[tuple[str, str]]:
    for issue in facts.issues:
        yield issue.said("title").text, signed.chosen[issue.pk].said("title").text


def _signed(agreement: Agreement) -> Iterator[str]:
    signatures = list(
        Signature.objects.visible_to(STRANGER)
        .filter(agreement=agreement)
        .select_related("institution")
    )
    consents = [one for one in signatures if one.kind == Signature.Kind.CONSENT]
    yield ngettext(
        "%(count)d institution signed without a reservation: %(names)s.",
        "%(count)d institutions signed without a reservation: %(names)s.",
        len(consents),
    ) % {"count": len(consents), "names": ", ".join(one.institution.name for one in consents)}
    for one in signatures:
        told = {
            "name": one.institution.name,
            "clauses": ", ".join(map(str, one.clauses)),
            "reason": one.reason,
        }
        if one.kind == Signature.Kind.RESERVATION and one.clauses:
            yield _("%(name)s signed with a reservation of clause %(clauses)s: “%(reason)s”") % told
        elif one.kind == Signature.Kind.RESERVATION:
            yield _("%(name)s signed with a reservation: “%(reason)s”") % told
        elif one.kind == Signature.Kind.REFUSAL:
            yield _("%(name)s did not sign: “%(reason)s”") % told
    if agreement.decided_on:
        yield _("By the declared rule the agreement stands since %(day)s.") % {
            "day": _day(agreement.decided_on)
        }


def _promised(agreement: Agreement) -> Iterator[str]:
    promised = Commitment.objects.visible_to(STRANGER).filter(agreement=agreement)
    rows = promised.following().select_related("responsible__seat__institution")
    for one in rows.order_by("number"):
        yield (
            _("%(number)s. %(deliverable)s. Responsible: %(name)s. Due on %(day)s.")
            % {
                "number": one.number,
                "deliverable": one.said("deliverable").text,
                "name": one.responsible.seat.institution.name,
                "day": _day(one.due),
            }
            + f" {_found(one)}"
        )


def _found(commitment: Any) -> str:
    """What the last check found, and whether it is late."""
    if commitment.last_score is None:
        found = _("Nobody has checked it yet.")
    else:
        found = _("Last check, on %(day)s: %(score)s of 3, %(said)s.") % {
            "day": _day(commitment.last_checked),
            "score": commitment.last_score,
            "said": Check.Score(commitment.last_score).label.lower(),
        }
    if commitment.standing == "late":
        return _("LATE. %(found)s") % {"found": found}
    return found


def _read_at(agreement: Agreement, address: str) -> Iterator[str]:
    text = agreement.texts.get(is_translation=False)
    yield _("The signed text has this SHA-256: %(sha256)s") % {"sha256": text.sha256}
    yield _("On the site: %(address)s") % {"address": address}


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""

"""The acta de acuerdos y compromisos: the frozen text to the letter, who signed it, and its hash.

It prints from the very text that was hashed and signed. In the language in which it is authentic it
is the acta, with room for signatures by hand; in another language it is an annex, and says so.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from concertar.agreements import canonical
from concertar.agreements.models import Agreement, AuthenticText, Criticism, Draft, Signature
from concertar.agreements.printing.frame import Print, day_said, parties_of, sides_of
from concertar.agreements.printing.promises import promise_frozen, promise_words
from concertar.kit import paper
from concertar.kit.models import JournalEntry
from concertar.kit.paper import Sheet, printed, spoken
from concertar.kit.texts import language_name, reading_language
from concertar.network.models import Mandate
from concertar.tables.models import Actor

Texts = Mapping[str, Any]


def acta(to: Print, agreement: Agreement) -> Sheet:
    """The acta in the reader's language where it was translated, else in its own."""
    texts = {one.language: one for one in agreement.texts.all()}
    authentic = next(one for one in texts.values() if not one.is_translation)
    printed_text = texts.get(reading_language(), authentic)
    frozen = json.loads(printed_text.text)
    signatures = list(
        agreement.signatures.select_related("mandate__person", "institution", "actor__seat")
    )
    body = {
        "opening": _opening(agreement),
        "language": printed_text.language,
        "text": _text(frozen, signatures),
        "commitments": [
            promise_frozen(one, printed_text.language) for one in frozen["commitments"]
        ],
        "nature": _nature(agreement),
        "sides": _signed(agreement, signatures),
        "is_annex": printed_text.is_translation,
        "hashes": _hashes(authentic, printed_text, frozen["charter"], signatures),
        "words": _words(),
    }
    content = to.content(
        frozen["title"],
        body,
        lede=_lede(agreement),
        marks=_marks(agreement, texts),
        sha256=authentic.sha256,
    )
    return printed("agreements/paper/acta.typ", content)


def _opening(agreement: Agreement) -> str:
    """`Ilo, 18 de junio de 2026`, as the record of a municipality begins."""
    return ", ".join(part for part in (agreement.place, day_said(agreement.frozen_on)) if part)


def _lede(agreement: Agreement) -> str:
    number = {"number": agreement.number}
    match agreement.status:
        case Agreement.Status.STANDING:
            said = gettext(
                "Acta de acuerdos y compromisos No. %(number)s. It stands since %(day)s."
            )
        case Agreement.Status.FAILED:
            said = gettext("Acta No. %(number)s. It did not stand: the rule was not met.")
        case Agreement.Status.WITHDRAWN:
            said = gettext("Acta No. %(number)s. It was withdrawn: its signatures bind nothing.")
        case _:
            said = gettext("Acta de acuerdos y compromisos No. %(number)s, open for signature.")
    return said % {**number, "day": day_said(agreement.decided_on)}


def _marks(agreement: Agreement, texts: Mapping[str, AuthenticText]) -> list[str]:
    here = texts.get(reading_language())
    authentic = next(one for one in texts.values() if not one.is_translation)
    name = {"language": language_name(authentic.language)}
    marks = []
    if agreement.status in (Agreement.Status.FAILED, Agreement.Status.WITHDRAWN):
        marks.append(gettext("This text binds nobody."))
    if here is not None and here.is_translation:
        marks.append(gettext("Annex: translation. Only the text in %(language)s binds.") % name)
    elif here is None:
        marks.append(gettext("The text is only in %(language)s; it was not translated.") % name)
    return marks


def _text(frozen: Texts, signatures: Sequence[Signature]) -> dict[str, Any]:
    language = frozen["language"]
    reserved: dict[int, list[dict[str, Any]]] = {}
    for one in signatures:
        if one.kind == Signature.Kind.RESERVATION:
            for number in one.clauses or [0]:
                reserved.setdefault(int(number), []).append(_reservation(one))
    return {
        "preamble": spoken(frozen["preamble"], language),
        "clauses": [
            {
                "number": clause["number"],
                "heading": spoken(clause["heading"], language),
                "text": spoken(clause["text"], language),
                "reservations": reserved.get(clause["number"], []),
            }
            for clause in frozen["clauses"]
        ],
        "reservations": reserved.get(0, []),  # of the whole text
        "cannot_bind": spoken(frozen["cannot_bind"], language),
        "empty_chairs": [party["name"] for party in frozen["empty_chairs"]],
    }


def _reservation(one: Signature) -> dict[str, Any]:
    mark = ""
    if one.language != reading_language():
        mark = gettext("in %(language)s") % {"language": language_name(one.language)}
    return {"who": one.institution.name, "reason": spoken(one.reason, one.language), "mark": mark}


def _nature(agreement: Agreement) -> list[dict[str, Any]]:
    """What guardians objected to in this text or an earlier draft, and what they were answered."""
    draft = agreement.draft
    objections = Criticism.objects.filter(
        clause__draft__table=draft.table_id,
        clause__draft__number__lte=draft.number,
        guardianship__isnull=False,
    )
    return [
        {
            "entity": paper.said(one.guardianship.entity, "name"),
            "about": _about(one, draft),
            "objection": paper.said(one, "text"),
            "answer_of": gettext("Answer of %(day)s:") % {"day": day_said(one.answered_on)},
            "answer": paper.said(one, "answer"),
            "outcome": one.get_outcome_display(),
        }
        for one in objections.select_related("guardianship__entity", "clause__draft").order_by(
            "day", "entered_at"
        )
        if one.guardianship
    ]


def _about(one: Criticism, frozen: Draft) -> str:
    """What an objection is to, and of which day; clauses of another draft have other numbers."""
    words = {
        "number": one.clause.order,
        "draft": one.clause.draft.number,
        "day": day_said(one.day),
    }
    if one.clause.draft_id == frozen.pk:
        return gettext("objection of %(day)s to clause %(number)s") % words
    return gettext("objection of %(day)s to clause %(number)s of draft %(draft)s") % words


def _signed(agreement: Agreement, signatures: Sequence[Signature]) -> list[dict[str, Any]]:
    by_actor = {one.actor_id: one for one in signatures}
    is_open = agreement.status == Agreement.Status.SIGNING
    speakers = _speakers(agreement) if is_open else {}
    return [
        {
            "side": side,
            "parties": [
                _block(actor, by_actor.get(actor.pk), speakers, is_open=is_open) for actor in actors
            ],
        }
        for side, actors in sides_of(parties_of(agreement.table))
    ]


def _block(
    actor: Actor, one: Signature | None, speakers: Mapping[Any, Mandate], *, is_open: bool
) -> dict[str, Any]:
    """One party's place among the signatures: signed, still to sign, or silent."""
    block = {
        "name": actor.seat.institution.name,
        "state": "open" if is_open else "silent",
        "kind": "",
        "is_by_hand": False,
        "people": "",
        "mandate": "",
        "said": gettext("It has not signed yet.")
        if is_open
        else gettext("It did not say anything."),
        "is_reserved": False,
        "reason": spoken("", ""),
        "clauses": "",
    }
    if one is None:
        mandate = speakers.get(actor.seat.institution_id)
        person = mandate.person.name if mandate else ""
        return block | {"people": person, "mandate": mandate.document if mandate else ""}
    return block | {
        "state": "signed" if one.kind != Signature.Kind.REFUSAL else "refused",
        "kind": one.get_kind_display(),
        "is_by_hand": one.channel != JournalEntry.Channel.WEB
        and one.kind != Signature.Kind.REFUSAL,
        "is_reserved": one.kind == Signature.Kind.RESERVATION,
        "people": one.mandate.person.name,
        "mandate": one.mandate.document,
        "said": f"{day_said(one.day)}, {one.get_channel_display().lower()}",
        "reason": spoken(one.reason, one.language),
        "clauses": _clauses(one.clauses),
    }


def _clauses(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    listed = ", ".join(str(number) for number in numbers)
    return ngettext("clause %(numbers)s", "clauses %(numbers)s", len(numbers)) % {"numbers": listed}


def _speakers(agreement: Agreement) -> dict[Any, Mandate]:
    """Who holds a mandate to sign for each institution on the day the text was frozen."""
    mandates = Mandate.objects.filter(delegate__seat__actors__table=agreement.table_id).to_sign()
    mandates = mandates.covering(agreement.table.forum.slug).valid_on(agreement.frozen_on)
    # The delegate is read last, so that an alternate stands only where there is no delegate.
    rows = mandates.select_related("person").order_by("capacity")
    return {one.institution_id: one for one in rows}


def _hashes(
    authentic: AuthenticText,
    printed_text: AuthenticText,
    charter: str,
    signatures: Sequence[Signature],
) -> list[list[str]]:
    hashes = [[gettext("Text that binds (SHA-256)"), paper.in_fours(authentic.sha256)]]
    if printed_text.is_translation:
        hashes.append([gettext("This translation"), paper.in_fours(printed_text.sha256)])
    if signatures:
        label = ngettext(
            "The signature on record", "The %(count)s signatures on record", len(signatures)
        ) % {"count": len(signatures)}
        sha256 = canonical.sha256_of_signatures(signatures)
        hashes.append([label, paper.in_fours(sha256)])
    hashes.append([gettext("Rule of the table"), paper.in_fours(charter)])
    return hashes


def _words() -> dict[str, Any]:
    return {
        "agree": gettext("The institutions that sign agree:"),
        "reservation": gettext("Reservation of %(who)s.") % {"who": "{who}"},
        "whole": gettext("On the whole text"),
        "absent": gettext("Empty chairs"),
        "absent_say": gettext("They were invited and did not come:"),
        "commitments": gettext("Commitments"),
        "signatures": gettext("Signatures"),
        "signatures_say": gettext(
            "Each signature holds by a written mandate that was valid that day. Nature does not "
            "sign: its guardian objects, and is answered."
        ),
        "nature": gettext("What nature's guardians objected"),
        "by_mandate": gettext("By:"),
        "choices": [gettext("consents"), gettext("with a reservation"), gettext("does not sign")],
        "clauses": gettext("Clauses"),
        "reason": gettext("Reservation or reason"),
        "who_signs": gettext("Who signs"),
        "mandate": gettext("Mandate"),
        "date": gettext("Date"),
        "hashes": gettext("Fingerprints"),
        "hashes_say": gettext(
            "Whoever holds this paper can compute these from the open data and compare: if a comma "
            "of the text changes, or a word of a reservation, its fingerprint changes. The last "
            "one, below, is of this sheet."
        ),
        **promise_words(),
    }

"""The verbs of commitments: what an institution promises, what others find, what it replies."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max

from concertar.agreements import rules
from concertar.agreements.models import Check, Clause, Commitment, Draft, Reply
from concertar.kit import files, journal, search
from concertar.kit.access import Refused, Visitor
from concertar.network.models import Mandate
from concertar.observatory.models import Indicator
from concertar.tables.actions import SeatAct, act_of_seat, admit
from concertar.tables.models import Actor, Table
from concertar.tables.rules import own_actors


class Terms(TypedDict, total=False):
    """What a commitment says. What is not named keeps what it was, or stays empty."""

    deliverable: str
    responsible: Actor
    supporting: Iterable[Actor]
    due: date | None
    funding: str
    legal_act: str
    legal_reference: str
    indicator: Indicator | None
    baseline: Decimal | None
    target: Decimal | None
    clause: Clause | None
    derived_from: Commitment | None
    language: str
    translations: Mapping[str, Any]


@transaction.atomic
def promise(
    draft: Draft, *, by: Visitor, channel: str = "web", **terms: Unpack[Terms]
) -> Commitment:
    """Add a commitment to a draft. It may lack what only its signature needs (`lacks`)."""
    draft = _open_draft(draft, "promise", by)
    last = draft.commitments.aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment(draft=draft, number=last + 1, language=draft.language)
    supporting = _fill(commitment, terms)
    commitment.save(force_insert=True)
    commitment.supporting.set(supporting)
    search.index(commitment)
    journal.record(by, "agreements.commitment_promised", commitment, **_facts(commitment, channel))
    return commitment


@transaction.atomic
def change_commitment(
    commitment: Commitment,
    *,
    by: Visitor,
    channel: str = "web",
    base: str = "",
    **terms: Unpack[Terms],
) -> Commitment:
    """Write the terms anew. `base` is the `stamp` of what the writer read, so nothing is lost."""
    draft = _open_draft(commitment.draft, "change_commitment", by)
    commitment = draft.commitments.get(pk=commitment.pk)
    if base and base != commitment.stamp():
        raise Refused("commitment_changed")
    supporting = _fill(commitment, terms)
    commitment.save()
    commitment.supporting.set(supporting)
    search.index(commitment)
    journal.record(by, "agreements.commitment_changed", commitment, **_facts(commitment, channel))
    return commitment


@transaction.atomic
def drop_commitment(commitment: Commitment, *, by: Visitor, channel: str = "web") -> None:
    """Take a commitment out of a draft; the ones after it move up."""
    draft = _open_draft(commitment.draft, "drop_commitment", by)
    commitment = draft.commitments.get(pk=commitment.pk)
    search.forget(commitment)
    key, number = commitment.pk, commitment.number
    commitment.delete()
    after = draft.commitments.filter(number__gt=number).order_by("number")
    for pk in list(after.values_list("pk", flat=True)):  # one by one: no two may meet
        Commitment.objects.filter(pk=pk).update(number=F("number") - 1)
    commitment.pk = key
    journal.record(by, "agreements.commitment_dropped", commitment, **_facts(commitment, channel))


@transaction.atomic
def check_commitment(
    commitment: Commitment,
    *,
    score: int,
    evidence: str,
    file: files.Content | None = None,
    reply_by: date | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    mandate: Mandate | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
) -> Check:
    """Write down what somebody other than the responsible found. The row never changes again."""
    commitment, table = _bound(commitment)
    actor = _checker(commitment, table, by, mandate)
    admit(by, "check_commitment", table, actor=actor, verbs=rules.VERBS)
    act = act_of_seat(actor, by=by, on=on, channel=channel, mandate=mandate)
    _require_independence(commitment, actor, act, by)
    check = Check(
        commitment=commitment,
        actor=actor,
        day=act.day,
        score=score,
        evidence=evidence.strip(),
        reply_by=reply_by,
        mandate=act.mandate,
        language=language,
        translations=dict(translations or {}),
        channel=channel,
        entered_by_id=by.pk,
    )
    _require_check(check)
    check.file = files.keep(file, by=by) if file else None
    check.save(force_insert=True)
    facts = _facts_of_act(commitment, act)
    journal.record(by, "agreements.commitment_checked", check, score=check.score, **facts)
    return check


@transaction.atomic
def reply_to_check(
    check: Check,
    *,
    text: str,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    mandate: Mandate | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
) -> Reply:
    """What the responsible answers; nobody else may."""
    commitment, table = _bound(check.commitment)
    responsible = commitment.responsible
    admit(by, "reply_to_check", table, actor=responsible, verbs=rules.VERBS)
    act = act_of_seat(responsible, by=by, on=on, channel=channel, mandate=mandate)
    reply = Reply(
        checked=check,
        text=text.strip(),
        day=act.day,
        mandate=act.mandate,
        language=language,
        translations=dict(translations or {}),
        channel=channel,
        entered_by_id=by.pk,
    )
    if not reply.text:
        raise Refused("reply_is_empty")
    if reply.day < check.day:
        raise Refused("day_before_check")
    if check.replies.filter(text=reply.text).exists():
        raise Refused("reply_known")
    _require_fit(reply)
    reply.save(force_insert=True)
    journal.record(by, "agreements.check_replied", reply, **_facts_of_act(commitment, act))
    return reply


# ---- what a draft promises ----------------------------------------------------------------------


def _open_draft(draft: Draft, verb: str, by: Visitor) -> Draft:
    """The draft, with its table locked, if this person may write in it and it is being written."""
    table = admit(by, verb, draft.table, verbs=rules.VERBS)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.table = table
    if draft.state != Draft.State.OPEN:
        raise Refused("draft_not_open")
    return draft


def _fill(commitment: Commitment, terms: Terms) -> list[Actor]:
    """Put the terms in; answer with those who support it, once all of it is possible."""
    known: list[Actor] = [] if commitment._state.adding else list(commitment.supporting.all())
    supporting = list(dict.fromkeys(terms.get("supporting", known)))
    for name, value in terms.items():
        if name != "supporting":
            setattr(commitment, name, value.strip() if isinstance(value, str) else value)
    if not commitment.deliverable:
        raise Refused("deliverable_is_empty")
    _require_parties(commitment, supporting)
    _require_fit(commitment)
    return supporting


def _require_parties(commitment: Commitment, supporting: list[Actor]) -> None:
    table = commitment.draft.table_id
    if any(actor.table_id != table for actor in (commitment.responsible, *supporting)):
        raise Refused("party_of_another_table")
    if any(actor.is_empty_chair for actor in (commitment.responsible, *supporting)):
        raise Refused("empty_chair_promises_nothing")
    if commitment.responsible in supporting:
        raise Refused("supports_itself")
    clause = commitment.clause
    if clause is not None and (clause.draft_id != commitment.draft_id or clause.is_removed):
        raise Refused("clause_of_another_draft")


def _require_fit(row: models.Model) -> None:
    """Refuse what the columns cannot hold, naming the field."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as trouble:
        field = next(iter(trouble.message_dict))
        raise Refused("field_does_not_fit", field=field) from trouble


# ---- what became of it --------------------------------------------------------------------------


def _bound(commitment: Commitment) -> tuple[Commitment, Table]:
    """The commitment of an agreement that stands, and its table, locked."""
    tables = Table.objects.select_for_update(of=("self",)).select_related("forum__territory")
    table = tables.get(drafts__commitments=commitment.pk)
    found = Commitment.objects.select_related("agreement", "draft", "responsible__seat")
    known = found.get(pk=commitment.pk)
    if not known.is_bound:
        raise Refused("agreement_not_standing")
    known.draft.table = known.responsible.table = table
    return known, table


def _checker(commitment: Commitment, table: Table, by: Visitor, mandate: Mandate | None) -> Actor:
    """The party that checks: that of the mandate on a sheet of paper, else that of whoever acts."""
    responsible = commitment.responsible.seat.institution_id
    if mandate is not None:
        if mandate.institution_id == responsible:
            raise Refused("checks_own_commitment")
        seated = Actor.objects.filter(table=table, seat__institution=mandate.institution_id)
        actor = seated.present().select_related("seat").first()
        if actor is None:
            raise Refused("mandate_of_another")
        return actor
    own: list[Actor] = list(
        own_actors(by, table).filter(is_empty_chair=False).select_related("seat")
    )
    if any(actor.seat.institution_id == responsible for actor in own):
        raise Refused("checks_own_commitment")
    if not own:
        admit(by, "check_commitment", table, verbs=rules.VERBS)  # a stranger is told no
        raise Refused("sheet_without_mandate")
    return own[0]


def _require_independence(commitment: Commitment, actor: Actor, act: SeatAct, by: Visitor) -> None:
    """Nobody checks what is theirs to do, not even under another institution's mandate."""
    responsible = commitment.responsible.seat.institution_id
    people = {act.mandate.person_id, by.pk} - {None}
    theirs = Mandate.objects.filter(institution=responsible, person__in=people)
    if actor.seat.institution_id == responsible or theirs.valid_on(act.day).exists():
        raise Refused("checks_own_commitment")


def _require_check(check: Check) -> None:
    decided = check.commitment.agreement.decided_on if check.commitment.agreement else None
    if check.score not in Check.Score.values:
        raise Refused("score_unknown")
    if not check.evidence:
        raise Refused("evidence_is_empty")
    if decided is not None and check.day < decided:
        raise Refused("day_before_agreement")
    if check.reply_by is not None and check.reply_by < check.day:
        raise Refused("reply_before_check")
    same = check.commitment.checks.filter(actor=check.actor_id, day=check.day, score=check.score)
    if same.filter(evidence=check.evidence).exists():
        raise Refused("check_known")
    _require_fit(check)


# ---- the journal --------------------------------------------------------------------------------


def _facts(commitment: Commitment, channel: str) -> dict[str, Any]:
    territory = commitment.draft.table.forum.territory
    return {"territory": territory, "channel": channel, "number": commitment.number}


def _facts_of_act(commitment: Commitment, act: SeatAct) -> dict[str, Any]:
    return {
        "on_behalf_of": act.mandate.institution,
        "territory": commitment.draft.table.forum.territory,
        "channel": act.channel,
        "commitment": commitment.pk,
        "day": act.day,
    }

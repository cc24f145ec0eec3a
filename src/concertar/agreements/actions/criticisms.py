"""What parties and guardians say against clauses, and what the table answers to each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from concertar.agreements import rules
from concertar.agreements.actions.drafts import journalled, open_draft
from concertar.agreements.models import Clause, Criticism, Draft
from concertar.fora.models import Guardianship
from concertar.kit import journal
from concertar.kit.access import Forbidden, Refused, Visitor, require
from concertar.network.models import Mandate
from concertar.tables.actions import SeatAct, act_of_seat, day_of_act
from concertar.tables.actions.admission import OFF_THE_SITE
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Actor, Interest
from concertar.tables.rules import state_allows

MOST_OPEN = 40  # unanswered ones of one seat at a time: a draft stays readable
LONGEST_CRITICISM = 4000


@transaction.atomic
def criticise(
    clause: Clause,
    actor: Actor,
    *,
    text: str,
    severity: int,
    interest: Interest | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    mandate: Mandate | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
) -> Criticism:
    """Say what is wrong with a clause and which interest it hurts, for one's own seat."""
    draft = open_draft(clause.draft, "criticise", by, actor=actor)
    if actor.table_id != draft.table_id:
        raise Refused("party_of_another_table")
    if actor.is_empty_chair:
        raise Refused("empty_chair_says_nothing")
    act = act_of_seat(actor, by=by, on=on, channel=channel, mandate=mandate)
    if interest is not None and interest.actor_id != actor.pk:
        raise Refused("interest_of_another")
    criticism = Criticism(
        clause=_standing(draft, clause), actor=actor, interest=interest, severity=severity,
        text=_plain(text), language=language, translations=dict(translations or {}),
    )  # fmt: skip
    return _store(criticism, draft, act, by)


@transaction.atomic
def object_for_nature(
    clause: Clause,
    guardianship: Guardianship,
    *,
    text: str,
    severity: int = Criticism.Severity.BLOCKING,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    mandate: Mandate | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
) -> Criticism:
    """A guardian's objection: without a vote, and answered in writing before anybody signs."""
    require(rules.may_object, by, guardianship)
    draft = _draft_of(clause)
    if not draft.table.guardianships.filter(pk=guardianship.pk).exists():
        raise Refused("guardianship_of_another_table")
    if not state_allows("object_for_nature", draft.table.state, rules.VERBS):
        raise Refused("wrong_state", state=draft.table.get_state_display())
    act = _act_of_guardian(guardianship, by, on, channel, mandate)
    criticism = Criticism(
        clause=_standing(draft, clause), guardianship=guardianship, severity=severity,
        text=_plain(text), language=language, translations=dict(translations or {}),
    )  # fmt: skip
    return _store(criticism, draft, act, by)


@transaction.atomic
def answer_criticism(
    criticism: Criticism,
    *,
    outcome: str,
    answer: str,
    base: str = "",
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    translations: Mapping[str, Any] | None = None,
) -> Criticism:
    """Answer a criticism, or better an answer. `base` is the answer that the writer read."""
    draft = open_draft(criticism.clause.draft, "answer_criticism", by)
    criticism = Criticism.objects.select_for_update().get(pk=criticism.pk)
    day = day_of_act(draft.table.forum, on, channel)
    answer = _plain(answer)
    if (outcome, answer) == (criticism.outcome, criticism.answer):
        return criticism  # sent twice
    if criticism.answer != base:
        raise Refused("answered_meanwhile")
    if outcome not in Criticism.Outcome.values:
        raise Refused("outcome_unknown")
    if not answer:
        raise Refused("answer_is_empty")
    if day < criticism.day:
        raise Refused("day_before_criticism")
    criticism.outcome, criticism.answer, criticism.answered_on = outcome, answer, day
    if translations is not None:
        criticism.translations = dict(translations)
    require_fit(criticism)
    criticism.save()
    facts = {"outcome": outcome, **journalled(draft, channel)}
    journal.record(by, "agreements.criticism_answered", criticism, **facts)
    return criticism


# ---- what is asked of each ----------------------------------------------------------------------


def _store(criticism: Criticism, draft: Draft, act: SeatAct, by: Visitor) -> Criticism:
    if not criticism.text:
        raise Refused("criticism_is_empty")
    if len(criticism.text) > LONGEST_CRITICISM:
        raise Refused("criticism_too_long", most=LONGEST_CRITICISM)
    if criticism.severity not in Criticism.Severity.values:
        raise Refused("severity_unknown")
    criticism.day, criticism.channel, criticism.entered_by_id = act.day, act.channel, by.pk
    require_fit(criticism)
    critic = {"actor": criticism.actor_id, "guardianship": criticism.guardianship_id}
    unanswered = Criticism.objects.filter(clause__draft=draft, **critic).unanswered()
    if unanswered.filter(clause=criticism.clause, text=criticism.text).exists():
        raise Refused("criticism_known")
    if unanswered.count() >= MOST_OPEN:
        raise Refused("too_many_open_criticisms", most=MOST_OPEN)
    criticism.save(force_insert=True)
    facts: dict[str, Any] = {"number": criticism.clause.order, "severity": criticism.severity}
    journal.record(
        by, "agreements.clause_criticised", criticism, on_behalf_of=act.mandate.institution,
        day=act.day, **facts, **journalled(draft, act.channel),
    )  # fmt: skip
    return criticism


def _draft_of(clause: Clause) -> Draft:
    """The draft of a clause, its table locked, if it is being written."""
    draft = Draft.objects.select_for_update().get(pk=clause.draft_id)
    if draft.state != Draft.State.OPEN:
        raise Refused("draft_not_open")
    return draft


def _standing(draft: Draft, clause: Clause) -> Clause:
    found: Clause = draft.clauses.get(pk=clause.pk)
    if found.is_removed:
        raise Refused("clause_is_removed")
    return found


def _act_of_guardian(
    guardianship: Guardianship, by: Visitor, on: date | None, channel: str, mandate: Mandate | None
) -> SeatAct:
    """Under which mandate the guardian speaks: the own one, or the one named on the paper."""
    forum = guardianship.forum
    day = day_of_act(forum, on, channel)
    fitting = Mandate.objects.filter(institution=guardianship.guardian_id)
    fitting = fitting.covering(forum.slug).valid_on(day)
    if mandate is not None:
        if channel not in OFF_THE_SITE:
            raise Refused("mandate_needs_paper")
        found = fitting.filter(pk=mandate.pk).first()
        if found is None:
            raise Refused("mandate_not_valid")
        return SeatAct(found, day, channel)
    held = fitting.held_by(by).first()
    if held is None:
        if by.pk is None:
            raise Forbidden("may_object")
        raise Refused("sheet_without_mandate")
    return SeatAct(held, day, channel)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

"""Score sheets: given by a seat, typed in from paper and vouched for, sealed until all are in.

No act here tells what a sheet says: journal entries hold no value, and a refusal speaks only to
whoever wrote the sheet.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from concertar.fora import rules as fora_rules
from concertar.kit import clock, journal
from concertar.kit.access import Refused, Visitor
from concertar.kit.models import JournalEntry
from concertar.network.models import Mandate
from concertar.tables import score_wording
from concertar.tables.actions.admission import SeatAct, act_of_seat, admit
from concertar.tables.answers import faults
from concertar.tables.models import (
    Actor,
    Condition,
    Countersign,
    Interest,
    Misreading,
    Score,
    Sheet,
    Table,
    Weight,
)
from concertar.tables.models.answers import Answers, answers_of
from concertar.tables.models.facts import facts_of, ties_of
from concertar.tables.models.standing import Standing, sheets_in

MOST_READINGS = 3  # that differ, of one sheet that was typed in
MOST_TYPED_IN = 10  # sheets of one party in a day


@transaction.atomic
def give_sheet(actor: Actor, answers: Answers, *, by: Visitor) -> Sheet:
    """A seat gives its sheet, or a later one that takes its place: all of it, or nothing."""
    table = admit(by, "give_sheet", actor.table, actor=actor)
    act = act_of_seat(actor, by=by)
    sheet = _written(actor, answers, act, by, mandate=act.mandate)
    _record_given(by, sheet, act, is_change=table.unsealed_at is not None)
    return sheet


@transaction.atomic
def type_in_sheet(
    actor: Actor,
    answers: Answers,
    *,
    mandate: Mandate,
    on: date | None = None,
    channel: str = JournalEntry.Channel.PAPER,
    by: Visitor,
) -> Sheet:
    """Type in a party's sheet of paper; it counts once somebody else has vouched for it.

    Nothing is said of how it compares with any sheet there is.
    """
    table = admit(by, "type_in_sheet", actor.table, actor=actor)
    _require_few_typed_in(actor)
    act = act_of_seat(actor, by=by, on=on, channel=channel, mandate=mandate)
    sheet = _written(actor, answers, act, by, mandate=None)
    journal.record(
        by,
        "tables.sheet_typed_in",
        sheet,
        on_behalf_of=actor.seat.institution,
        territory=table.forum.territory,
        channel=channel,
        mandate=mandate.pk,
    )
    return sheet


def countersign_sheet(sheet: Sheet, *, by: Visitor, answers: Answers | None = None) -> Countersign:
    """Vouch that what was typed in is what the paper says: never whoever typed it in.

    The seat itself sees its sheet and says yes. A second facilitator does not see it before it
    is unsealed: it counts if the paper, typed in once more, says the same. Whoever could try
    again and again would find out what it says: a reading that differs is kept, and few are let.
    """
    countersign, left = _countersign(sheet, answers, by)
    if countersign is None:
        raise Refused("countersign_differs", left=left)
    return countersign


@transaction.atomic
def _countersign(
    sheet: Sheet, answers: Answers | None, by: Visitor
) -> tuple[Countersign | None, int]:
    """What stands after it, or how many readings are left once this one differed."""
    actor = Actor.objects.select_related("table__forum", "seat").get(pk=sheet.actor_id)
    table = admit(by, "countersign_sheet", actor.table, actor=actor)
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    _require_waiting(sheet)
    if sheet.entered_by_id == by.pk:
        raise Refused("countersign_by_typist")
    mandate = None
    if not fora_rules.may_facilitate(by, table.forum):
        mandate = act_of_seat(actor, by=by).mandate
    else:
        read = Misreading.objects.filter(sheet=sheet).count()
        if read >= MOST_READINGS:
            raise Refused("countersign_readings_used", most=MOST_READINGS)
        if answers is None or not answers.same_as(answers_of([sheet])[sheet.pk]):
            _keep_misreading(sheet, table, by)
            return None, MOST_READINGS - read - 1
    countersign = Countersign(sheet=sheet, person_id=by.pk, mandate=mandate)
    countersign.save(force_insert=True)
    journal.record(
        by,
        "tables.sheet_countersigned",
        sheet,
        on_behalf_of=actor.seat.institution if mandate else None,
        territory=table.forum.territory,
    )
    return countersign, 0


def _keep_misreading(sheet: Sheet, table: Table, by: Visitor) -> None:
    misreading = Misreading(sheet=sheet, person_id=by.pk)
    misreading.save(force_insert=True)
    journal.record(by, "tables.sheet_misread", sheet, territory=table.forum.territory)


@transaction.atomic
def unseal_scores(table: Table, *, by: Visitor) -> Table:
    """Open all sheets at once to the facilitator, when every party that came has given one."""
    table = admit(by, "unseal_scores", table)
    if table.unsealed_at is not None:
        raise Refused("scores_unsealed_already")
    require_all_in(table)
    table.unsealed_at = clock.database_now()
    table.save(update_fields=["unsealed_at"])
    journal.record(by, "tables.scores_unsealed", table, territory=table.forum.territory)
    return table


def require_all_in(table: Table) -> None:
    """Refuse, naming the first party whose sheet is not in; whose are is no secret of theirs."""
    facts = facts_of(table)
    found = sheets_in(facts)
    if not found:
        raise Refused("nobody_to_score")
    for actor in facts.parties:
        if found[actor.pk].standing != Standing.IN:
            raise Refused("sheet_missing", institution=actor.seat.institution.name)


def _written(
    actor: Actor, answers: Answers, act: SeatAct, by: Visitor, *, mandate: Mandate | None
) -> Sheet:
    """The rows of a sheet, once nothing is wrong with it."""
    if actor.is_empty_chair:
        raise Refused("empty_chair_does_not_score")
    _require_sound(actor, answers)
    sheet = Sheet(
        actor=actor,
        number=_next_number(actor),
        reservation=answers.reservation,
        channel=act.channel,
        mandate=mandate,
        day=act.day,
        entered_by_id=by.pk,
    )
    sheet.save(force_insert=True)
    Weight.objects.bulk_create(
        Weight(sheet=sheet, issue_id=issue, points=points)
        for issue, points in answers.weights.items()
    )
    scores = Score.objects.bulk_create(
        Score(
            sheet=sheet,
            option_id=option,
            points=mark.points,
            is_red_line=mark.is_red_line,
            interest_id=mark.interest if mark.is_red_line else None,
            reason=mark.reason.strip() if mark.is_red_line else "",
        )
        for option, mark in answers.marks.items()
    )
    Condition.objects.bulk_create(
        Condition(score=score, option_id=wanted)
        for score in scores
        for wanted in dict.fromkeys(answers.marks[score.option_id].only_if)
    )
    return sheet


def _next_number(actor: Actor) -> int:
    last = Sheet.objects.filter(actor=actor).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _require_few_typed_in(actor: Actor) -> None:
    """Of one party in a day: each typed in anew may be read anew."""
    since = clock.database_now() - timedelta(days=1)
    lately = Sheet.objects.filter(actor=actor, mandate__isnull=True, entered_at__gt=since)
    if lately.count() >= MOST_TYPED_IN:
        raise Refused("sheets_typed_in_today", most=MOST_TYPED_IN)


def _require_sound(actor: Actor, answers: Answers) -> None:
    interests = set(Interest.objects.filter(actor=actor).values_list("pk", flat=True))
    found = list(faults(answers, facts_of(actor.table), ties_of(actor.table), interests))
    if found:
        raise Refused("sheet_not_sound", count=len(found), first=score_wording.fault(found[0]))


def _require_waiting(sheet: Sheet) -> None:
    if sheet.mandate_id is not None:
        raise Refused("countersign_not_needed")
    if Countersign.objects.filter(sheet=sheet).exists():
        raise Refused("countersigned_already")
    if Sheet.objects.filter(actor=sheet.actor_id, number__gt=sheet.number).exists():
        raise Refused("sheet_replaced")


def _record_given(by: Visitor, sheet: Sheet, act: SeatAct, *, is_change: bool) -> None:
    """After the unsealing a new sheet is a change, and the journal calls it so."""
    of, place = sheet.actor.seat.institution, sheet.actor.table.forum.territory
    if is_change:
        journal.record(
            by, "tables.sheet_changed", sheet,
            on_behalf_of=of, territory=place, channel=act.channel,
        )  # fmt: skip
    else:
        journal.record(
            by, "tables.sheet_given", sheet,
            on_behalf_of=of, territory=place, channel=act.channel,
        )  # fmt: skip

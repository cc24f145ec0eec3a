"""To call a meeting of a table, and to note from its sheet which parties came."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from concertar.fora.actions import note_declared
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.network.models import Mandate
from concertar.tables.actions.admission import admit, day_of_act, mandates_on, naming_row
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Actor, Attendance, Meeting, Table


@transaction.atomic
def call_meeting(
    table: Table,
    *,
    starts_at: datetime,
    place: str,
    agenda: str = "",
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Meeting:
    """Set the day and the place of the table's next meeting; its convocation is then printed.

    A meeting of a past day is one that was held before it was entered here.
    """
    table = admit(by, "call_meeting", table)
    require_fit(Meeting(table=table, number=0, starts_at=starts_at, place=place.strip()))
    if known := Meeting.objects.filter(table=table, starts_at=starts_at).first():
        return known  # sent twice
    last = Meeting.objects.filter(table=table).aggregate(last=models.Max("number"))["last"] or 0
    meeting = Meeting(
        table=table,
        number=last + 1,
        starts_at=starts_at,
        place=place.strip(),
        agenda=agenda.strip(),
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(meeting)
    meeting.save(force_insert=True)
    journal.record(
        by,
        "tables.meeting_called",
        meeting,
        territory=table.forum.territory,
        channel=channel,
        number=meeting.number,
        starts_at=starts_at,
    )
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    starts_at: datetime,
    place: str,
    agenda: str = "",
    by: Visitor,
    channel: str = "web",
) -> Meeting:
    """Move a meeting to another day or place, until somebody was noted as having come."""
    table = admit(by, "change_meeting", meeting.table)
    meeting = Meeting.objects.get(pk=meeting.pk)
    if meeting.attendances.exists():
        raise Refused("meeting_was_held")
    meeting.table, meeting.starts_at = table, starts_at
    meeting.place, meeting.agenda = place.strip(), agenda.strip()
    require_fit(meeting)
    meeting.save(update_fields=["starts_at", "place", "agenda"])
    journal.record(
        by,
        "tables.meeting_changed",
        meeting,
        territory=table.forum.territory,
        channel=channel,
        starts_at=starts_at,
    )
    return meeting


@transaction.atomic
def note_attendance(
    meeting: Meeting,
    present: Mapping[Actor, Mandate],
    *,
    observers: int | None = None,
    declared: Mapping[Actor, Mapping[str, str]] | None = None,
    by: Visitor,
    channel: str = "paper",
) -> Meeting:
    """Note who came, from the sheet that went round: each party by the mandate of who signed it.

    `declared` is what they wrote there of themselves, `gender` and `age`, for the balance.
    Typed in again, the sheet takes the place of what was noted before; both stand in the journal.
    """
    table = admit(by, "note_attendance", meeting.table)
    meeting = Meeting.objects.get(pk=meeting.pk)
    day = day_of_act(table.forum, table.forum.day_of(meeting.starts_at), channel)
    for actor, mandate in present.items():
        with naming_row(actor.pk):
            _require_came(actor, mandate, table, day)
            if said := (declared or {}).get(actor):
                note_declared(mandate.delegate, **said, by=by, channel=channel)
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, actor=actor, mandate=mandate, entered_by_id=by.pk)
        for actor, mandate in present.items()
    )
    meeting.table, meeting.observers = table, observers
    meeting.save(update_fields=["observers"])
    journal.record(
        by,
        "tables.attendance_noted",
        meeting,
        territory=table.forum.territory,
        channel=channel,
        came=len(present),
        day=day,
    )
    return meeting


def _require_came(actor: Actor, mandate: Mandate, table: Table, day: date) -> None:
    if actor.table_id != table.pk:
        raise Refused("actor_of_another_table")
    actor.table = table
    if not mandates_on(actor, day).filter(pk=mandate.pk).exists():
        raise Refused("mandate_not_valid")

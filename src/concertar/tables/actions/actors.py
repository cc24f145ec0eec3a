"""Who is at the table: parties, empty chairs, guardians, and the parties' consent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction

from concertar.fora.models import Facilitator, Guardianship, Seat
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.network.models import Mandate
from concertar.tables.actions.admission import act_of_seat, admit, day_of_act, mandates_on
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Actor, Charter, Consent, Table
from concertar.tables.models.table import State


@transaction.atomic
def seat_actor(
    table: Table,
    seat: Seat,
    *,
    causes: bool = False,
    bears: bool = False,
    resolves: bool = False,
    must_sign: bool = False,
    order: int | None = None,
    by: Visitor,
    channel: str = "web",
) -> Actor:
    """Bring a seat of the forum to the table, with its part in the problem."""
    table = admit(by, "seat_actor", table)
    if seat.forum_id != table.forum_id:
        raise Refused("seat_of_another_forum")
    if must_sign and table.state != State.DRAFT:
        raise Refused("charter_is_frozen")
    today = table.forum.today()
    if seat.starts > today or (seat.ends and seat.ends < today):
        raise Refused("seat_closed", institution=seat.institution.name)
    last = Actor.objects.filter(table=table).aggregate(last=models.Max("order"))["last"]
    actor = Actor(
        table=table,
        seat=seat,
        causes=causes,
        bears=bears,
        resolves=resolves,
        must_sign=must_sign,
        order=order if order is not None else 0 if last is None else last + 1,
    )
    _require_no_facilitator(actor, today)
    require_fit(actor)
    try:
        with transaction.atomic():
            actor.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("seat_is_at_the_table") from clash
    journal.record(
        by,
        "tables.actor_seated",
        actor,
        on_behalf_of=seat.institution,
        territory=table.forum.territory,
        channel=channel,
        table=table.pk,
    )
    return actor


@transaction.atomic
def change_actor(
    actor: Actor,
    *,
    causes: bool,
    bears: bool,
    resolves: bool,
    must_sign: bool,
    order: int | None = None,
    by: Visitor,
    channel: str = "web",
) -> Actor:
    """Change an actor's part in the problem; whether it must sign only before the charter."""
    actor = _locked(actor)
    table = admit(by, "change_actor", actor.table)
    if must_sign != actor.must_sign and table.state != State.DRAFT:
        raise Refused("charter_is_frozen")
    if must_sign and actor.is_empty_chair:
        raise Refused("empty_chair_must_sign")
    actor.causes, actor.bears, actor.resolves = causes, bears, resolves
    actor.must_sign = must_sign
    actor.order = actor.order if order is None else order
    require_fit(actor)
    actor.save(update_fields=["causes", "bears", "resolves", "must_sign", "order"])
    journal.record(
        by,
        "tables.actor_changed",
        actor,
        on_behalf_of=actor.seat.institution,
        territory=table.forum.territory,
        channel=channel,
    )
    return actor


@transaction.atomic
def remove_actor(actor: Actor, *, by: Visitor, channel: str = "web") -> None:
    """Take an actor off a table in preparation; what speaks of it goes first."""
    actor = _locked(actor)
    table = admit(by, "remove_actor", actor.table)
    key = actor.pk
    try:
        with transaction.atomic():
            actor.delete()
    except models.ProtectedError as trouble:
        raise Refused("actor_in_use") from trouble
    journal.record(
        by,
        "tables.actor_removed",
        table,
        on_behalf_of=actor.seat.institution,
        territory=table.forum.territory,
        channel=channel,
        actor=key,
    )


@transaction.atomic
def mark_empty_chair(
    actor: Actor,
    *,
    absence: str,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
) -> Actor:
    """Record that whoever was invited stays away; `absence` says when and how it was invited."""
    actor = _locked(actor)
    table = admit(by, "mark_empty_chair", actor.table)
    day = day_of_act(table.forum, on, channel)
    if actor.must_sign:
        raise Refused("empty_chair_must_sign")
    if not absence.strip():
        raise Refused("absence_missing")
    actor.is_empty_chair, actor.absence = True, absence.strip()
    actor.language, actor.translations = language, dict(translations or {})
    require_fit(actor)
    actor.save(update_fields=["is_empty_chair", "absence", "language", "translations"])
    journal.record(
        by,
        "tables.chair_found_empty",
        actor,
        on_behalf_of=actor.seat.institution,
        territory=table.forum.territory,
        channel=channel,
        day=day,
    )
    return actor


@transaction.atomic
def take_empty_chair(actor: Actor, *, by: Visitor, channel: str = "web") -> Actor:
    """Whoever stayed away has come; the invitations stay on record."""
    actor = _locked(actor)
    table = admit(by, "take_empty_chair", actor.table)
    if not actor.is_empty_chair:
        raise Refused("chair_is_taken")
    actor.is_empty_chair = False
    actor.save(update_fields=["is_empty_chair"])
    journal.record(
        by,
        "tables.empty_chair_taken",
        actor,
        on_behalf_of=actor.seat.institution,
        territory=table.forum.territory,
        channel=channel,
    )
    return actor


@transaction.atomic
def note_consent(
    actor: Actor,
    *,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    mandate: Mandate | None = None,
) -> Consent:
    """A party agrees, under its mandate, to what the charter publishes; twice changes nothing."""
    actor = _locked(actor)
    table = admit(by, "note_consent", actor.table, actor=actor)
    if actor.is_empty_chair:
        raise Refused("chair_is_empty")
    act = act_of_seat(actor, by=by, on=on, channel=channel, mandate=mandate)
    if known := Consent.objects.filter(actor=actor).first():
        return known
    charter = Charter.objects.get(table=table)
    consent = Consent(
        actor=actor,
        charter_sha256=charter.sha256,
        mandate=act.mandate,
        day=act.day,
        channel=act.channel,
        entered_by_id=by.pk,
    )
    consent.save(force_insert=True)
    journal.record(
        by,
        "tables.consent_given",
        actor,
        on_behalf_of=actor.seat.institution,
        territory=table.forum.territory,
        channel=channel,
        mandate=act.mandate.pk,
        charter=charter.sha256,
    )
    return consent


@transaction.atomic
def add_table_guardianship(
    table: Table, guardianship: Guardianship, *, by: Visitor, channel: str = "web"
) -> Table:
    """Let a natural entity stand at the table, by its guardian; it sets limits and has no vote."""
    table = admit(by, "add_table_guardianship", table)
    if guardianship.forum_id != table.forum_id:
        raise Refused("guardianship_of_another_forum")
    if guardianship.ends and guardianship.ends < table.forum.today():
        raise Refused("guardianship_ended")
    table.guardianships.add(guardianship)
    journal.record(
        by,
        "tables.guardian_came",
        table,
        on_behalf_of=guardianship.guardian,
        territory=table.forum.territory,
        channel=channel,
        guardianship=guardianship.pk,
    )
    return table


@transaction.atomic
def remove_table_guardianship(
    table: Table, guardianship: Guardianship, *, by: Visitor, channel: str = "web"
) -> Table:
    table = admit(by, "remove_table_guardianship", table)
    table.guardianships.remove(guardianship)
    journal.record(
        by,
        "tables.guardian_left",
        table,
        on_behalf_of=guardianship.guardian,
        territory=table.forum.territory,
        channel=channel,
        guardianship=guardianship.pk,
    )
    return table


def _locked(actor: Actor) -> Actor:
    """The actor as it is once its table is locked: whoever changes one locks the table first."""
    Table.objects.select_for_update().get(pk=actor.table_id)
    actors = Actor.objects.select_related("table__forum", "seat__institution")
    return actors.get(pk=actor.pk)


def _require_no_facilitator(actor: Actor, day: date) -> None:
    """Who facilitates in the forum speaks for no party of its tables."""
    speakers = mandates_on(actor, day).values("person")
    facilitators = Facilitator.objects.filter(forum=actor.table.forum, ends__isnull=True)
    if facilitators.filter(person__in=speakers).exists():
        raise Refused("facilitator_is_a_party")

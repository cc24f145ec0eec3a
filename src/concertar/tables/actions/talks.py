"""What a party says of itself: its interests, which are why, and its positions, which are what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from concertar.fora import rules as fora_rules
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.kit.models import JournalEntry
from concertar.tables.actions.admission import OFF_THE_SITE, admit, day_of_act
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Actor, Interest, Position, Sheet, Table
from concertar.tables.models.actor import Visibility


@transaction.atomic
def state_interest(
    actor: Actor,
    text: str,
    *,
    visibility: str = Visibility.PUBLIC,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
) -> Interest:
    """Write down why a party wants what it asks: by its delegate, or from paper or the hall."""
    actor = _admitted("state_interest", actor, by, on, channel)
    interest = Interest(
        actor=actor,
        text=text.strip(),
        visibility=visibility,
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(interest)
    said = Interest.objects.filter(actor=actor, text=interest.text, visibility=visibility)
    if known := said.first():  # sent twice
        return known
    interest.save(force_insert=True)
    _record_interest(by, interest, channel, change="stated")
    return interest


@transaction.atomic
def change_interest(
    interest: Interest,
    *,
    text: str,
    visibility: str,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
) -> Interest:
    actor = _admitted("change_interest", interest.actor, by, on, channel)
    interest = Interest.objects.get(pk=interest.pk)
    interest.actor, interest.text, interest.visibility = actor, text.strip(), visibility
    interest.language, interest.translations = language, dict(translations or {})
    require_fit(interest)
    interest.save()
    _record_interest(by, interest, channel, change="changed")
    return interest


@transaction.atomic
def withdraw_interest(
    interest: Interest, *, by: Visitor, on: date | None = None, channel: str = "web"
) -> None:
    """Take an interest back, before the party scores and unless a criticism names it.

    Once a party gave a sheet none of its interests can be taken back, whatever the sheet says:
    were only those refused that a red line names, trying would tell which a sealed sheet names.
    """
    interest.actor = _admitted("withdraw_interest", interest.actor, by, on, channel)
    if Sheet.objects.filter(actor=interest.actor_id).exists():
        raise Refused("interest_in_use")
    try:
        with transaction.atomic():
            Interest.objects.filter(pk=interest.pk).delete()
    except models.ProtectedError as trouble:
        raise Refused("interest_in_use") from trouble
    _record_interest(by, interest, channel, change="withdrawn")


@transaction.atomic
def state_position(
    actor: Actor,
    text: str,
    *,
    visibility: str = Visibility.PUBLIC,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
) -> Position:
    """Write down what a party asks for."""
    actor = _admitted("state_position", actor, by, on, channel)
    position = Position(
        actor=actor,
        text=text.strip(),
        visibility=visibility,
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(position)
    said = Position.objects.filter(actor=actor, text=position.text, visibility=visibility)
    if known := said.first():  # sent twice
        return known
    position.save(force_insert=True)
    _record_position(by, position, channel, change="stated")
    return position


@transaction.atomic
def change_position(
    position: Position,
    *,
    text: str,
    visibility: str,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
) -> Position:
    actor = _admitted("change_position", position.actor, by, on, channel)
    position = Position.objects.get(pk=position.pk)
    position.actor, position.text, position.visibility = actor, text.strip(), visibility
    position.language, position.translations = language, dict(translations or {})
    require_fit(position)
    position.save()
    _record_position(by, position, channel, change="changed")
    return position


@transaction.atomic
def withdraw_position(
    position: Position, *, by: Visitor, on: date | None = None, channel: str = "web"
) -> None:
    position.actor = _admitted("withdraw_position", position.actor, by, on, channel)
    Position.objects.filter(pk=position.pk).delete()
    _record_position(by, position, channel, change="withdrawn")


def _admitted(verb: str, actor: Actor, by: Visitor, on: date | None, channel: str) -> Actor:
    """The actor, its table locked. A facilitator speaks for no seat: only types in what it said."""
    actor = Actor.objects.select_related("seat__institution").get(pk=actor.pk)
    table: Table = admit(by, verb, actor.table, actor=actor)
    day_of_act(table.forum, on, channel)
    typed_in = fora_rules.may_facilitate(by, table.forum)
    if typed_in and channel not in OFF_THE_SITE:
        raise Refused("seat_speaks_for_itself")
    if not typed_in and channel != JournalEntry.Channel.WEB:
        raise Refused("channel_unknown")
    if actor.is_empty_chair:
        raise Refused("chair_is_empty")
    return actor


def _record_interest(by: Visitor, interest: Interest, channel: str, *, change: str) -> None:
    """That an interest was said or unsaid; never who sees it, nor what it says."""
    journal.record(
        by,
        "tables.interest_noted",
        interest.actor.table,
        on_behalf_of=interest.actor.seat.institution,
        territory=interest.actor.table.forum.territory,
        channel=channel,
        change=change,
    )


def _record_position(by: Visitor, position: Position, channel: str, *, change: str) -> None:
    journal.record(
        by,
        "tables.position_noted",
        position.actor.table,
        on_behalf_of=position.actor.seat.institution,
        territory=position.actor.table.forum.territory,
        channel=channel,
        change=change,
    )

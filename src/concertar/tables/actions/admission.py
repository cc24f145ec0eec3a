"""What every act at a table is asked first: who, in which state, on which day, by which mandate.

Higher rooms ask the same questions of their own matrix.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from concertar.fora import rules as fora_rules
from concertar.fora.models import Forum
from concertar.kit.access import Forbidden, Refused, Visitor, is_signed_in, require
from concertar.kit.models import JournalEntry
from concertar.network.models import Mandate
from concertar.network.models.mandate import MandateQuerySet
from concertar.tables import rules
from concertar.tables.models import Actor, Table

OFF_THE_SITE = (JournalEntry.Channel.PAPER, JournalEntry.Channel.HALL)


@dataclass(frozen=True, slots=True)
class SeatAct:
    """An act of a seat: under which mandate, on which day, how it reached us."""

    mandate: Mandate
    day: date
    channel: str


def admit(
    by: Visitor,
    verb: str,
    table: Table,
    *,
    actor: Actor | None = None,
    verbs: Mapping[str, rules.Verb] = rules.VERBS,
) -> Table:
    """Lock the table; go on if this person may do it (for this actor) and the state allows it."""
    locked = Table.objects.select_for_update().get(pk=table.pk)
    if actor is not None:
        actor.table = locked
    require(rules.rule_of(verb, verbs), by, locked if actor is None else actor)
    if not rules.state_allows(verb, locked.state, verbs):
        raise Refused("wrong_state", state=locked.get_state_display())
    return locked


def day_of_act(forum: Forum, on: date | None, channel: str) -> date:
    """The day an act happened: today, or a past day for what came on paper or from a hall."""
    if channel not in JournalEntry.Channel.values:
        raise Refused("channel_unknown")
    today = forum.today()
    if on is None or on == today:
        return today
    if on > today:
        raise Refused("day_in_the_future")
    if channel not in OFF_THE_SITE:
        raise Refused("day_needs_paper")
    return on


def act_of_seat(
    actor: Actor,
    *,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    mandate: Mandate | None = None,
    to_sign: bool = False,
) -> SeatAct:
    """Under which mandate a seat acts.

    On the web it is that of whoever acts. A facilitator who types in a sheet of paper names the
    mandate of whose sheet it is. `to_sign` asks for a mandate with the power to sign.
    """
    day = day_of_act(actor.table.forum, on, channel)
    if mandate is None:
        mandate = _own_mandate(actor, by, day, to_sign=to_sign)
    else:
        require(fora_rules.may_facilitate, by, actor.table.forum)
        if channel not in OFF_THE_SITE:
            raise Refused("mandate_needs_paper")
        _require_fitting(actor, mandate, day)
    if to_sign and mandate.power != Mandate.Power.SIGN:
        raise Refused("mandate_does_not_sign")
    return SeatAct(mandate, day, channel)


def mandates_on(actor: Actor, day: date) -> MandateQuerySet:
    """The mandates under which somebody speaks for the actor on a day."""
    return (
        Mandate.objects.filter(institution=actor.seat.institution_id)
        .filter(delegate__seat=actor.seat_id)
        .covering(actor.table.forum.slug)
        .valid_on(day)
    )


def _own_mandate(actor: Actor, by: Visitor, day: date, *, to_sign: bool) -> Mandate:
    if not is_signed_in(by) or by.pk is None:
        raise Forbidden("speaks_for")
    held = list(mandates_on(actor, day).held_by(by))
    if not held:
        facilitates = fora_rules.may_facilitate(by, actor.table.forum)
        raise Refused("mandate_missing") if facilitates else Refused("mandate_not_valid")
    signing = [one for one in held if one.power == Mandate.Power.SIGN]
    return (signing if to_sign and signing else held)[0]


def _require_fitting(actor: Actor, mandate: Mandate, day: date) -> None:
    if mandate.institution_id != actor.seat.institution_id:
        raise Refused("mandate_of_another")
    if mandate.matter not in ("", actor.table.forum.slug):
        raise Refused("mandate_for_another_matter")
    if not mandates_on(actor, day).filter(pk=mandate.pk).exists():
        raise Refused("mandate_not_valid")  # ended, or it never took the seat by its document
    if fora_rules.facilitates(mandate.person_id, actor.table.forum):
        raise Refused("facilitator_is_a_party")


@contextmanager
def naming_row(key: Any) -> Iterator[None]:
    """Say of a refusal at which row of a sheet it happened: its `params["at"]` is the key."""
    try:
        yield
    except Refused as refusal:
        refusal.params.setdefault("at", key)
        raise

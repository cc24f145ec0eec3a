"""A whole sheet of paper typed in at once: all of its rows, or none of them.

Each row is the act it would be on the site, with its own entry in the journal. A refusal says at
which row it happened: its `params["at"]` is the key of the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from concertar.kit import journal
from concertar.kit.access import Refused, Visitor, require
from concertar.network.models import Mandate
from concertar.tables import rules
from concertar.tables.actions.actors import change_actor, note_consent
from concertar.tables.actions.admission import OFF_THE_SITE, act_of_seat, naming_row
from concertar.tables.actions.numbers import set_cost
from concertar.tables.actions.options import add_option
from concertar.tables.actions.talks import state_interest, state_position
from concertar.tables.models import Actor, Issue, Option


@dataclass(frozen=True, slots=True)
class Price:
    """What a sheet says that an option costs, in cents, who pays it and who says so."""

    payer: Actor
    cents: int
    source: str


def type_in_consents(
    given: Mapping[Actor, Mandate], *, on: date, by: Visitor, channel: str = "paper"
) -> None:
    """The sheet on which the parties consented to the charter."""
    with transaction.atomic():
        for actor, mandate in given.items():
            with naming_row(actor.pk):
                note_consent(actor, mandate=mandate, on=on, by=by, channel=channel)


def type_in_talks(
    actor: Actor,
    *,
    interests: Sequence[tuple[str, str, str]],
    positions: Sequence[tuple[str, str, str]],
    roles: Mapping[str, bool] | None = None,
    mandate: Mandate,
    language: str,
    on: date,
    by: Visitor,
    channel: str = "paper",
) -> None:
    """One party's sheet of interests and positions: of each its row, its text and who sees it.

    `mandate` is that of whoever signed the sheet, and holds on its day.
    `roles` says whether it causes, bears or can resolve the problem; None leaves that as it is.
    """
    shared: dict[str, Any] = {"language": language, "on": on, "by": by, "channel": channel}
    with transaction.atomic():
        if roles is not None:
            change_actor(actor, **roles, must_sign=actor.must_sign, by=by, channel=channel)
        for row, text, visibility in interests:
            with naming_row(row):
                state_interest(actor, text, visibility=visibility, **shared)
        for row, text, visibility in positions:
            with naming_row(row):
                state_position(actor, text, visibility=visibility, **shared)
        act = act_of_seat(actor, by=by, on=on, channel=channel, mandate=mandate)
        journal.record(
            by, "tables.talks_typed_in", actor.table, on_behalf_of=actor.seat.institution,
            territory=actor.table.forum.territory, channel=channel, mandate=act.mandate.pk,
            day=act.day,
        )  # fmt: skip


def type_in_option(
    issue: Issue,
    *,
    title: str,
    description: str = "",
    proposed_by: Actor | None = None,
    price: Price | None = None,
    language: str,
    by: Visitor,
    channel: str = "paper",
) -> Option:
    """The option that somebody wrote at the foot of the sheet of options, with its cost."""
    require(rules.rule_of("set_cost"), by, issue.table)
    if channel not in OFF_THE_SITE:
        raise Refused("channel_unknown")
    with transaction.atomic():
        option = add_option(
            issue, title=title, description=description, proposed_by=proposed_by,
            language=language, by=by, channel=channel,
        )  # fmt: skip
        if price is not None:
            set_cost(option, price.payer, price.cents, source=price.source, by=by, channel=channel)
    return option

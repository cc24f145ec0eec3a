"""What options cost, load and move; what parties can spend and carry out; where it all starts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from concertar.fora import rules as fora_rules
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.kit.models import JournalEntry
from concertar.observatory.models import Indicator, Limit
from concertar.tables.actions.admission import admit
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import (
    Actor,
    Baseline,
    Budget,
    Capacity,
    Cost,
    Effect,
    Load,
    Option,
    Table,
)

MOST_CENTS = 10**15  # ten million millions: more than any city has
MOST_LOAD = 10**9
LARGEST = Decimal(10) ** 12


@transaction.atomic
def set_cost(
    option: Option,
    payer: Actor,
    amount: int | None,
    *,
    source: str = "",
    by: Visitor,
    channel: str = "web",
) -> Cost | None:
    """Say what an option costs a payer, in cents; None takes it back."""
    table = admit(by, "set_cost", option.issue.table)
    _require_at_table(table, payer)
    was_noted, _rows = Cost.objects.filter(option=option, payer=payer).delete()
    cost = None
    if amount is not None:
        _require_amount(amount, MOST_CENTS)
        cost = Cost(option=option, payer=payer, amount=amount, source=_source(source))
        require_fit(cost)
        cost.save(force_insert=True)
    elif not was_noted:
        raise Refused("nothing_given")
    journal.record(
        by, "tables.cost_set", option,
        territory=table.forum.territory, channel=channel, payer=payer.pk, cents=amount,
    )  # fmt: skip
    return cost


@transaction.atomic
def set_load(
    option: Option,
    bearer: Actor,
    amount: int | None,
    *,
    source: str = "",
    by: Visitor,
    channel: str = "web",
) -> Load | None:
    """Say how much work an option lays on a party, in the unit of its capacity."""
    table = admit(by, "set_load", option.issue.table)
    _require_at_table(table, bearer)
    was_noted, _rows = Load.objects.filter(option=option, bearer=bearer).delete()
    load = None
    if amount is not None:
        _require_amount(amount, MOST_LOAD)
        load = Load(option=option, bearer=bearer, amount=amount, source=_source(source))
        require_fit(load)
        load.save(force_insert=True)
    elif not was_noted:
        raise Refused("nothing_given")
    journal.record(
        by, "tables.load_set", option,
        territory=table.forum.territory, channel=channel, bearer=bearer.pk, load=amount,
    )  # fmt: skip
    return load


@transaction.atomic
def set_effect(
    option: Option,
    indicator: Indicator,
    *,
    low: Decimal | None,
    likely: Decimal | None,
    high: Decimal | None,
    unit: str,
    source: str = "",
    by: Visitor,
    channel: str = "web",
) -> Effect | None:
    """Say by how much an option moves an indicator, in its own unit; three blanks take it back."""
    table = admit(by, "set_effect", option.issue.table)
    if option.is_status_quo:
        raise Refused("status_quo_moves_nothing")
    if not option.issue.affects.filter(pk=indicator.pk).exists():
        raise Refused("issue_does_not_move_it", indicator=indicator.said("name").text)
    was_noted, _rows = Effect.objects.filter(option=option, indicator=indicator).delete()
    effect = None
    if (low, likely, high) != (None, None, None):
        low, likely, high = _spread(indicator, low, likely, high, unit)
        effect = Effect(
            option=option, indicator=indicator, low=low, likely=likely, high=high,
            source=_source(source),
        )  # fmt: skip
        require_fit(effect)
        effect.save(force_insert=True)
    elif not was_noted:
        raise Refused("nothing_given")
    journal.record(
        by, "tables.effect_set", option,
        territory=table.forum.territory, channel=channel,
        indicator=indicator.pk, low=low, likely=likely, high=high,
    )  # fmt: skip
    return effect


@transaction.atomic
def set_baseline(
    table: Table,
    indicator: Indicator,
    *,
    low: Decimal | None,
    likely: Decimal | None,
    high: Decimal | None,
    unit: str,
    source: str = "",
    by: Visitor,
    channel: str = "web",
) -> Baseline | None:
    """Say what an indicator will be if nothing changes; three blanks take it back."""
    table = admit(by, "set_baseline", table)
    was_noted, _rows = Baseline.objects.filter(table=table, indicator=indicator).delete()
    baseline = None
    if (low, likely, high) != (None, None, None):
        low, likely, high = _spread(indicator, low, likely, high, unit)
        baseline = Baseline(
            table=table, indicator=indicator, low=low, likely=likely, high=high,
            source=_source(source),
        )  # fmt: skip
        require_fit(baseline)
        baseline.save(force_insert=True)
    elif not was_noted:
        raise Refused("nothing_given")
    journal.record(
        by, "tables.baseline_set", table,
        territory=table.forum.territory, channel=channel,
        indicator=indicator.pk, low=low, likely=likely, high=high,
    )  # fmt: skip
    return baseline


@transaction.atomic
def set_budget(
    actor: Actor, amount: int | None, *, source: str = "", by: Visitor, channel: str = "web"
) -> Budget | None:
    """Say the most that a party can spend, in cents; None: nobody said."""
    table = _admitted("set_budget", actor, by, channel)
    Budget.objects.filter(actor=actor).delete()
    budget = None
    if amount is not None:
        _require_amount(amount, MOST_CENTS)
        budget = Budget(actor=actor, amount=amount, source=_source(source))
        require_fit(budget)
        budget.save(force_insert=True)
    journal.record(
        by, "tables.budget_set", actor, on_behalf_of=actor.seat.institution,
        territory=table.forum.territory, channel=channel, cents=amount,
    )  # fmt: skip
    return budget


@transaction.atomic
def set_capacity(
    actor: Actor,
    amount: int | None,
    *,
    unit: str = "",
    source: str = "",
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Capacity | None:
    """Say the most that a party can carry out, in a unit of its own.

    A unit that stays as it was keeps its language and its translations.
    """
    table = _admitted("set_capacity", actor, by, channel)
    words = {"language": language, "translations": dict(translations or {})}
    if same := Capacity.objects.filter(actor=actor, unit=unit.strip()).first():
        words = {"language": same.language, "translations": translations or same.translations}
    Capacity.objects.filter(actor=actor).delete()
    capacity = None
    if amount is not None:
        _require_amount(amount, MOST_LOAD)
        capacity = Capacity(
            actor=actor, amount=amount, unit=unit.strip(), source=_source(source), **words
        )
        require_fit(capacity)
        capacity.save(force_insert=True)
    journal.record(
        by, "tables.capacity_set", actor, on_behalf_of=actor.seat.institution,
        territory=table.forum.territory, channel=channel, capacity=amount,
    )  # fmt: skip
    return capacity


@transaction.atomic
def set_means(
    actor: Actor,
    *,
    budget: int | None,
    budget_source: str,
    capacity: int | None,
    unit: str,
    capacity_source: str,
    language: str = "es",
    by: Visitor,
    channel: str = "web",
) -> None:
    """All that one form says of a party's means, or nothing of it."""
    set_budget(actor, budget, source=budget_source, by=by, channel=channel)
    set_capacity(
        actor, capacity, unit=unit, source=capacity_source, language=language, by=by,
        channel=channel,
    )  # fmt: skip


@transaction.atomic
def add_limit(table: Table, limit: Limit, *, by: Visitor, channel: str = "web") -> Table:
    """Bring a limit of nature or of law to the table; it is never put to a vote there."""
    table = admit(by, "add_limit", table)
    if limit.status == Limit.Status.WITHDRAWN:
        raise Refused("limit_withdrawn")
    table.limits.add(limit)
    journal.record(
        by, "tables.limit_added", table,
        territory=table.forum.territory, channel=channel, limit=limit.pk,
    )  # fmt: skip
    return table


@transaction.atomic
def remove_limit(table: Table, limit: Limit, *, by: Visitor, channel: str = "web") -> Table:
    table = admit(by, "remove_limit", table)
    table.limits.remove(limit)
    journal.record(
        by, "tables.limit_removed", table,
        territory=table.forum.territory, channel=channel, limit=limit.pk,
    )  # fmt: skip
    return table


def _admitted(verb: str, actor: Actor, by: Visitor, channel: str) -> Table:
    table = admit(by, verb, actor.table, actor=actor)
    on_the_site = channel == JournalEntry.Channel.WEB
    if not on_the_site and not fora_rules.may_facilitate(by, table.forum):
        raise Refused("channel_unknown")
    return table


def _require_at_table(table: Table, actor: Actor) -> None:
    if actor.table_id != table.pk:
        raise Refused("actor_of_another_table")


def _require_amount(amount: int, most: int) -> None:
    if amount < 0:
        raise Refused("amount_is_negative")
    if amount > most:
        raise Refused("amount_too_large")


def _source(source: str) -> str:
    if not source.strip():
        raise Refused("source_missing")
    return source.strip()


def _spread(
    indicator: Indicator,
    low: Decimal | None,
    likely: Decimal | None,
    high: Decimal | None,
    unit: str,
) -> tuple[Decimal, Decimal, Decimal]:
    if not indicator.is_measured_in(unit):
        wanted = indicator.said("unit").text
        raise Refused("unit_is_not_the_indicators", unit=unit.strip(), wanted=wanted)
    if low is None or likely is None or high is None:
        raise Refused("spread_is_not_whole")
    if not all(end.is_finite() and abs(end) < LARGEST for end in (low, likely, high)):
        raise Refused("amount_too_large")
    if not low <= likely <= high:
        raise Refused("spread_out_of_order")
    return low, likely, high

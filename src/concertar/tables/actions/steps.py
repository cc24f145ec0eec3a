"""The steps of a table from a state to another, forwards and backwards, each on record."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from concertar.kit import journal
from concertar.kit.access import Refused, Visitor, require
from concertar.tables import rules
from concertar.tables.actions.admission import day_of_act
from concertar.tables.models import Actor, Issue, Step, Table
from concertar.tables.models.table import Publishes, State

LEAST_OPTIONS = 2
LONGEST_REASON = 2000


@transaction.atomic
def take_step(
    table: Table,
    to: str,
    *,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    reason: str = "",
    language: str = "es",
    rule: Callable[[Visitor, Table], bool] | None = None,
) -> Step:
    """Take the table to another state; backwards, or to its end, only with a reason.

    A step that depends on a text (to signing, out of it, to following up) is taken by the room
    that keeps texts, within its own act: it names its own `rule`. Without one those are refused.
    """
    table = Table.objects.select_for_update().get(pk=table.pk)
    verb = "walk_back" if rules.is_backwards(table.state, to) else "take_step"
    require(rule or rules.rule_of(verb), by, table)
    day = day_of_act(table.forum, on, channel)
    reason = reason.strip()
    last = table.steps.order_by("-day").values_list("day", flat=True).first()
    if last is not None and day < last:
        raise Refused("step_before_last", day=last.isoformat())
    _require_possible(table, to, reason, decided_by_a_text=rule is not None)
    if rules.is_forwards(table.state, to):
        _require_ready(table, to)
    step = Step(
        table=table, before=table.state, after=to, day=day, reason=reason, language=language,
        channel=channel, taken_by_id=by.pk,
    )  # fmt: skip
    step.save(force_insert=True)
    table.state = to
    if to == State.SCORING:
        table.unsealed_at = None  # every round is sealed anew, whichever way it was come to
    table.save(update_fields=["state", "unsealed_at"])
    journal.record(
        by,
        "tables.step_taken",
        table,
        territory=table.forum.territory,
        channel=channel,
        before=step.before,
        after=step.after,
    )
    return step


@transaction.atomic
def walk_back(
    table: Table,
    to: str,
    *,
    reason: str,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    language: str = "es",
) -> Step:
    """Take the table back to an earlier state, saying why; nothing that was done is lost."""
    table = Table.objects.select_for_update().get(pk=table.pk)
    require(rules.rule_of("walk_back"), by, table)
    if not rules.is_backwards(table.state, to):
        raise Refused("step_not_possible")
    return take_step(table, to, by=by, on=on, channel=channel, reason=reason, language=language)


def _require_possible(table: Table, to: str, reason: str, *, decided_by_a_text: bool) -> None:
    known = rules.is_forwards(table.state, to) or rules.is_backwards(table.state, to)
    if not known:
        raise Refused("step_not_possible")
    if to == State.OPEN:
        raise Refused("opens_with_its_charter")
    if rules.needs_a_text(table.state, to) and not decided_by_a_text:
        raise Refused("step_needs_a_text")
    if rules.needs_a_reason(table.state, to) and not reason:
        raise Refused("reason_missing")
    if len(reason) > LONGEST_REASON or "\0" in reason:
        raise Refused("reason_too_long", most=LONGEST_REASON)


def _require_ready(table: Table, to: str) -> None:
    """What a step forwards needs to have been done."""
    if to == State.SCORING:
        _require_options(table)
        if table.publishes != Publishes.NOTHING:
            _require_consents(table)
    elif to == State.PROPOSING:
        _require_options(table)
        if table.state == State.SCORING and table.unsealed_at is None:
            raise Refused("scores_sealed")


def _require_options(table: Table) -> None:
    issues = list(Issue.objects.filter(table=table).prefetch_related("options"))
    if not issues:
        raise Refused("no_issues")
    for issue in issues:
        standing = [option for option in issue.options.all() if not option.is_withdrawn]
        if len(standing) < LEAST_OPTIONS:
            raise Refused("issue_without_options", issue=issue.said("title").text)


def _require_consents(table: Table) -> None:
    """What is published of the scores, every party has agreed to beforehand."""
    actors = Actor.objects.filter(table=table).present().filter(consent__isnull=True)
    if missing := actors.select_related("seat__institution").first():
        raise Refused("consent_missing", institution=missing.seat.institution.name)

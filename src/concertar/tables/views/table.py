"""The page of one table: what, who and until when first; then why, who sits there, what is open."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from concertar.fora.models import Constituency, Delegate, Guardianship
from concertar.fora.models.balance import balance_of, occupants
from concertar.kit import clock
from concertar.kit.listing import downloads_of
from concertar.observatory.models import Limit
from concertar.tables import drawings, notice
from concertar.tables.models import Interest, Issue, Option, Position, Sheet, Step, Table
from concertar.tables.models.table import State
from concertar.tables.views.next_step import next_step
from concertar.tables.views.packages import comparison_of
from concertar.tables.views.seen import Seen, seen_table

# Which part of the table fills the page: what is said, or the packages; and above all a text.
WITH_AGREEMENT = frozenset({State.SIGNING, State.STANDING, State.FAILED, State.FOLLOWED})
OVER = frozenset({State.STANDING, State.FOLLOWED})
WITH_PACKAGES = WITH_AGREEMENT | {State.PROPOSING, State.DRAFTING}


@require_safe
def table_detail(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_table(request, slug)
    context: dict[str, Any] = {
        "seen": seen,
        "table": seen.table,
        "downloads": downloads_of(request.path + "options"),
        "with_agreement": seen.table.state in WITH_AGREEMENT,
    }
    context |= opening_of(request, seen)
    context |= seats_of(request, seen, context["guardianships"])
    if seen.table.state in WITH_PACKAGES:
        context["comparison"] = comparison_of(request, seen)
    else:
        context |= words_of(request, seen) | matter_of(request, seen)
    context["next_step"] = next_step(
        seen,
        has_issues=bool(context.get("issues")),
        has_scored=_has_scored(request, seen),
        has_spoken=_has_spoken(seen, context.get("words") or []),
    )
    return render(request, "tables/table_detail.html", context)


def _has_scored(request: HttpRequest, seen: Seen) -> bool:
    """Whether every own seat has given a sheet: one query, and only while the table scores."""
    if seen.table.state != State.SCORING or not seen.own:
        return False
    own = {actor.pk for actor in seen.own if not actor.is_empty_chair}
    given = Sheet.objects.visible_to(request.user).filter(actor__in=own)
    return own <= set(given.values_list("actor", flat=True))


def _has_spoken(seen: Seen, words: list[Any]) -> bool:
    own = {actor.pk for actor in seen.own}
    return own <= {actor.pk for actor, interests, _positions in words if interests}


@require_safe
def table_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the parties said of themselves, as far as this reader may see it."""
    seen = seen_table(request, slug)
    context = {"seen": seen, "table": seen.table} | words_of(request, seen)
    return render(request, "tables/table_words.html", context)


def opening_of(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    """The first screen and the steps: two queries."""
    table = seen.table
    taken = Step.objects.visible_to(request.user).filter(table=table)
    steps = list(taken) if table.state != State.DRAFT else []
    now = table.forum.day_of(clock.now())
    guards = Guardianship.objects.visible_to(request.user).filter(tables=table)
    guardianships = [
        one
        for one in guards.select_related("entity", "guardian")
        if one.ends is None or one.ends >= now
    ]
    return {
        "guardianships": guardianships,
        "who_decides": notice.who_decides(seen.present, guardianships),
        "decides_by": notice.said_moment(table),
        "days_left": notice.days_left(table, clock.now()),
        "stages": drawings.stages_of(table, steps),
        "stood_on": _came_to(State.STANDING, steps) if table.state in OVER else None,
        "opened_on": _came_to(State.OPEN, steps),
        "steps_back": drawings.steps_back(steps),
        "ending": steps[-1] if steps and table.state == State.FAILED else None,
        "causes": [actor for actor in seen.actors if actor.causes],
        "bears": [actor for actor in seen.actors if actor.bears],
        "resolves": [actor for actor in seen.actors if actor.resolves],
        "rule": notice.rule_in_sentences(table, seen.actors, required_names(seen)),
    }


def _came_to(state: State, steps: Iterable[Step]) -> date | None:
    """The day on which the table last came to a state; of opening there is one."""
    return next((one.day for one in reversed(list(steps)) if one.after == state), None)


def seats_of(
    request: HttpRequest, seen: Seen, guardianships: Iterable[Guardianship]
) -> dict[str, Any]:
    """Who sits there, drawn and counted: one query, and one for the sides before it opens."""
    forum, day = seen.table.forum, seen.table.forum.day_of(clock.now())
    seats = [actor.seat for actor in seen.actors]
    delegates = Delegate.objects.visible_to(request.user).filter(seat__in=seats).valid_on(day)
    came = {actor.seat_id for actor in seen.present}
    taken = [one for one in delegates.select_related("mandate__person") if one.seat_id in came]
    balance = balance_of(seats, forum, day, taken_by=taken, sides=_sides(seen))
    takers = occupants(taken)
    return {
        "balance": balance,
        "quotas": drawings.quotas_of(balance),
        "unseated": drawings.unseated(balance),
        "chairs": [(actor, takers.get(actor.seat_id)) for actor in seen.actors],
        "seats": drawings.seats_of(balance, guardianships),
    }


def words_of(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    """Interests apart from positions, party by party: two queries."""
    interests = Interest.objects.visible_to(request.user).filter(actor__table=seen.table)
    positions = Position.objects.visible_to(request.user).filter(actor__table=seen.table)
    by_actor: dict[Any, tuple[list[Interest], list[Position]]] = {}
    for interest in interests:
        by_actor.setdefault(interest.actor_id, ([], []))[0].append(interest)
    for position in positions:
        by_actor.setdefault(position.actor_id, ([], []))[1].append(position)
    return {
        "words": [(actor, *by_actor[actor.pk]) for actor in seen.actors if actor.pk in by_actor]
    }


def matter_of(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    """The issues with the titles of their options, the limits, the tables that refer to it."""
    rows = Option.objects.visible_to(request.user).filter(issue__table=seen.table)
    rows = rows.filter(is_withdrawn=False).select_related("issue")
    issues: dict[Any, tuple[Issue, list[Option]]] = {}
    for option in rows.order_by("issue__order", "issue__key", "order", "key"):
        issues.setdefault(option.issue_id, (option.issue, []))[1].append(option)
    limits = Limit.objects.visible_to(request.user).filter(tables=seen.table)
    children = Table.objects.visible_to(request.user).filter(parent=seen.table)
    return {
        "issues": list(issues.values()),
        "limits": limits.select_related("indicator", "entity"),
        "children": children if seen.table.state != State.DRAFT else (),
    }


def required_names(seen: Seen) -> list[str]:
    """The names of the sides that must sign: from the charter, or as they are being declared."""
    table = seen.table
    sides = {actor.seat.constituency.key: actor.seat.constituency for actor in seen.actors}
    charter = getattr(table, "charter", None)
    if charter is None:
        return [side.said("name").text for side in table.required_constituencies.all()]
    keys = json.loads(charter.text)["rule"]["required_constituencies"]
    return [sides[key].said("name").text if key in sides else key for key in keys]


def _sides(seen: Seen) -> list[Constituency] | None:
    """Every side of the forum: those at the table as they are, the others as the charter names."""
    charter = getattr(seen.table, "charter", None)
    if charter is None:
        return None
    here = {actor.seat.constituency.key: actor.seat.constituency for actor in seen.actors}
    named = json.loads(charter.text)["constituencies"]
    sides = [here.get(one["key"]) or Constituency(**one) for one in named]
    return sorted(sides, key=lambda side: (side.order, side.name))

"""The table of the case: from its preparation to its options, and its steps from state to state."""

from decimal import Decimal
from typing import Any

from concertar.site.case.script import (
    OFFICE_CLOSES,
    Row,
    Step,
    authored,
    only,
    read,
)
from concertar.site.case.stage import Stage
from concertar.tables.actions import (
    add_issue,
    add_option,
    change_option,
    change_table,
    declare_rule,
    mark_empty_chair,
    note_consent,
    open_table,
    prepare_table,
    seat_actor,
    set_baseline,
    set_budget,
    set_capacity,
    set_cost,
    set_effect,
    set_fallback,
    set_load,
    set_ties,
    state_interest,
    state_position,
    take_step,
)
from concertar.tables.models import Issue, Option

WORDS = ("title", "question", "problem")


def prepare(stage: Stage, step: Step) -> None:
    said = read("table")
    table = prepare_table(
        stage.forum,
        slug=stage.slug(said["slug"]),
        decides_by=stage.calendar.moment(said["decides_on_day"], OFFICE_CLOSES),
        meets_at=said["meets_at"]["es"],
        is_illustrative=said["illustrative"],
        by=stage.ana,
        channel=step.channel,
        **authored(**{name: said[name] for name in WORDS}),
    )
    stage.put(table)
    rule = said["rule"]
    declare_rule(
        table,
        publishes=rule["publishes"],
        required_constituencies=[stage.sides[key] for key in rule["required_constituencies"]],
        least_signatures=rule["least_signatures"],
        may_reserve=rule["may_reserve"],
        currency=said["currency"],
        by=stage.ana,
        channel=step.channel,
    )
    for actor in said["actors"]:
        stage.actors[actor["seat"]] = seat_actor(
            table,
            stage.seats[actor["seat"]],
            must_sign=actor["must_sign"],
            by=stage.ana,
            channel=step.channel,
            **dict.fromkeys(actor["roles"], True),
        )


def open_the_table(stage: Stage, step: Step) -> None:
    open_table(stage.table, by=stage.ana, **stage.how(step))


def move(stage: Stage, step: Step) -> None:
    """A step that needs nothing but its day and its reason."""
    take_step(
        stage.table,
        step.move[1],
        by=stage.ana,
        reason=step.said["reason"]["es"],
        **stage.how(step),
    )


def consent(stage: Stage, step: Step) -> None:
    for actor in read("table")["consents"]["actors"]:
        note_consent(
            stage.actors[actor],
            mandate=stage.mandate(actor, stage.delegate(actor, step.day)),
            by=stage.ana,
            **stage.how(step),
        )


def hear(stage: Stage, step: Step) -> None:
    """Interests and positions, as the parties said them in the hall."""
    for said in read("table")["interests"]:
        stage.interests[said["key"]] = state_interest(
            stage.actors[said["actor"]], by=stage.ana, **_heard(said), **stage.how(step)
        )
    for said in read("table")["positions"]:
        state_position(stage.actors[said["actor"]], by=stage.ana, **_heard(said), **stage.how(step))


def _heard(said: Row) -> dict[str, Any]:
    return {"visibility": said["visibility"], **authored(text=said["text"])}


def note_absence(stage: Stage, step: Step) -> None:
    """Whoever does not come is on record, and so is what the pact cannot bind without them."""
    said = read("table")
    mark_empty_chair(
        stage.actors[step.part],
        **authored(absence=only(read("forum")["seats"], key=step.part)["absence"]),
        by=stage.ana,
        **stage.how(step),
    )
    names = (*WORDS, "empty_chairs_note")
    words = authored(**{name: said[name] for name in names})
    change_table(
        stage.table,
        empty_chairs_note=words["empty_chairs_note"],
        translations=words["translations"],
        by=stage.ana,
        channel=step.channel,
    )


def say_baselines(stage: Stage, step: Step) -> None:
    """Where the indicators go if nothing changes, as it was known in this round."""
    for said in read("table")["baselines"]:
        if str(said["round"]) == step.part:
            indicator = stage.indicators[said["indicator"]]
            set_baseline(
                stage.table,
                indicator,
                unit=indicator.unit,
                source=said["source"]["es"],
                by=stage.ana,
                channel=step.channel,
                **_spread(said["range"]),
            )


def list_options(stage: Stage, step: Step) -> None:
    """The issues with their options; then what options need of each other, once all are there."""
    for said in read("table")["issues"]:
        _list_issue(stage, step, said)
    for said in read("table")["issues"]:
        for option in said["options"]:
            _tie(stage, step, said["key"], option)
    _say_means(stage, step)


def _list_issue(stage: Stage, step: Step, said: Row) -> None:
    how: dict[str, Any] = {"by": stage.ana, "channel": step.channel}
    today = only(said["options"], status_quo=True)
    as_today = authored(title=today["title"])
    issue = add_issue(
        stage.table,
        key=said["key"],
        affects=[stage.indicators[slug] for slug in said["affects"]],
        status_quo=as_today["title"],
        status_quo_translations=as_today["translations"],
        status_quo_key=today["key"],
        **authored(title=said["title"]),
        **how,
    )
    for option in said["options"]:
        words = authored(title=option["title"], description=option["description"])
        if option is today:
            made = change_option(
                Option.objects.get(issue=issue, is_status_quo=True), **words, **how
            )
        else:
            made = add_option(issue, key=option["key"], **words, **how)
        stage.options[said["key"], option["key"]] = made
        _say_numbers(stage, step, made, option)


def _say_numbers(stage: Stage, step: Step, option: Option, said: Row) -> None:
    how: dict[str, Any] = {
        "source": read("table")["number_source"]["es"],
        "by": stage.ana,
        "channel": step.channel,
    }
    for payer, cents in said.get("cost_cents", {}).items():
        set_cost(option, stage.actors[payer], cents, **how)
    for bearer, weeks in said.get("load", {}).items():
        set_load(option, stage.actors[bearer], weeks, **how)
    for slug, spread in said.get("effects", {}).items():
        indicator = stage.indicators[slug]
        set_effect(option, indicator, unit=indicator.unit, **_spread(spread), **how)


def _tie(stage: Stage, step: Step, issue: str, said: Row) -> None:
    ties = {
        name: [stage.options[one["issue"], one["option"]] for one in said.get(name, ())]
        for name in ("requires", "excludes")
    }
    if any(ties.values()):
        set_ties(stage.options[issue, said["key"]], by=stage.ana, channel=step.channel, **ties)


def _say_means(stage: Stage, step: Step) -> None:
    """How much each can spend, and how much it can carry out."""
    how: dict[str, Any] = {"by": stage.ana, "channel": step.channel}
    for said in read("table")["budgets"]:
        source = said["source"]["es"]
        set_budget(stage.actors[said["actor"]], said["amount_cents"], source=source, **how)
    for said in read("table")["capacities"]:
        set_capacity(
            stage.actors[said["actor"]],
            said["amount"],
            source=said["source"]["es"],
            **authored(unit=said["unit"]),
            **how,
        )


def declare_fallback(stage: Stage, step: Step) -> None:
    """What holds without an agreement: lawful, where going on as today is not."""
    for said in read("table")["issues"]:
        set_fallback(
            Issue.objects.get(table=stage.table, key=said["key"]),
            stage.options[said["key"], said["fallback"]],
            by=stage.ana,
            channel=step.channel,
        )


def _spread(three: list[int]) -> dict[str, Any]:
    return dict(zip(("low", "likely", "high"), map(Decimal, three), strict=True))

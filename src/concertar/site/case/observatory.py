"""What is measured in the case: its indicators, the made-up series, and the two legal limits."""

from decimal import Decimal

from concertar.observatory.actions import (
    add_entity,
    add_indicator,
    adopt_limit,
    correct_observation,
    note_observation,
    propose_limit,
    review_limit,
)
from concertar.observatory.models import Observation
from concertar.site.case.script import Row, Step, authored, only, read
from concertar.site.case.stage import Stage
from concertar.tables.actions import add_limit


def describe(stage: Stage, step: Step) -> None:
    """The air, and what will be measured of it."""
    said = read("observatory")["entity"]
    entity = add_entity(
        slug=stage.slug(said["slug"]),
        kind=said["kind"],
        territory=stage.place,
        by=stage.ana,
        channel=step.channel,
        **authored(name=said["name"], description=said["description"]),
    )
    stage.put(entity)
    for said in read("observatory")["indicators"]:
        stage.indicators[said["slug"]] = add_indicator(
            slug=stage.slug(said["slug"]),
            source=stage.sources.get(said.get("source", "")),
            source_pointer=said.get("source_pointer", ""),
            by=stage.ana,
            channel=step.channel,
            **authored(
                name=said["name"],
                unit=said["unit"],
                unit_of_one=said.get("unit_of_one"),
                method=said["method"],
            ),
        )


def observe(stage: Stage, step: Step) -> None:
    """The values of the months that the step names."""
    for series in read("observatory")["observations"]:
        indicator = stage.indicators[series["indicator"]]
        for said in series["values"]:
            if not step.said["from_month"] <= said["month"] <= step.said["to_month"]:
                continue
            note_observation(
                indicator,
                territory=stage.place,
                day=stage.calendar.end_of_month(said["month"]),
                value=Decimal(said["value"]),
                unit=indicator.unit,
                source=read("observatory")["observation_source"]["es"],
                is_illustrative=series["illustrative"],
                by=stage.ana,
                channel=step.channel,
            )


def correct(stage: Stage, step: Step) -> None:
    """New rows name the ones they correct."""
    slug = step.part.removesuffix("/corrections")
    indicator = stage.indicators[slug]
    for said in only(read("observatory")["observations"], indicator=slug)["corrections"]:
        wrong = Observation.objects.standing().get(
            indicator=indicator, day=stage.calendar.end_of_month(said["month"])
        )
        correct_observation(
            wrong,
            Decimal(said["value"]),
            unit=indicator.unit,
            source=f"{read('observatory')['observation_source']['es']} {said['reason']['es']}",
            by=stage.ana,
            channel=step.channel,
        )


def propose_limits(stage: Stage, step: Step) -> None:
    for said in _limits():
        stage.limits[said["slug"]] = propose_limit(
            slug=stage.slug(said["slug"]),
            kind=said["kind"],
            indicator=stage.indicators[said["indicator"]],
            most=Decimal(said["most"]),
            entity=stage.entity,
            territory=stage.place,
            by=stage.people[said["proposed_by"]],
            channel=step.channel,
            **authored(name=said["name"], basis=said["basis"], evidence=said["evidence"]),
        )


def review_limits(stage: Stage, step: Step) -> None:
    for said in _limits():
        limit = stage.limits[said["slug"]]
        review_limit(limit, by=stage.people[said["reviewed_by"]], channel=step.channel)


def adopt_limits(stage: Stage, step: Step) -> None:
    """In session; from then on they bind what this table may choose."""
    for said in _limits():
        limit = stage.limits[said["slug"]]
        limit = adopt_limit(limit, by=stage.rosa, **stage.how(step))
        stage.limits[said["slug"]] = limit
        add_limit(stage.table, limit, by=stage.ana, channel=step.channel)


def _limits() -> list[Row]:
    return list(read("observatory")["limits"])

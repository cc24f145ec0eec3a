"""The pictures of the network: its rows as what the kit's charts draw."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from concertar.kit import charts
from concertar.kit.charts import Caption, Figure, Label
from concertar.kit.numbers import said_number
from concertar.kit.texts import Authored
from concertar.network.models import Body, Milestone, Territory
from concertar.network.tally import Reading

Thing = TypeVar("Thing")


def _label(thing: Authored, field: str, address: str = "") -> Label:
    said = thing.said(field)
    return Label(said.text, address, said.language)


def _body_label(body: Body) -> Label:
    return _label(body, "name", reverse("network:body_detail", args=[body.slug]))


def _descent(
    inside: Mapping[object, Sequence[Thing]],
    key: Callable[[Thing], object],
    *,
    under: object = None,
    depth: int = 0,
) -> Iterator[tuple[Thing, int]]:
    """Everything inside of something, each thing followed by what is inside of it."""
    for one in inside.get(under, ()):
        yield one, depth
        yield from _descent(inside, key, under=key(one), depth=depth + 1)


# ---- places by regional assembly ----------------------------------------------------------------


def draw_regions(bodies: Sequence[Body], places: Iterable[Territory]) -> Figure:
    """A row of dots for each assembly, those with a Local Agenda 21 first; the rest at the end."""
    labels: dict[object, Label] = {body.pk: _body_label(body) for body in bodies}
    by_body: dict[object, list[Territory]] = {pk: [] for pk in labels}
    for place in places:
        known = place.assembly_id if place.assembly_id in labels else None
        by_body.setdefault(known, []).append(place)
    labels[None] = Label(gettext("Assembly unknown"))
    groups = [
        charts.Group(labels[pk], len(here), sum(place.agenda21 for place in here))
        for pk, here in by_body.items()
    ]
    tells = gettext(
        "%(all)s places, a dot for each; %(some)s of them, filled, have a Local Agenda 21. "
        "The table beside gives the numbers."
    ) % {
        "all": said_number(sum(group.count for group in groups)),
        "some": said_number(sum(group.filled for group in groups)),
    }
    says = gettext(
        "Filled: named among the places with a Local Agenda 21. Hollow: not named among them. "
        "To which assembly a place belongs is inferred."
    )
    return charts.dots(
        Caption("regions", gettext("Places by regional assembly"), says, tells),
        groups,
        head=(gettext("Regional assembly"), gettext("Places"), gettext("With Agenda 21")),
    )


# ---- bodies, one under the other ----------------------------------------------------------------


def in_descent(bodies: Iterable[Body]) -> list[tuple[Body, int]]:
    """Each body after the one that it belongs to, and how many bodies it is inside of."""
    inside: dict[object, list[Body]] = {}
    for body in bodies:
        inside.setdefault(body.parent_id, []).append(body)
    return list(_descent(inside, lambda body: body.pk))


def draw_bodies(descent: Sequence[tuple[Body, int]]) -> Figure:
    """Each body under the one that it belongs to, one step further in."""
    caption = Caption(
        "tree",
        gettext("The bodies of the network"),
        gettext(
            "A filled dot is one body. Two hollow ones stand for several that the source does "
            "not list."
        ),
        gettext(
            "Each body stands under the one that it belongs to, one step further in. The list "
            "beside names them all."
        ),
    )
    return charts.tree(
        caption,
        [charts.Node(_body_label(body), depth, body.stands_for_many) for body, depth in descent],
    )


# ---- milestones on a line of years --------------------------------------------------------------


def draw_years(milestones: Sequence[Milestone]) -> Figure:
    """Each milestone as long as the time its source leaves open, under its number in the list."""
    caption = Caption(
        "years",
        gettext("Milestones by year"),
        gettext(
            "Hollow bar: the source leaves all that time open, a whole year or several. "
            "Filled bar: the month is known."
        ),
        gettext(
            "Each milestone with its number, on the years in which it falls. The list below "
            "gives every one in words."
        ),
    )
    by_kind: dict[str, list[charts.Moment]] = {}
    for number, one in enumerate(milestones, 1):
        label = _label(one, "title", f"#{one.slug}")
        moment = charts.Moment(
            number, label, one.when, one.starts, one.ends, filled=not one.is_loose
        )
        by_kind.setdefault(one.kind, []).append(moment)
    kinds = [(str(label), by_kind.get(kind)) for kind, label in Milestone.Kind.choices]
    return charts.timeline(
        caption, [charts.Lane(label, tuple(moments)) for label, moments in kinds if moments]
    )


# ---- figures ------------------------------------------------------------------------------------


def _figure_label(reading: Reading) -> Label:
    return _label(reading.figure, "what", f"#{reading.figure.slug}")


def draw_sums(readings: Sequence[Reading]) -> list[Figure]:
    """Every figure that the source divides into parts, with its parts."""
    inside: dict[object, list[Reading]] = {}
    for reading in readings:
        inside.setdefault(reading.figure.part_of_id, []).append(reading)
    return [_sum(whole, inside) for whole in inside.get(None, ()) if whole.figure.pk in inside]


def _sum(whole: Reading, inside: Mapping[object, Sequence[Reading]]) -> Figure:
    figure = whole.figure
    numbers = {
        "total": said_number(whole.parts_total or 0),
        "value": said_number(figure.value),
    }
    if whole.parts_total == figure.value:
        says = gettext("The parts add up: %(total)s.") % numbers
    else:
        says = gettext("The parts add up to %(total)s, not to %(value)s.") % numbers
    parts = _descent(inside, lambda one: one.figure.pk, under=figure.pk, depth=1)
    return charts.parts(
        Caption(
            f"sum-{figure.slug}",
            figure.said("what").text,
            says,
            unit=figure.said("unit").text,
            source=render_to_string("network/_source.html", {"thing": figure}),
        ),
        [
            charts.Part(_figure_label(one), one.figure.value, depth)
            for one, depth in ((whole, 0), *parts)
        ],
    )


def draw_disputes(readings: Sequence[Reading]) -> Figure | None:
    """What the source says twice and differently, and what it says and is counted otherwise."""
    pairs = list(_disputes(readings))
    if not pairs:
        return None
    caption = Caption(
        "dispute",
        gettext("One number against another"),
        gettext("Filled: reported. Hollow: the other number. Every line begins at 0."),
        gettext(
            "On each line, what is reported (filled) and what stands against it (hollow); each "
            "line begins at 0. The table beside gives the numbers."
        ),
    )
    number = gettext("Number")
    return charts.pairs(
        caption, pairs, head=(gettext("Reported"), number, gettext("Against it"), number)
    )


def _disputes(readings: Sequence[Reading]) -> Iterator[charts.Pair]:
    by_key = {one.figure.pk: one for one in readings}
    seen: set[frozenset[object]] = set()
    for reading in readings:
        figure = reading.figure
        if figure.topic == figure.Topic.HISTORY:
            continue  # years are no amounts: a scale from nothing would say nothing of them
        label = _figure_label(reading)
        for other in figure.disagrees_with.all():
            pair = frozenset((figure.pk, other.pk))
            if pair not in seen and other.pk in by_key:
                seen.add(pair)
                against = _figure_label(by_key[other.pk])
                yield charts.Pair(label, figure.value, against, other.value)
        if reading.counted is not None and reading.counted != figure.value:
            here = gettext("counted here")
            counted = Label(f"{figure.get_counted_display()} ({here})")
            yield charts.Pair(label, figure.value, counted, reading.counted)

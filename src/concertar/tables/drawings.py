"""The pictures of a table: its steps and its seats. Rows in, what the kit draws out."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertar.fora.models import Guardianship
from concertar.fora.models.balance import Balance, Measure, SideBalance
from concertar.kit import charts
from concertar.kit.numbers import said_number, said_share
from concertar.tables import rules
from concertar.tables.models import Step, Table
from concertar.tables.models.table import State

# A table that only talks never comes to these; they are shown where it did or still may.
OPTIONAL = (State.SCORING, State.PROPOSING)


def stages_of(table: Table, steps: Sequence[Step]) -> tuple[charts.Stage, ...]:
    """The states in their order, each with the day on which the table last came to it."""
    came = {step.after: step.day for step in steps}
    state = State(table.state)
    if state == State.FAILED:
        state = State(steps[-1].before) if steps else State.OPEN
    place = rules.ORDER.index(state)
    shown = [
        one
        for number, one in enumerate(rules.ORDER[1:], 1)
        if one not in OPTIONAL or one in came or number >= place
    ]
    labels = [str(one.label) for one in shown]
    days = [_day(came.get(one)) if rules.ORDER.index(one) <= place else "" for one in shown]
    if table.state == State.FAILED:
        labels[shown.index(state) + 1 :] = [str(State.FAILED.label)]
        days[shown.index(state) + 1 :] = [_day(came.get(State.FAILED))]
        return charts.stages(labels, len(labels) - 1, days)
    if state not in shown:  # still in preparation
        return tuple(charts.Stage(label) for label in labels)
    is_over = state == State.FOLLOWED
    return charts.stages(labels, len(labels) if is_over else shown.index(state), days)


def _day(day: date | None) -> str:
    return date_format(day, _("j M Y")) if day else ""


def steps_back(steps: Iterable[Step]) -> list[Step]:
    """The steps that were taken backwards, the newest first."""
    back = [step for step in steps if rules.is_backwards(step.before, step.after)]
    return list(reversed(back))


def seats_of(balance: Balance, guardianships: Iterable[Guardianship]) -> charts.Figure:
    """The table seen from above."""
    sides = [side for side in balance.sides if side.seats]
    taken = ngettext("%(count)s seat is taken.", "%(count)s seats are taken.", balance.occupied) % {
        "count": said_number(balance.occupied)
    }
    weight = _("Each side weighs the same, whatever its number of seats.")
    caption = charts.Caption(name="seats", title=_("Seats by side"), says=f"{taken} {weight}")
    return charts.seats(
        caption,
        [_side(side) for side in sides],
        [_nature(guardianship) for guardianship in guardianships],
    )


def _side(side: SideBalance) -> charts.Side:
    name = side.constituency.said("name")
    seats = tuple(charts.SeatMark(mark.kind, mark.is_young) for mark in side.marks)
    return charts.Side(charts.Label(name.text, language=name.language), seats)


def _nature(guardianship: Guardianship) -> charts.Nature:
    name = guardianship.entity.said("name")
    return charts.Nature(charts.Label(name.text, language=name.language))


def unseated(balance: Balance) -> list[str]:
    """The sides of the forum that have no seat at this table: their absence is told."""
    return [side.constituency.said("name").text for side in balance.sides if not side.seats]


def quotas_of(balance: Balance) -> list[dict[str, object]]:
    """What the forum declared beside what there is; nothing where nothing was declared."""
    named: list[tuple[str, Measure]] = [
        (_("Women"), balance.women),
        (_("People of 18 to 29"), balance.young),
        (_("Poorest districts"), balance.poorest),
    ]
    return [
        {
            "label": label,
            "count": said_number(measure.count),
            "share": "–" if measure.share is None else said_share(measure.share),
            "least": said_share(measure.quota),
            "is_met": measure.is_met,
        }
        for label, measure in named
        if measure.quota is not None
    ]

"""The picture of a forum: its seats by side, and the measures beside the declared quotas."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertar.fora.models import Balance, Guardianship, Measure
from concertar.kit import charts
from concertar.kit.numbers import said_number
from concertar.kit.texts import Authored


@dataclass(frozen=True, slots=True)
class Told:
    """One quota beside what is so, in words; `is_met` is None where none was declared."""

    label: str
    now: str
    quota: str
    is_met: bool | None


def draw_seats(balance: Balance, guardianships: Iterable[Guardianship]) -> charts.Figure | None:
    """The seats around the table; None where the forum has no seat yet."""
    if not balance.seats:
        return None
    says = ngettext(
        "%(taken)s of %(count)s seat is taken; an empty one waits for a mandate.",
        "%(taken)s of %(count)s seats are taken; the empty ones wait for a mandate.",
        balance.seats,
    ) % {"taken": said_number(balance.occupied), "count": said_number(balance.seats)}
    caption = charts.Caption(
        name="seats",
        title=_("Who sits in the forum"),
        says=says,
        tells=_("Seats by side, with the women, the young people and the empty seats of each."),
    )
    sides = [
        charts.Side(
            _label(side.constituency),
            tuple(charts.SeatMark(mark.kind, mark.is_young) for mark in side.marks),
        )
        for side in balance.sides
    ]
    entities = {one.entity_id: one.entity for one in guardianships}
    natures = [charts.Nature(_label(entity)) for entity in entities.values()]
    return charts.seats(caption, sides, natures)


def tell_balance(balance: Balance) -> list[Told]:
    """Sides, women, youth and poorest districts: what is so, and what was declared."""
    sides = [
        Told(
            side.constituency.said("name").text,
            _seats(side.occupied),
            _("at least %(count)s") % {"count": said_number(side.constituency.least_seats)},
            side.is_met,
        )
        for side in balance.sides
    ]
    measures = (
        (_("Women"), balance.women),
        (_("People of 18 to 29"), balance.young),
        (_("Poorest districts"), balance.poorest),
    )
    return [*sides, *(_told(label, measure) for label, measure in measures)]


def _told(label: str, measure: Measure) -> Told:
    now = _seats(measure.count)
    if measure.share is not None:
        now = _("%(seats)s, %(share)s %%") % {"seats": now, "share": _percent(measure.share)}
    quota = _("not declared")
    if measure.quota is not None:
        quota = _("at least %(share)s %%") % {"share": _percent(measure.quota)}
    return Told(label, now, quota, measure.is_met)


def _seats(count: int) -> str:
    return ngettext("%(count)s seat", "%(count)s seats", count) % {"count": said_number(count)}


def _percent(share: Decimal) -> str:
    return said_number(round(share * 100))


def _label(thing: Authored) -> charts.Label:
    said = thing.said("name")
    return charts.Label(said.text, language=said.language)

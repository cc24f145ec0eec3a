"""What this installation can count itself, to hold beside what a source reports."""

from dataclasses import dataclass

from django.db.models import Count

from concertar.kit.access import Visitor
from concertar.network.models import (
    Affiliation,
    Body,
    Programme,
    ReportedFigure,
    Territory,
    ThematicGroup,
)

Counted = ReportedFigure.Counted


@dataclass(frozen=True, slots=True)
class Reading:
    """One reported figure, beside what it can be held against."""

    figure: ReportedFigure
    counted: int | None  # what is counted here, where that is possible
    parts_total: int | None  # the sum of its parts, where the source gives parts

    @property
    def differs(self) -> bool:
        """Whether an exact figure is not what is counted here, or not the sum of its parts."""
        if self.figure.qualifier or self.figure.value_to is not None:
            return False
        beside = (self.counted, self.parts_total)
        return any(number is not None and number != self.figure.value for number in beside)


def counted_here(person: Visitor) -> dict[str, int]:
    """Every count that a figure may be held against, in five queries."""
    affiliations = Affiliation.objects.visible_to(person).present().order_by()
    by_group = {
        (standing, group): number
        for standing, group, number in affiliations.values_list(
            "standing", "institution__source_group"
        ).annotate(Count("pk"))
    }
    places = Territory.objects.visible_to(person).local().order_by()
    by_agenda = dict(places.values_list("agenda21").annotate(Count("pk")))
    counts = {
        f"{standing}_{group}": number for (standing, group), number in by_group.items() if group
    }
    counts |= {
        Counted.AFFILIATED: sum(by_group.values()),
        Counted.FOUNDING: _sum_of("founding", by_group),
        Counted.MEMBERS: _sum_of("member", by_group),
        Counted.PLACES: sum(by_agenda.values()),
        Counted.AGENDA21_PLACES: by_agenda.get(True, 0),
        Counted.REGIONAL_ASSEMBLIES: Body.objects.visible_to(person).regional().count(),
        Counted.THEMATIC_GROUPS: ThematicGroup.objects.visible_to(person).count(),
        Counted.ACTION_PROGRAMMES: Programme.objects.visible_to(person).actions().count(),
    }
    return {code: counts.get(code, 0) for code in Counted.values if code}


def _sum_of(standing: str, by_group: dict[tuple[str, str], int]) -> int:
    return sum(number for (one, _group), number in by_group.items() if one == standing)


def readings(figures: list[ReportedFigure], person: Visitor) -> list[Reading]:
    """Each figure beside what is counted here and beside the sum of its parts."""
    counts = counted_here(person)
    parts: dict[object, int] = {}
    for figure in figures:
        if figure.part_of_id is not None:
            parts[figure.part_of_id] = parts.get(figure.part_of_id, 0) + figure.value
    return [Reading(figure, counts.get(figure.counted), parts.get(figure.pk)) for figure in figures]

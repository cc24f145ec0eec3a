"""Which sheets are in: what a facilitator may know of a sealed sheet, and no more.

Nothing here depends on what a sheet says. A sheet counts while it scores exactly the options that
the table has: were it to lapse by its scores, the lapse would tell them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef

from concertar.tables.models.facts import Facts
from concertar.tables.models.sheet import Countersign, Score, Sheet


class Standing(StrEnum):
    """Where the sheet of one party stands."""

    MISSING = "missing"
    UNSIGNED = "unsigned"  # typed in from paper, not yet countersigned
    OUTDATED = "outdated"  # options came or went since
    IN = "in"


@dataclass(frozen=True, slots=True)
class SheetOf:
    """The sheet of one party that counts, the one that waits, and where that leaves the party."""

    standing: Standing
    sheet: Sheet | None = None
    waiting: Sheet | None = None  # the last one typed in, if nobody vouched for it yet


def sheets_in(facts: Facts) -> dict[UUID, SheetOf]:
    """Of each party that came, by actor: three queries."""
    rows = Sheet.objects.filter(actor__table=facts.table).order_by("actor", "number")
    signed = Countersign.objects.filter(sheet=OuterRef("pk"))
    last: dict[UUID, Sheet] = {}
    waiting: dict[UUID, Sheet] = {}
    for sheet in rows.annotate(is_countersigned=Exists(signed)):
        if sheet.mandate_id is not None or sheet.is_countersigned:  # type: ignore[attr-defined]
            last[sheet.actor_id] = sheet
            waiting.pop(sheet.actor_id, None)
        else:
            waiting[sheet.actor_id] = sheet
    scored: dict[UUID, set[UUID]] = {}
    scores = Score.objects.filter(sheet__in=[sheet.pk for sheet in last.values()])
    for sheet_id, option in scores.values_list("sheet", "option"):
        scored.setdefault(sheet_id, set()).add(option)
    live = {option.pk for issue in facts.issues for option in facts.live(issue)}
    return {
        actor.pk: _standing(last.get(actor.pk), waiting.get(actor.pk), scored, live)
        for actor in facts.parties
    }


def _standing(
    sheet: Sheet | None, waiting: Sheet | None, scored: Mapping[UUID, set[UUID]], live: set[UUID]
) -> SheetOf:
    if sheet is not None and scored.get(sheet.pk, set()) == live:
        return SheetOf(Standing.IN, sheet, waiting)
    if waiting is not None:
        return SheetOf(Standing.UNSIGNED, sheet, waiting)
    return SheetOf(Standing.MISSING if sheet is None else Standing.OUTDATED, sheet)


def are_all_in(found: Mapping[UUID, SheetOf]) -> bool:
    return bool(found) and all(one.standing == Standing.IN for one in found.values())

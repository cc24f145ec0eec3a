"""What every sheet of this room says first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from concertar.kit import paper
from concertar.kit.paper import said
from concertar.tables.models import Actor, Table


@dataclass(frozen=True, slots=True)
class Print:
    """What a sheet needs to know besides its noun: its table, where it is read, the moment."""

    table: Table
    address: str
    made_at: datetime

    def content(
        self,
        title: str,
        body: dict[str, Any],
        *,
        lede: str = "",
        marks: Iterable[str] = (),
        sha256: str = "",
    ) -> paper.Content:
        """`sha256` is that of the text that binds, where there is one: every page names it."""
        table = self.table
        warnings = list(marks)
        if table.is_illustrative:
            warnings.append(
                gettext("Illustrative case: nobody who exists takes part, signs or is late here.")
            )
        return paper.Content(
            title=title,
            lede=lede,
            body=body,
            address=self.address,
            made_at=self.made_at,
            kicker=f"{table.forum.said('name')} · {table.said('title')}",
            mark=" ".join(warnings),
            mark_short=gettext("Illustrative") if table.is_illustrative else "",
            foot=gettext("Text %(hash)s") % {"hash": paper.in_short(sha256)} if sha256 else "",
        )


def day_said(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def sides_of(actors: Iterable[Actor]) -> list[tuple[dict[str, str], list[Actor]]]:
    """The actors under the name of their constituency, in the forum's order."""
    sides: dict[Any, tuple[dict[str, str], list[Actor]]] = {}
    for actor in actors:
        side = actor.seat.constituency
        sides.setdefault(side.pk, (said(side, "name"), []))[1].append(actor)
    return list(sides.values())


def parties_of(table: Table) -> list[Actor]:
    """Those who came, side by side."""
    present = table.actors.filter(is_empty_chair=False)
    present = present.select_related("seat__constituency", "seat__institution")
    return list(present.order_by("seat__constituency__order", "seat__constituency", "order", "id"))

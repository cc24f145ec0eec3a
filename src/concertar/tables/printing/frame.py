"""What every sheet of a table says first, and the parties as sheets name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from concertar.kit import clock, paper
from concertar.kit.paper import said
from concertar.network.models import Mandate
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import Publishes


@dataclass(frozen=True, slots=True)
class Print:
    """What a sheet needs to know besides its table: where to read the same, and the moment."""

    table: Table
    address: str
    made_at: datetime

    @property
    def today(self) -> date:
        return self.table.forum.day_of(self.made_at)

    def content(self, title: str, body: dict[str, Any], *, lede: str = "") -> paper.Content:
        table = self.table
        return paper.Content(
            title=title,
            lede=lede,
            body=body,
            address=self.address,
            made_at=self.made_at,
            kicker=f"{table.forum.said('name')} · {table.said('title')}",
            mark=gettext("Illustrative case: nobody who exists takes part, signs or is late here.")
            if table.is_illustrative
            else "",
            mark_short=gettext("Illustrative") if table.is_illustrative else "",
        )


def actors_of(table: Table) -> list[Actor]:
    """Everybody at the table, empty chairs too, side by side and in the table's order."""
    actors = table.actors.select_related("seat__constituency", "seat__institution")
    return list(actors.order_by("seat__constituency__order", "seat__constituency", "order", "id"))


def by_side(actors: Iterable[Actor]) -> list[tuple[dict[str, str], list[Actor]]]:
    """The actors under the name of their constituency."""
    sides: dict[Any, tuple[dict[str, str], list[Actor]]] = {}
    for actor in actors:
        side = actor.seat.constituency
        sides.setdefault(side.pk, (said(side, "name"), []))[1].append(actor)
    return list(sides.values())


def speakers(table: Table, day: date) -> dict[Any, list[Mandate]]:
    """Who speaks for each institution at this table on a day, delegates before alternates."""
    found: dict[Any, list[Mandate]] = {}
    mandates = Mandate.objects.filter(delegate__seat__actors__table=table)
    mandates = mandates.covering(table.forum.slug).valid_on(day).select_related("person")
    for one in mandates.order_by("-capacity", "starts"):
        found.setdefault(one.institution_id, []).append(one)
    return found


def spoken_by(mandate: Mandate) -> str:
    """`Marcela Ríos (delegate)`, as one line of a sheet."""
    return f"{mandate.person.name} ({mandate.get_capacity_display().lower()})"


def when_said(table: Table, moment: datetime) -> str:
    """A day and an hour by the clocks of the table's place."""
    local = clock.in_zone(moment, table.forum.zone)
    return f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'H:i')}"


def rule_of(table: Table, *, with_scores: bool = True) -> list[str]:
    """The rule the table declared, in sentences; what it publishes of the scores is the last."""
    count = table.least_signatures
    sides = [str(one.said("name")) for one in table.required_constituencies.all()]
    must = [actor.seat.institution.name for actor in actors_of(table) if actor.must_sign]
    sentences = [
        ngettext(
            "The agreement stands with %(count)s signature at least.",
            "The agreement stands with %(count)s signatures at least.",
            count,
        )
        % {"count": count}
    ]
    if sides:
        sentences.append(gettext("These sides must sign: %(sides)s.") % {"sides": ", ".join(sides)})
    if must:
        sentences.append(
            gettext("Without the signature of any of these it does not stand: %(who)s.")
            % {"who": ", ".join(must)}
        )
    sentences.append(
        gettext("Whoever signs may write a reservation, which is printed beside its clause.")
        if table.may_reserve
        else gettext("One signs the whole text or does not sign: there are no reservations.")
    )
    if with_scores:
        sentences.append(
            gettext("Published of the scores, with the agreement: %(what)s.")
            % {"what": Publishes(table.publishes).label.lower()}
        )
    return sentences

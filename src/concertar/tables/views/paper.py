"""The sheets of a table, for whoever sees the table; with every party's, for its facilitators."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from concertar.fora import rules as fora_rules
from concertar.kit import clock, paper
from concertar.kit.numbers import said_number
from concertar.tables import printing, wording
from concertar.tables.models import Actor, Meeting, Option, Table
from concertar.tables.printing.frame import Print, actors_of

MOST = 100  # sheets in one file
MOST_ROWS = 4000  # of scores in one file: to set more of them keeps everybody else waiting

# What each name in the address prints.
ONE_FOR_ALL: dict[str, Callable[[Print], paper.Sheet]] = {
    "consent": printing.consent,
    "options": printing.options,
}
OF_A_MEETING: dict[str, Callable[[Print, Meeting | None], paper.Sheet]] = {
    "attendance": printing.attendance,
    "notice": lambda to, meeting: printing.convocation(to, meeting, ()),
}
ONE_EACH: dict[str, Callable[[Print, list[Actor]], paper.Sheet]] = {
    "interests": printing.interests,
    "scores": printing.scores,
}


@require_safe
def table_paper(request: HttpRequest, slug: str, sheet: str) -> HttpResponse:
    tables = Table.objects.visible_to(request.user).select_related("forum__territory")
    table = get_object_or_404(tables, slug=slug)
    address = request.build_absolute_uri(reverse("tables:table_detail", args=[slug]))
    made = _made(request, Print(table, address, clock.now()), sheet)
    if made is None:
        most = said_number(_most_sheets(request, table, sheet))
        text = wording.TOO_MANY_SHEETS % {"most": most}
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    return paper.answer(made, f"{slug}-{sheet}")


def _made(request: HttpRequest, to: Print, sheet: str) -> paper.Sheet | None:
    """The sheet, or nothing where one file would hold too many of them."""
    if sheet in ONE_FOR_ALL:
        return ONE_FOR_ALL[sheet](to)
    if sheet in OF_A_MEETING:
        return OF_A_MEETING[sheet](to, _meeting(request, to.table))
    if sheet not in ONE_EACH and sheet != "convocation":
        raise Http404
    parties = _parties(request, to.table, with_empty_chairs=sheet == "convocation")
    if len(parties) > _most_sheets(request, to.table, sheet):
        return None
    if sheet == "convocation":
        return printing.convocation(to, _meeting(request, to.table), parties)
    return ONE_EACH[sheet](to, parties)


def _most_sheets(request: HttpRequest, table: Table, sheet: str) -> int:
    """How many parties one file serves; one at least, however long its sheet is."""
    if sheet != "scores":
        return MOST
    rows = Option.objects.visible_to(request.user).filter(issue__table=table).count()
    return max(1, min(MOST, MOST_ROWS // max(1, rows)))


def _meeting(request: HttpRequest, table: Table) -> Meeting | None:
    """The meeting that `?meeting=` names, else the last one that was called."""
    meetings = Meeting.objects.visible_to(request.user).filter(table=table)
    number = request.GET.get("meeting", "")
    if not number:
        return meetings.order_by("-number").first()
    if not number.isascii() or not number.isdecimal() or len(number) > 4:
        raise Http404
    return get_object_or_404(meetings, number=int(number))


def _parties(request: HttpRequest, table: Table, *, with_empty_chairs: bool) -> list[Actor]:
    """The party that `?party=` names; else all of them for a facilitator, and none for others."""
    actors = [one for one in actors_of(table) if with_empty_chairs or not one.is_empty_chair]
    if wanted := request.GET.get("party", ""):
        named = [one for one in actors if one.seat.institution.slug == wanted]
        if not named:
            raise Http404
        return named
    return actors if fora_rules.may_facilitate(request.user, table.forum) else []

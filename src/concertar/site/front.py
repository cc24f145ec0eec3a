"""What the home page and the search page show: only what the network has, each with its source."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from concertar.kit.search import Found, Hit
from concertar.network.models import Milestone, Programme, ReportedFigure, Territory
from concertar.site import map as drawn_map
from concertar.tables import rules
from concertar.tables.models import Table

# Lists that can be asked with words of their own, by what they list.
LISTS = {
    "network.institution": "network:institution_list",
    "network.territory": "network:place_list",
}
LATEST = 4
FEATURED = (
    "instituciones-afiliadas",
    "ciudades",
    "ciudades-agenda-21",
    "participantes",
    "eventos",
    "personas-voluntarias",
)


def front_page(request: HttpRequest) -> dict[str, Any]:
    """What the home page says of the network itself; the rest stands in its slots."""
    seen = Territory.objects.visible_to(request.user).local().located()
    counted = seen.select_related("parent").with_institution_counts()
    places: list[Any] = list(counted.order_by("sort_name", "path"))
    return {
        "places": places,
        "map": drawn_map.draw(tuple(on_map(p, members=p.institution_count) for p in places)),
        "figures": _figures(request),
        "steps": [state.label for state in rules.ORDER[1:]],  # all but its preparation
        "has_tables": Table.objects.visible_to(request.user).exists(),
    }


def programmes_under_way(request: HttpRequest) -> SafeString:
    programmes = Programme.objects.visible_to(request.user).actions()
    known = programmes.prefetch_related("supported_by", "thematic_groups")
    return render_to_string("site/_programmes.html", {"programmes": known})


def latest_milestones(request: HttpRequest) -> SafeString:
    milestones = Milestone.objects.visible_to(request.user).order_by("-ends", "-starts", "slug")
    return render_to_string("site/_milestones.html", {"milestones": milestones[:LATEST]})


@dataclass(frozen=True, slots=True)
class FoundRoom:
    """What a question found in one room: how much, the best of it, and where the rest stands."""

    label: str
    count: int
    hits: tuple[Hit, ...]
    more: str


def by_room(found: Found) -> list[FoundRoom]:
    """The hits of a search under the rooms they belong to."""
    rooms = []
    for one in found.counts:
        hits = tuple(hit for hit in found.hits if hit.kind == one.kind)
        page = LISTS.get(one.kind, "") if one.count > len(hits) else ""
        more = f"{reverse(page)}?{urlencode({'q': found.text})}" if page else ""
        rooms.append(FoundRoom(one.label, one.count, hits, more))
    return rooms


def on_map(place: Territory, *, members: int) -> drawn_map.Place:
    """A place as the map needs it: a phone names capitals first, then whoever brings most."""
    is_city = place.kind == Territory.Kind.CITY
    is_capital = place.parent is not None and place.parent.name == place.name
    return drawn_map.Place(
        name=place.name,
        latitude=float(place.latitude or 0),
        longitude=float(place.longitude or 0),
        address=reverse("network:place_detail", args=[place.slug]),
        filled=place.agenda21,
        weight=8 * is_capital + 4 * is_city + 2 * place.agenda21 + members,
    )


def _figures(request: HttpRequest) -> list[ReportedFigure]:
    """The figures of the front page in their order; a network with others shows its first ones."""
    figures = ReportedFigure.objects.visible_to(request.user).select_related("source")
    featured = {figure.slug: figure for figure in figures.filter(slug__in=FEATURED)}
    in_order = [featured[slug] for slug in FEATURED if slug in featured]
    return in_order or list(figures.filter(part_of__isnull=True)[: len(FEATURED)])

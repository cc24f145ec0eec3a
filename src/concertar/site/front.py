"""What the home page shows: only what the network has, each thing with its source."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from concertar.network.models import Milestone, Programme, ReportedFigure, Territory
from concertar.site import map as drawn_map
from concertar.site import wording

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
    """Everything on the home page, in five queries."""
    places = list(Territory.objects.visible_to(request.user).local().located())
    programmes = Programme.objects.visible_to(request.user).filter(kind=Programme.Kind.ACTION)
    milestones = Milestone.objects.visible_to(request.user).order_by("-ends", "-starts", "slug")
    return {
        "places": places,
        "map": drawn_map.draw(tuple(_on_map(place) for place in places)),
        "programmes": programmes.prefetch_related("supported_by", "thematic_groups"),
        "milestones": milestones[:LATEST],
        "figures": _figures(request),
        "steps": wording.STEPS,
    }


def _on_map(place: Territory) -> drawn_map.Place:
    """A place as the map needs it: on a phone, provincial cities are named before districts."""
    return drawn_map.Place(
        name=place.name,
        latitude=float(place.latitude or 0),
        longitude=float(place.longitude or 0),
        address=reverse("network:place_detail", args=[place.slug]),
        filled=place.agenda21,
        weight=2 * (place.kind == Territory.Kind.CITY) + place.agenda21,
    )


def _figures(request: HttpRequest) -> list[ReportedFigure]:
    """The figures of the front page in their order; a network with others shows its first ones."""
    figures = ReportedFigure.objects.visible_to(request.user).select_related("source")
    featured = {figure.slug: figure for figure in figures.filter(slug__in=FEATURED)}
    in_order = [featured[slug] for slug in FEATURED if slug in featured]
    return in_order or list(figures.filter(part_of__isnull=True)[: len(FEATURED)])

"""What of the network is found by words, and by which."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concertar.kit.search import Searchable, register
from concertar.network.models import (
    Body,
    Institution,
    Milestone,
    Programme,
    ReportedFigure,
    Territory,
)


def _texts_of_institution(institution: Institution) -> Iterator[str]:
    yield institution.acronym
    yield institution.place.name if institution.place else ""


def _texts_of_place(place: Territory) -> Iterator[str]:
    yield place.parent.name if place.parent else ""


def _texts_of_programme(programme: Programme) -> Iterator[str]:
    """The words of its themes, priorities, strategies and groups are found here too."""
    for line in programme.lines.all():
        yield from (line.text, *line.translations.get("en", {}).values())
    for group in programme.thematic_groups.all():
        yield from (group.name, *group.translations.get("en", {}).values())


register(
    Searchable(
        Territory,
        _("Places"),
        rows=lambda: Territory.objects.select_related("parent"),
        address=lambda one: reverse("network:place_detail", args=[one.slug]),
        texts=_texts_of_place,
    )
)
register(
    Searchable(
        Institution,
        _("Institutions"),
        rows=lambda: Institution.objects.select_related("place"),
        address=lambda one: reverse("network:institution_detail", args=[one.slug]),
        texts=_texts_of_institution,
    )
)
register(
    Searchable(
        Body,
        _("Bodies"),
        rows=lambda: Body.objects.all(),
        address=lambda one: reverse("network:body_detail", args=[one.slug]),
    )
)
register(
    Searchable(
        Programme,
        _("Programmes"),
        rows=lambda: Programme.objects.prefetch_related("lines", "thematic_groups"),
        address=lambda one: reverse("network:programme_detail", args=[one.slug]),
        texts=_texts_of_programme,
    )
)
register(
    Searchable(
        Milestone,
        _("Milestones"),
        rows=lambda: Milestone.objects.all(),
        address=lambda one: f"{reverse('network:milestone_list')}#{one.slug}",
        title="title",
    )
)
register(
    Searchable(
        ReportedFigure,
        _("Reported figures"),
        rows=lambda: ReportedFigure.objects.all(),
        address=lambda one: f"{reverse('network:figure_list')}#{one.slug}",
        title="what",
    )
)

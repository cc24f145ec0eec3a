"""What is documented of the network: its milestones and the figures that its source reports."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from concertar.kit.exports import download
from concertar.kit.listing import downloads_of
from concertar.network import drawings, exports, tally
from concertar.network.models import Milestone, ReportedFigure


@require_safe
def milestone_list(request: HttpRequest) -> HttpResponse:
    milestones = list(Milestone.objects.visible_to(request.user).select_related("place", "source"))
    context = {
        "milestones": milestones,
        "drawing": drawings.draw_years(milestones),
        "downloads": downloads_of(request.path),
    }
    return render(request, "network/milestone_list.html", context)


@require_safe
def milestone_export(request: HttpRequest, form: str) -> HttpResponseBase:
    milestones = Milestone.objects.visible_to(request.user).select_related("place", "source")
    return download(request, exports.MILESTONES, milestones, form)


def _readings(request: HttpRequest) -> list[tally.Reading]:
    figures = ReportedFigure.objects.visible_to(request.user).select_related("source", "part_of")
    topics = ReportedFigure.Topic.values
    in_order = sorted(
        figures.prefetch_related("disagrees_with"), key=lambda x: topics.index(x.topic)
    )
    return tally.readings(in_order, request.user)


@require_safe
def figure_list(request: HttpRequest) -> HttpResponse:
    readings = _readings(request)
    topics = [
        (label, [reading for reading in readings if reading.figure.topic == topic])
        for topic, label in ReportedFigure.Topic.choices
    ]
    context = {
        "readings": readings,
        "topics": [(label, rows) for label, rows in topics if rows],
        "sums": drawings.draw_sums(readings),
        "disputes": drawings.draw_disputes(readings),
        "downloads": downloads_of(request.path),
    }
    return render(request, "network/figure_list.html", context)


@require_safe
def figure_export(request: HttpRequest, form: str) -> HttpResponseBase:
    return download(request, exports.FIGURES, _readings(request), form)

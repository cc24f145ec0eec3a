"""The pages for what goes wrong: each says what happened and what to do next.

Those for a broken server ask nothing of the database: they must stand when everything else has
fallen. Whoever is told no, and spoke for an institution until a while ago, is told that too.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader

from concertar.kit import clock
from concertar.kit.access import Refused, all_refusals, is_signed_in, sentence
from concertar.network.models import Mandate

A_WHILE = timedelta(days=365)
log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _plain("400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", {"ended": _ended_mandates(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", {"ended": _ended_mandates(request)}, status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return _plain("500.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its proof that it was ours: mostly an old page or no cookies."""
    log.warning("Form refused at %s: %s", request.path, reason)
    return render(request, "403_csrf.html", status=403)


class Refusals:
    """Answers 409 with its sentence where a page left a refusal unsaid, as a library's may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        if not isinstance(trouble, Refused):
            return None
        said = {"sentence": sentence(trouble, all_refusals())}
        return render(request, "409.html", said, status=409)


def _plain(template: str, status: int) -> HttpResponse:
    """A page made without the request: no person, no session, no query."""
    page = loader.get_template(template).render({"network_name": settings.NETWORK_NAME})
    return HttpResponse(page, status=status)


def _ended_mandates(request: HttpRequest) -> list[Mandate]:
    """The mandates by which this person spoke until lately and no longer does, the last first."""
    person = getattr(request, "user", None)
    if person is None or not is_signed_in(person):
        return []
    today = clock.in_zone(clock.now(), settings.TIME_ZONE).date()
    held = Mandate.objects.visible_to(person).held_by(person)
    ended = held.ended_before(today).filter(ends__gte=today - A_WHILE)
    return list(ended.select_related("institution").order_by("-ends", "pk"))

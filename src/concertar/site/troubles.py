"""The pages for what goes wrong: each says what happened and what to do next.

They ask nothing of the database: the page for a broken server must stand when everything else has
fallen.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader

from concertar.kit.access import Refused, all_refusals, sentence

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _plain("400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


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

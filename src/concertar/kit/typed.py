"""What people type, before any form or list reads it: without the signs that nobody sees.

A telephone's clipboard brings along signs of no width and of direction. Left in a text that is
signed by its hash, they would let it be shown otherwise than it reads; so they are taken out, once
for every form. What comes in files and by commands is refused instead (see `cells`).
"""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from concertar.kit.signs import seen_of

EXACT = "password"  # in the name of a field: it is compared as it was typed


class WithoutHiddenSigns:
    """Middleware: the words of a form as everybody sees them, with one kind of line break."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.GET:  # PostgreSQL takes no NUL, not even to look for it
            request.GET = cast(Any, _seen(request.GET))
        if request.method == "POST":
            request.POST = cast(Any, _seen(request.POST))  # closed again, as it came


def _seen(sent: QueryDict) -> QueryDict:
    found = sent.copy()
    for name, values in sent.lists():
        if EXACT not in name:
            found.setlist(name, [seen_of(value) for value in values])
    found._mutable = False
    return found

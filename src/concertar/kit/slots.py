"""Slots: a page of a lower room leaves a named place, and the roof decides what stands there.

A template says `{% slot "network:place_below" place %}`. `site/wiring.py` fills the slots when the
site starts; what it names is called with the request and whatever the template hands over, and
answers with the HTML to show. A slot nobody fills shows nothing.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Filler = Callable[..., SafeString]

_fillers: dict[str, list[Filler]] = {}


def fill(slot: str, filler: Filler) -> None:
    """Let `filler(request, *things)` stand in a slot, after what already stands there."""
    fillers = _fillers.setdefault(slot, [])
    if filler not in fillers:
        fillers.append(filler)


def empty(slot: str) -> None:
    """Take out whatever stands in a slot."""
    _fillers.pop(slot, None)


def shown(slot: str, request: HttpRequest, *things: Any) -> SafeString:
    """What stands in a slot; anything that is not known to be safe is escaped."""
    return format_html_join(
        "\n", "{}", ((filler(request, *things),) for filler in _fillers.get(slot, ()))
    )

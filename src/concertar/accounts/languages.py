"""Which languages there are to choose from, and which one a request is answered in."""

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language_info

from concertar.kit.texts import languages


def own_names() -> list[tuple[str, str]]:
    """The languages of the site, each called as its speakers call it."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in languages()]


def language_for(request: HttpRequest) -> str:
    """What the person chose; else what Django reads from the switch's cookie and the browser."""
    chosen = getattr(request.user, "language", "")
    return chosen if chosen in languages() else translation.get_language_from_request(request)

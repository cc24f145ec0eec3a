"""What every answer owes to its reader: their language, and that nobody else gets their page.

The language is the person's choice, else the switch's, the browser's, Spanish.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from concertar.kit.texts import languages


def language_for(request: HttpRequest) -> str:
    """What the person chose; else what Django reads from the switch's cookie and the browser."""
    chosen = getattr(request.user, "language", "")
    return chosen if chosen in languages() else translation.get_language_from_request(request)


class ReaderLanguage:
    """Stands after the sign-in, because a person's choice comes before the browser's wish.

    Addresses carry no language, so every answer says which one it is in and what it depends on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_for(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language  # where Django's own parts look for it
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response


class PrivatePages:
    """No store on the way keeps a page made for one person, or one that hands out a cookie.

    Stands before whatever sets cookies, so that it sees them all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        person = getattr(request, "user", None)  # a refused host never got as far
        is_private = response.cookies or (person is not None and person.is_authenticated)
        if is_private and "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response

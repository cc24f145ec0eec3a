"""What every page knows: whose network this is, its own address, and the ways out of it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from concertar.kit.texts import own_names
from concertar.site.navigation import archive_for, rooms_for


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "network_name": settings.NETWORK_NAME,
        "is_demo": settings.DEMO,
        "source_code": settings.SOURCE_CODE,
        "canonical": request.build_absolute_uri(request.path),
        "dictionary_url": reverse("site:dictionary"),
        "own_names": own_names(),
        "rooms": rooms_for(request),
        "archive": archive_for(request),
    }

"""What every page knows: whose network this is and whether it is the demo."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    return {"network_name": settings.NETWORK_NAME, "is_demo": settings.DEMO}

"""What of the fora is found by words, and by which."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Forum
from concertar.kit.search import Searchable, register


def _texts_of_forum(forum: Forum) -> Iterator[str]:
    yield forum.territory.name if forum.territory else ""
    yield forum.consortium.name if forum.consortium else ""


register(
    Searchable(
        Forum,
        _("Fora"),
        rows=lambda: Forum.objects.select_related("territory", "consortium"),
        address=lambda one: reverse("fora:forum_detail", args=[one.slug]),
        texts=_texts_of_forum,
    )
)

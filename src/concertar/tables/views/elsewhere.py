"""What tables show on pages of the rooms below: the site's wiring puts it there."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from concertar.fora.models import Forum
from concertar.tables.models import Table

MOST = 50


def tables_of_forum(request: HttpRequest, forum: Forum) -> SafeString:
    """What a forum negotiates and has negotiated, the one that decides last first: one query."""
    tables = Table.objects.visible_to(request.user).filter(forum=forum)
    return render_to_string(
        "tables/_of_forum.html", {"tables": list(tables[:MOST]), "forum": forum}, request
    )

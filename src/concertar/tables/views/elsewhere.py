"""What tables show on pages of the rooms below: the site's wiring puts it there."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from concertar.fora.models import Facilitator, Forum
from concertar.tables import notice
from concertar.tables.models import Table

MOST = 50


def tables_of_forum(
    request: HttpRequest, forum: Forum, facilitators: Iterable[Facilitator]
) -> SafeString:
    """What a forum negotiates and has negotiated, the one that decides last first: one query.

    Of those who facilitate it, who were read already, each is led to preparing another.
    """
    tables = Table.objects.visible_to(request.user).filter(forum=forum)
    context = {
        "tables": list(tables[:MOST]),
        "forum": forum,
        "may_prepare": any(one.person_id == request.user.pk for one in facilitators),
        "over": notice.OVER,
    }
    return render_to_string("tables/_of_forum.html", context, request)

"""How a limit is said on a page."""

from django import template
from django.utils.translation import gettext as _

from concertar.kit.numbers import said_number
from concertar.observatory.drawings import places_of
from concertar.observatory.models import Limit

register = template.Library()


@register.filter
def said_ends(limit: Limit) -> str:
    """`at most 250 µg/m³`, `at least 5 mg/l`, `from 6,5 to 8,5`."""
    unit = limit.indicator.said("unit").text
    least, most = (
        "" if end is None else said_number(end, places=places_of([end]), unit=unit)
        for end in (limit.least, limit.most)
    )
    if least and most:
        return _("from %(least)s to %(most)s") % {"least": least, "most": most}
    if most:
        return _("at most %(most)s") % {"most": most}
    return _("at least %(least)s") % {"least": least}

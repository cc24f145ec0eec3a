"""How templates of the network say what a row alone does not: coordinates and standings."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from concertar.kit.numbers import said_number
from concertar.network.lists import STANDINGS
from concertar.network.models import Sourced, Territory

register = template.Library()


@register.filter
def said_coordinates(place: Territory) -> str:
    """`9,0751° S, 78,5937° O`"""
    if place.latitude is None or place.longitude is None:
        return ""
    north = pgettext("compass", "N") if place.latitude >= 0 else pgettext("compass", "S")
    east = pgettext("compass", "E") if place.longitude >= 0 else pgettext("compass", "W")
    latitude = said_number(abs(place.latitude), places=4)
    longitude = said_number(abs(place.longitude), places=4)
    return f"{latitude}° {north}, {longitude}° {east}"


@register.filter
def said_standing(code: str) -> str:
    return str(STANDINGS.get(code, code))


@register.simple_tag
def inferred(thing: Sourced, field: str) -> SafeString | str:
    """The mark of a value that the source does not give, or nothing."""
    if field not in thing.inferred_fields:
        return ""
    return format_html(' <span class="mark">{}</span>', gettext("inferred"))


@register.simple_tag
def value(thing: Sourced, field: str, said: str) -> SafeString:
    """A value in a long list: underlined with dots, and said to be inferred, where it is."""
    if field not in thing.inferred_fields:
        return format_html("{}", said)
    return format_html(
        '<span class="inferred">{}<span class="vh"> ({})</span></span>', said, gettext("inferred")
    )

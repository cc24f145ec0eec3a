"""Numbers in templates, as they are printed here: `{{ count|said_number }}`."""

from django import template

from concertar.kit import numbers

register = template.Library()


@register.filter
def said_number(value: int | None) -> str:
    return "" if value is None else numbers.said_number(value)

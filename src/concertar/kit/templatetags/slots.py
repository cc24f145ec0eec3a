"""The tag that leaves a slot in a page: `{% slot "network:place_below" place %}`."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from concertar.kit import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, *things: Any) -> SafeString:
    return slots.shown(name, context["request"], *things)

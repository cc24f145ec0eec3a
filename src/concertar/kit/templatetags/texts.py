"""How templates say a text that somebody wrote: `{{ body|said:"name" }}`, escaped always."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from concertar.kit.texts import Authored, language_name, marked, of_the, reading_language

register = template.Library()


@register.filter
def said(thing: Authored, field: str) -> SafeString:
    """The text in the reader's language; wrapped with its own language where that differs."""
    text = thing.said(field)
    return marked(text.text, text.language)


@register.filter
def said_of(thing: Authored, field: str) -> SafeString:
    """The same, with what joins it to a thing of it: “del Foro de Ilo”, “of the City forum”."""
    text, here = thing.said(field), reading_language()
    return format_html("{} {}", of_the(text.text, here), marked(text.text, text.language))


@register.filter
def said_plainly(thing: Authored, field: str) -> str:
    """The text without any mark-up: for attributes and for the page's title."""
    return thing.said(field).text


@register.filter
def said_in_paragraphs(thing: Authored, field: str) -> SafeString:
    """A long text, a paragraph wherever its writer left an empty line."""
    text = thing.said(field)
    paragraphs = [part.strip() for part in re.split(r"\r?\n\s*\n", text.text) if part.strip()]
    if text.language == reading_language():
        return format_html_join("\n", "<p>{}</p>", ((part,) for part in paragraphs))
    return format_html_join(
        "\n", '<p lang="{}">{}</p>', ((text.language, part) for part in paragraphs)
    )


@register.filter
def translated_from(thing: Authored, field: str) -> str:
    """“Translated from Spanish” where the reader gets a translation, else nothing."""
    if not thing.said(field).is_translation:
        return ""
    return gettext("Translated from %(language)s") % {"language": language_name(thing.language)}

"""Texts in two languages: what was written, and its marked translations.

An authored text has one language, recorded beside it; a translation is an annex to it. A room
makes its noun an `Authored`, names the fields people read in `spoken`, and shows them in
templates with `{% load texts %}{{ body|said:"name" }}`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

LONGEST = 100_000  # signs in one translated text


@dataclass(frozen=True, slots=True)
class Said:
    """A text as one reader gets it: in which language, and whether it is a translation."""

    text: str
    language: str
    is_translation: bool = False

    def __str__(self) -> str:
        return self.text


def languages() -> tuple[str, ...]:
    """The codes of the languages this installation speaks, the first one first."""
    return tuple(code for code, _name in settings.LANGUAGES)


def own_names() -> list[tuple[str, str]]:
    """The languages of the site, each called as its speakers call it."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in languages()]


def reading_language() -> str:
    """The language of the page being made: `es` even where the browser said `es-PE`."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def marked(text: str, language: str) -> SafeString:
    """A text, escaped; wrapped with its own language where that is not the reader's."""
    if not text or language in ("", reading_language()):
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)


# How a name is joined to what is "of" it: by its first word, the article and what it melts into.
OF_THE = {
    "es": (
        ("del", {"foro", "comité", "consejo", "consorcio", "espacio", "grupo", "colectivo"}),
        ("de la", {"mesa", "red", "asamblea", "comisión", "coordinadora", "alianza"}),
    ),
    "en": (
        ("of the", {"city", "forum", "committee", "council", "consortium", "network", "assembly"}),
    ),
}
OF = {"es": "de", "en": "of"}


def of_the(name: str, language: str) -> str:
    """What stands between a thing and the body it belongs to: “del” Foro, “de la” Red, “de” Lima.

    >>> of_the("Foro de Ilo", "es"), of_the("Red Sur", "es"), of_the("Ciudades", "es")
    ('del', 'de la', 'de')
    """
    first = name.split(" ", 1)[0].lower()
    articles = (article for article, words in OF_THE.get(language, ()) if first in words)
    return next(articles, OF.get(language, ""))


def language_name(code: str) -> str:
    """The name of a language inside a sentence; its code where nobody knows it."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name if reading_language() == "en" else name.lower()  # English alone writes a capital


def require_language(code: str) -> None:
    """A validator: refuse the code of a language that this installation does not speak."""
    if code not in languages():
        raise ValidationError(
            _("“%(code)s” is not a language of this site; use one of: %(known)s."),
            code="language_unknown",
            params={"code": code, "known": ", ".join(languages())},
        )


def require_translations(translations: Any, *, spoken: Collection[str], original: str) -> None:
    """Refuse translations of unknown fields or languages, or that are no plain text."""
    if not isinstance(translations, Mapping):
        raise ValidationError(
            _("Translations are written as language: field: text."), code="translations_shapeless"
        )
    for language, texts in translations.items():
        require_language(language)
        if language == original:
            raise ValidationError(
                _("The text is already in “%(code)s”; translate it into another language."),
                code="translation_of_itself",
                params={"code": language},
            )
        if not isinstance(texts, Mapping):
            raise ValidationError(
                _("The translation into “%(code)s” is written as field: text."),
                code="translations_shapeless",
                params={"code": language},
            )
        for field, text in texts.items():
            _require_spoken(language, field, text, spoken)


def _require_spoken(language: str, field: Any, text: Any, spoken: Collection[str]) -> None:
    where = {"code": language, "field": field, "known": ", ".join(spoken)}
    if field not in spoken:
        raise ValidationError(
            _("“%(field)s” cannot be translated into “%(code)s”; what can be is: %(known)s."),
            code="translation_of_unknown_field",
            params=where,
        )
    if not isinstance(text, str) or "\0" in text or len(text) > LONGEST:
        raise ValidationError(
            _("The translation of “%(field)s” into “%(code)s” is not plain text; write it again."),
            code="translation_not_text",
            params=where,
        )


class Authored(models.Model):
    """A noun with texts that somebody wrote in one language, and their translations."""

    spoken: ClassVar[tuple[str, ...]] = ()

    language = models.CharField(
        _("language of the texts"),
        max_length=3,
        default="es",
        validators=[require_language],
        help_text=_("The language in which the texts were written."),
    )
    translations = models.JSONField(
        _("translations"),
        default=dict,
        blank=True,
        help_text=_("Translations of the texts, by language and field."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        try:
            require_translations(self.translations, spoken=self.spoken, original=self.language)
        except ValidationError as refusal:
            raise ValidationError({"translations": refusal}) from refusal

    def said(self, field: str, language: str | None = None) -> Said:
        """The text of `field` in `language` (the page's) where there is one, else as written."""
        if field not in self.spoken:
            raise ValueError(f"{type(self).__name__} does not speak {field!r}")
        wanted = language or reading_language()
        translated = self.translations.get(wanted, {}).get(field, "")
        if wanted != self.language and translated:
            return Said(translated, wanted, is_translation=True)
        return Said(getattr(self, field), self.language)

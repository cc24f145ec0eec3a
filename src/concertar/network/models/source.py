"""Where a fact comes from, and which of its values are ours."""

import re
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet

# What a place in a source may be called; what is not here is shown as it is written.
POINTERS = {
    "note": _("note"),
    "box": _("box"),
    "map": _("map"),
    "figure": _("figure"),
    "section": _("section"),
    "page": _("page"),
}
POINTER_WORD = re.compile(r"[a-z]+")


class Source(models.Model):
    """A document or data set that facts are taken from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=3, default="es")
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    objects = PublicQuerySet["Source"].as_manager()

    class Meta:
        ordering = ["author", "year", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="source_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.author} {self.year}" if self.author and self.year else self.title


class Sourced(models.Model):
    """A fact with its source; the values that we concluded ourselves are named."""

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("source"),
    )
    source_pointer = models.CharField(
        _("place in the source"),
        max_length=80,
        blank=True,
        help_text=_("Section, note, box or map of the source."),
    )
    inferred_fields = models.JSONField(
        _("inferred values"),
        default=list,
        blank=True,
        help_text=_("Values that the source does not give and that were concluded from others."),
    )

    class Meta:
        abstract = True

    @property
    def pointer(self) -> str:
        """The place in the source, in the reader's language: `note 2` becomes `nota 2`."""
        return POINTER_WORD.sub(
            lambda word: str(POINTERS.get(word[0], word[0])), self.source_pointer
        )

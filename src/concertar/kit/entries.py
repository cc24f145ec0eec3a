"""What can be searched: an entry for each thing, and a row for each of its folded words.

Plain tables, the same on both databases; nothing here is a truth. `search` writes them from the
things themselves, and `search.rebuild` makes them anew.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models.lookups import Lookup
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import ClosedQuerySet

LONGEST_WORD = 40
AFTER_ALL_LETTERS = "\U0010ffff"


class WordField(models.CharField):
    """A folded word, which can be asked how it begins."""


@WordField.register_lookup
class Begins(Lookup):
    """`word__begins="univ"`, answered from an index on both databases.

    PostgreSQL takes a LIKE from an index of patterns; SQLite does not, but orders words by their
    signs, so that those with one beginning lie side by side.
    """

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} LIKE %s", (*params, f"{connection.ops.prep_for_like_query(self.rhs)}%")

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        lhs, params = self.process_lhs(compiler, connection)
        ends = (*params, self.rhs, *params, f"{self.rhs}{AFTER_ALL_LETTERS}")
        return f"({lhs} >= %s AND {lhs} < %s)", ends


class SearchEntry(models.Model):
    """One thing that can be found: what it is called, and where its page is."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=80)
    key = models.UUIDField(_("key"))
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=3, blank=True)
    titles = models.JSONField(_("titles in other languages"), default=dict)
    folded = models.CharField(_("folded title"), max_length=300)
    address = models.CharField(_("address"), max_length=300)

    objects = ClosedQuerySet["SearchEntry"].as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_search_entry_a_thing"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """One word by which an entry can be found."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="words")
    word = WordField(_("word"), max_length=LONGEST_WORD)

    objects = ClosedQuerySet["SearchWord"].as_manager()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "word"], name="one_row_a_word"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["word", "entry"],
                name="search_by_word",
                opclasses=["varchar_pattern_ops", "int8_ops"],  # PostgreSQL's; SQLite has no such
            ),
        ]

    def __str__(self) -> str:
        return self.word

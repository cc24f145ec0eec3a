"""Packages: one option for every issue, found by the engine or put together at the table."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Forum
from concertar.kit import append_only
from concertar.kit.access import ClosedQuerySet, Visitor
from concertar.kit.texts import Authored
from concertar.tables.models.actor import Actor
from concertar.tables.models.option import Issue, Option
from concertar.tables.models.sheet import Score, Sheet
from concertar.tables.models.table import OfATable, Table


class RunQuerySet(ClosedQuerySet["Run"]):
    def visible_to(self, person: Visitor) -> Self:
        """Facilitators only: a run holds every party's scores."""
        return self.filter(table__forum__in=Forum.objects.visible_to(person).facilitated_by(person))


@append_only.protect
class Run(models.Model):
    """One search of the engine: the question it was asked, by hash, and its whole answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, models.PROTECT, related_name="runs", verbose_name=_("table"))
    question = models.JSONField(_("question"))
    sha256 = models.CharField(_("hash of the question"), max_length=64)
    answer = models.JSONField(_("answer"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("asked by"),
    )  # fmt: skip
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["table", "at"]
        verbose_name = _("search for packages")
        verbose_name_plural = _("searches for packages")

    def __str__(self) -> str:
        return self.sha256[:12]


class Package(Authored):
    """One option for every issue, as a whole: it is not combined by parts."""

    spoken: ClassVar[tuple[str, ...]] = ("title",)

    class Origin(models.TextChoices):
        LEXIMIN = "leximin", _("Whoever gains least gains most")
        NASH = "nash", _("The greatest product of gains")
        KALAI_SMORODINSKY = "kalai_smorodinsky", _("Even, measured by each one's best")
        GREATEST_SUM = "greatest_sum", _("The greatest sum")
        TABLE = "table", _("Put together at the table")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(
        Table, models.PROTECT, related_name="packages", verbose_name=_("table")
    )
    letter = models.CharField(_("letter"), max_length=2)
    title = models.CharField(_("name"), max_length=120, blank=True)
    origins = models.JSONField(_("where it comes from"), default=list)
    run = models.ForeignKey(
        Run, models.PROTECT, related_name="packages", null=True, blank=True,
        verbose_name=_("search"),
    )  # fmt: skip
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    objects = OfATable.as_manager()

    class Meta:
        ordering = ["table", "letter"]
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "letter"],
                condition=Q(is_withdrawn=False),
                name="one_package_of_a_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}. {self.title}" if self.title else self.letter


class Choice(models.Model):
    """The option that a package takes on one issue."""

    id = models.BigAutoField(primary_key=True)
    package = models.ForeignKey(
        Package, models.CASCADE, related_name="choices", verbose_name=_("package")
    )
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+", verbose_name=_("issue"))
    option = models.ForeignKey(
        Option, models.PROTECT, related_name="choices", verbose_name=_("option")
    )

    class ChoiceQuerySet(OfATable):
        to_table = "package__table"

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["package", "issue__order"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["package", "issue"], name="one_option_for_an_issue"),
        ]

    def __str__(self) -> str:
        return str(self.option)


class PackageValueQuerySet(ClosedQuerySet["PackageValue"]):
    def visible_to(self, person: Visitor) -> Self:
        """A party sees its own value; the facilitator all of them.

        What is published is not read as rows: beside its value a row holds the gain, and the two
        together tell the least that a party would accept (see `disclosure`).
        """
        own = Actor.objects.visible_to(person).spoken_for_now_by(person)
        facilitated = Forum.objects.visible_to(person).facilitated_by(person)
        return self.filter(Q(actor__in=own) | Q(package__table__forum__in=facilitated))

    def lapsed(self) -> Self:
        """Those whose sheet was replaced, or scores other options than the table has now.

        Which sheet counts decides, never what it says: a lapse tells nothing of a sealed one.
        """
        sheet = models.OuterRef("sheet")
        later = Sheet.objects.effective().filter(
            actor=models.OuterRef("actor"), number__gt=models.OuterRef("sheet__number")
        )
        gone = Score.objects.filter(sheet=sheet, option__is_withdrawn=True)
        scored = Score.objects.filter(sheet=models.OuterRef(sheet)).values("option")
        options = Option.objects.filter(issue__table=models.OuterRef("package__table"))
        new = options.filter(is_withdrawn=False).exclude(pk__in=scored)
        return self.filter(models.Exists(later) | models.Exists(gone) | models.Exists(new))


@append_only.protect
class PackageValue(models.Model):
    """What a package is worth to a party, in points of 100, and its gain over the fallback.

    Exact fractions as text, as the engine gave them. Never seen by other parties; what a table
    publishes of them is what its charter says.
    """

    id = models.BigAutoField(primary_key=True)
    package = models.ForeignKey(
        Package, models.PROTECT, related_name="values", verbose_name=_("package")
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+", verbose_name=_("party"))
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, related_name="+", verbose_name=_("score sheet"),
        help_text=_("The one it was computed from: once another counts, the value has lapsed."),
    )  # fmt: skip
    value = models.CharField(_("value"), max_length=80)
    gain = models.CharField(_("gain"), max_length=80)

    objects = PackageValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a package")
        verbose_name_plural = _("values of packages")
        constraints = [
            models.UniqueConstraint(fields=["package", "actor"], name="one_value_of_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.actor}"

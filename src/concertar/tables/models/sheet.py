"""Score sheets: what a seat gives, seen by that seat and, once unsealed, by the facilitator."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Forum
from concertar.kit import append_only
from concertar.kit.access import ClosedQuerySet, Visitor, is_signed_in
from concertar.kit.models import JournalEntry
from concertar.network.models import Mandate
from concertar.tables.models.actor import Actor, Interest
from concertar.tables.models.option import Issue, Option


class SheetQuerySet(ClosedQuerySet["Sheet"]):
    def visible_to(self, person: Visitor) -> Self:
        """Its own seat; whoever typed it in; the facilitator once all sheets are in."""
        if not is_signed_in(person):
            return self.none()
        own = Actor.objects.visible_to(person).spoken_for_now_by(person)
        facilitated = Forum.objects.visible_to(person).facilitated_by(person)
        return self.filter(
            Q(actor__in=own)
            | Q(entered_by=person.pk, actor__table__forum__in=facilitated)
            | Q(actor__table__forum__in=facilitated, actor__table__unsealed_at__isnull=False)
        )

    def effective(self) -> Self:
        """Given by the seat itself, or typed in from paper and countersigned."""
        return self.filter(Q(mandate__isnull=False) | Q(countersign__isnull=False))

    def last_of_each(self) -> Self:
        """Of each actor, the last sheet among these."""
        last = self.order_by().values("actor").annotate(last=Max("number"))
        return self.filter(
            number=models.Subquery(last.filter(actor=models.OuterRef("actor")).values("last")[:1])
        )


@append_only.protect
class Sheet(models.Model):
    """One sheet of scores of one party; a later sheet takes its place and it stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="sheets", verbose_name=_("party"))
    number = models.PositiveSmallIntegerField(_("number"))
    reservation = models.DecimalField(
        _("least acceptable value"), max_digits=6, decimal_places=2, null=True, blank=True,
        help_text=_("In points of 100; empty: the value of the fallback."),
    )  # fmt: skip
    channel = models.CharField(_("channel"), max_length=7, choices=JournalEntry.Channel)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("mandate"),
        help_text=_("Of whoever gave it; none: it was typed in from paper."),
    )  # fmt: skip
    day = models.DateField(_("day"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "number"]
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        constraints = [
            models.UniqueConstraint(fields=["actor", "number"], name="one_sheet_of_a_number"),
            models.CheckConstraint(
                condition=Q(reservation__isnull=True) | Q(reservation__range=(0, 100)),
                name="sheet_reservation_is_of_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.number}"

    @property
    def waits(self) -> bool:
        """Typed in from paper, and nobody has vouched for it."""
        return self.mandate_id is None and not hasattr(self, "countersign")


class OfASheet(ClosedQuerySet):
    """Rows that are seen by whoever sees their sheet."""

    to_sheet = "sheet"

    def visible_to(self, person: Visitor) -> Self:
        return self.filter(**{f"{self.to_sheet}__in": Sheet.objects.visible_to(person)})


@append_only.protect
class Countersign(models.Model):
    """The seat, or a second person, vouches that what was typed in is what the paper says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.OneToOneField(
        Sheet, models.PROTECT, related_name="countersign", verbose_name=_("sheet")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("mandate")
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects = OfASheet.as_manager()

    class Meta:
        verbose_name = _("countersignature")
        verbose_name_plural = _("countersignatures")

    def __str__(self) -> str:
        return str(self.sheet)


@append_only.protect
class Misreading(models.Model):
    """Somebody typed the paper in once more, and it did not say what the sheet says.

    Each one tells whoever made it that the sheet is not what they wrote: so they are counted.
    """

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, related_name="misreadings", verbose_name=_("sheet")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects = OfASheet.as_manager()

    class Meta:
        verbose_name = _("reading that differed")
        verbose_name_plural = _("readings that differed")

    def __str__(self) -> str:
        return str(self.sheet)


@append_only.protect
class Weight(models.Model):
    """How many of its 100 points a party gives to an issue."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, related_name="weights", verbose_name=_("sheet")
    )
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+", verbose_name=_("issue"))
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)

    objects = OfASheet.as_manager()

    class Meta:
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "issue"], name="one_weight_of_an_issue"),
            models.CheckConstraint(condition=Q(points__range=(0, 100)), name="weight_is_of_100"),
        ]

    def __str__(self) -> str:
        return f"{self.issue}: {self.points}"


@append_only.protect
class Score(models.Model):
    """What one option is worth to a party: 0 to 4, or a red line that names an interest."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="scores", verbose_name=_("sheet"))
    option = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("option"))
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    is_red_line = models.BooleanField(_("unacceptable"), default=False)
    interest = models.ForeignKey(
        Interest, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("interest it would hurt"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    objects = OfASheet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "option"], name="one_score_of_an_option"),
            models.CheckConstraint(
                condition=Q(is_red_line=False, points__isnull=False, points__range=(0, 4))
                | Q(is_red_line=True, points__isnull=True, interest__isnull=False) & ~Q(reason=""),
                name="score_is_points_or_a_reasoned_red_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {'—' if self.is_red_line else self.points}"


@append_only.protect
class Condition(models.Model):
    """“Only if”: the scored option is acceptable to the party only together with this one."""

    id = models.BigAutoField(primary_key=True)
    score = models.ForeignKey(
        Score, models.PROTECT, related_name="conditions", verbose_name=_("score")
    )
    option = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("only if"))

    class ConditionQuerySet(OfASheet):
        to_sheet = "score__sheet"

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.UniqueConstraint(fields=["score", "option"], name="one_condition"),
        ]

    def __str__(self) -> str:
        return str(self.option)

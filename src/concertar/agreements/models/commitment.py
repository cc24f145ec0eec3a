"""Commitments: who does what by when, how it is known, and what others found when they looked."""

import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.agreements import following
from concertar.agreements.following import Standing
from concertar.agreements.models.agreement import Agreement
from concertar.agreements.models.draft import Clause, Draft
from concertar.kit import append_only, clock, frozen
from concertar.kit.access import ClosedQuerySet, Visitor
from concertar.kit.canonical import sha256_of, text_of
from concertar.kit.models import JournalEntry, StoredFile
from concertar.kit.numbers import plain_number
from concertar.kit.texts import Authored
from concertar.network.models import Mandate
from concertar.observatory.models import Indicator
from concertar.tables.models import Actor


class CommitmentQuerySet(ClosedQuerySet["Commitment"]):
    def visible_to(self, person: Visitor) -> Self:
        """With an agreement, whoever sees it; while drafted, whoever sees the draft."""
        return self.filter(
            Q(agreement__in=Agreement.objects.visible_to(person))
            | Q(draft__in=Draft.objects.visible_to(person))
        )

    def binding(self) -> Self:
        """Those of agreements that stand."""
        return self.filter(agreement__status=Agreement.Status.STANDING)

    def following(self) -> Self:
        """With the last check, how each goes today in its own place, and its rank, the late first.

        `awaited` is the day by which a check asked for a reply that has not come.
        """
        today = clock.DayIn(clock.now(), "draft__table__forum__zone")
        checks = Check.objects.filter(commitment=OuterRef("pk"))
        last = checks.order_by("-day", "-entered_at", "-pk")
        replied = Exists(Reply.objects.filter(checked=OuterRef("pk")))
        checked = self.annotate(
            last_score=Subquery(last.values("score")[:1]),
            last_checked=Subquery(last.values("day")[:1]),
            last_checked_by=Subquery(last.values("actor__seat__institution__name")[:1]),
            awaited=Subquery(last.filter(~replied, reply_by__isnull=False).values("reply_by")[:1]),
        )
        is_done, is_late = Q(last_score=following.DONE), Q(due__lt=today)
        return checked.annotate(
            standing=Case(
                When(is_done, then=Value(Standing.DONE.value)),
                When(is_late, then=Value(Standing.LATE.value)),
                default=Value(Standing.DUE.value),
                output_field=models.CharField(),
            ),
            rank=Case(When(is_done, then=Value(2)), When(is_late, then=Value(0)), default=Value(1)),
        )


@frozen.once("agreement", links=["supporting"])
class Commitment(Authored):
    """What one institution answers for, with others' support. Once frozen it never changes."""

    spoken: ClassVar[tuple[str, ...]] = ("deliverable", "funding", "legal_reference")

    class LegalAct(models.TextChoices):
        NONE = "", _("None")
        COUNCIL_AGREEMENT = "council_agreement", _("Council agreement")
        ORDINANCE = "ordinance", _("Ordinance")
        BUDGET_CERTIFICATION = "budget_certification", _("Budget certification")
        INVESTMENT_CODE = "investment_code", _("Code of the public investment")
        CONTRACT = "contract", _("Contract or inter-institutional agreement")
        ASSEMBLY = "assembly", _("Decision of an assembly or board")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(
        Draft, models.PROTECT, related_name="commitments", verbose_name=_("draft")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="commitments", null=True, blank=True,
        verbose_name=_("agreement"),
    )  # fmt: skip
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="commitments", null=True, blank=True,
        verbose_name=_("clause"),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("number"))
    deliverable = models.CharField(_("deliverable"), max_length=300)
    responsible = models.ForeignKey(
        Actor, models.PROTECT, related_name="commitments", verbose_name=_("responsible")
    )
    supporting = models.ManyToManyField(
        Actor, related_name="supported_commitments", blank=True, verbose_name=_("supported by")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    funding = models.CharField(_("funding source"), max_length=200, blank=True)
    legal_act = models.CharField(
        _("legal act that makes it binding"), max_length=20, choices=LegalAct, blank=True
    )
    legal_reference = models.CharField(_("number of the act"), max_length=200, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="commitments", null=True, blank=True,
        verbose_name=_("indicator"),
    )  # fmt: skip
    baseline = models.DecimalField(
        _("baseline"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    target = models.DecimalField(
        _("target"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    derived_from = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("copied from"),
    )  # fmt: skip

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "number"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_commitment_of_a_number"),
            models.CheckConstraint(
                condition=~Q(deliverable=""), name="commitment_has_a_deliverable"
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=True)
                | Q(
                    due__isnull=False,
                    indicator__isnull=False,
                    baseline__isnull=False,
                    target__isnull=False,
                ),
                name="commitment_that_is_signed_can_be_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.deliverable}"

    @property
    def is_bound(self) -> bool:
        """Whether the agreement it was signed in stands."""
        return self.agreement is not None and self.agreement.status == Agreement.Status.STANDING

    @property
    def lacks(self) -> tuple[str, ...]:
        """The fields without which nobody could check it, so that nobody may sign it."""
        needed = ("due", "indicator_id", "baseline", "target")
        return tuple(name for name in needed if getattr(self, name) is None)

    def stamp(self) -> str:
        """A hash of its own terms: two writers see by it that one came before the other."""
        values = {one.attname: getattr(self, one.attname) for one in self._meta.concrete_fields}
        terms: dict[str, Any] = {
            name: plain_number(value) if isinstance(value, Decimal) else str(value)
            for name, value in values.items()
        }
        terms["supporting"] = sorted(map(str, self.supporting.values_list("pk", flat=True)))
        return sha256_of(text_of(terms))


class OfACommitment(ClosedQuerySet):
    """Rows that are seen by whoever sees their commitment."""

    to_commitment = "commitment"

    def visible_to(self, person: Visitor) -> Self:
        seen = Commitment.objects.visible_to(person)
        return self.filter(**{f"{self.to_commitment}__in": seen})


@append_only.protect
class Check(models.Model):
    """What somebody other than the responsible found on a day, with the evidence."""

    class Score(models.IntegerChoices):
        NOT_BEGUN = 0, _("Not begun")
        BEGUN = 1, _("Begun")
        MOSTLY = 2, _("Mostly done")
        DONE = 3, _("Done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="checks", verbose_name=_("commitment")
    )
    day = models.DateField(_("day"))
    score = models.PositiveSmallIntegerField(_("score"), choices=Score)
    evidence = models.TextField(
        _("evidence"), help_text=_("What was seen, measured or read, and where.")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("file"),
    )  # fmt: skip
    reply_by = models.DateField(_("reply expected by"), null=True, blank=True)
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="checks", verbose_name=_("checked by")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="+", verbose_name=_("mandate")
    )
    language = models.CharField(_("language"), max_length=3, default="es")
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    channel = models.CharField(_("channel"), max_length=7, choices=JournalEntry.Channel)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    objects = OfACommitment.as_manager()

    class Meta:
        ordering = ["commitment", "day", "entered_at"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(0, 3)), name="check_score_is_known"),
            models.CheckConstraint(condition=~Q(evidence=""), name="check_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.score}"


@append_only.protect
class Reply(models.Model):
    """What the responsible answers to a check."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checked = models.ForeignKey(
        Check, models.PROTECT, related_name="replies", verbose_name=_("check")
    )
    text = models.TextField(_("reply"))
    day = models.DateField(_("day"))
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="+", verbose_name=_("mandate")
    )
    language = models.CharField(_("language"), max_length=3, default="es")
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    channel = models.CharField(_("channel"), max_length=7, choices=JournalEntry.Channel)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    class ReplyQuerySet(OfACommitment):
        to_commitment = "checked__commitment"

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["checked", "day", "entered_at"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

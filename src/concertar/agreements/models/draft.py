"""The single text while it is written: drafts, clauses, versions, criticism and answers."""

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
from concertar.kit.models import JournalEntry
from concertar.kit.texts import Authored
from concertar.observatory.models import Limit
from concertar.tables.models import Actor, Interest, Option, Package, Table


class DraftQuerySet(ClosedQuerySet["Draft"]):
    def visible_to(self, person: Visitor) -> Self:
        """Once frozen, whoever sees the table; before, those who sit at it or facilitate it."""
        tables = Table.objects.visible_to(person)
        seated = Actor.objects.visible_to(person).spoken_for_now_by(person)
        facilitated = Forum.objects.visible_to(person).facilitated_by(person)
        return self.filter(table__in=tables).filter(
            Q(state=Draft.State.FROZEN)
            | Q(table__forum__in=facilitated)
            | Q(table__in=seated.values("table"))
        )


class Draft(Authored):
    """One draft of the single text of a table, in one authentic language."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "preamble")

    class State(models.TextChoices):
        OPEN = "open", _("Being written")
        FROZEN = "frozen", _("Frozen for signature")
        SET_ASIDE = "set_aside", _("Set aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, models.PROTECT, related_name="drafts", verbose_name=_("table"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    preamble = models.TextField(_("preamble"), blank=True)
    package = models.ForeignKey(
        Package, models.PROTECT, related_name="drafts", null=True, blank=True,
        verbose_name=_("package"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["table", "-number"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="one_draft_of_a_number"),
            models.UniqueConstraint(
                fields=["table"], condition=Q(state="open"), name="one_open_draft"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="draft_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "frozen", "set_aside"]), name="draft_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class OfADraft(ClosedQuerySet):
    """Rows that are seen by whoever sees their draft."""

    to_draft = "draft"

    def visible_to(self, person: Visitor) -> Self:
        return self.filter(**{f"{self.to_draft}__in": Draft.objects.visible_to(person)})


class Clause(Authored):
    """One numbered clause; `version` says which of its versions stands."""

    spoken: ClassVar[tuple[str, ...]] = ("heading", "text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(
        Draft, models.PROTECT, related_name="clauses", verbose_name=_("draft")
    )
    order = models.PositiveSmallIntegerField(_("number"))
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(_("version"), default=1)
    is_removed = models.BooleanField(_("removed"), default=False)
    options = models.ManyToManyField(
        Option, related_name="clauses", blank=True, verbose_name=_("comes from the options")
    )
    limits = models.ManyToManyField(
        Limit, related_name="clauses", blank=True, verbose_name=_("comes from the limits")
    )
    derived_from = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("copied from"),
    )  # fmt: skip

    objects = OfADraft.as_manager()

    class Meta:
        ordering = ["draft", "order"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "order"],
                condition=Q(is_removed=False),
                name="one_clause_of_a_number",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="clause_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.heading}"


@append_only.protect
class ClauseVersion(models.Model):
    """What somebody wrote for a clause. Written on a version that had changed, it stands aside."""

    id = models.BigAutoField(primary_key=True)
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="versions", verbose_name=_("clause")
    )
    number = models.PositiveIntegerField(
        _("version"), null=True, blank=True, help_text=_("None: it stands aside, for both to see.")
    )
    based_on = models.PositiveIntegerField(_("written on version"))
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("written by"),
    )  # fmt: skip
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class ClauseVersionQuerySet(OfADraft):
        to_draft = "clause__draft"

    objects = ClauseVersionQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "id"]
        verbose_name = _("version of a clause")
        verbose_name_plural = _("versions of clauses")
        constraints = [
            models.UniqueConstraint(fields=["clause", "number"], name="one_version_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.clause} v{self.number}"


class Criticism(Authored):
    """What a party says against a clause, by the interest it hurts; each one is answered."""

    spoken: ClassVar[tuple[str, ...]] = ("text", "answer")

    class Severity(models.IntegerChoices):
        WORDING = 1, _("It could be said better")
        SERIOUS = 2, _("It hurts an interest of ours")
        BLOCKING = 3, _("With this we cannot sign")

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        DECLINED = "declined", _("Not taken up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="criticisms", verbose_name=_("clause")
    )
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="criticisms", verbose_name=_("party")
    )
    interest = models.ForeignKey(
        Interest, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("interest it hurts"),
    )  # fmt: skip
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity)
    text = models.TextField(_("criticism"))
    day = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=7, choices=JournalEntry.Channel)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class CriticismQuerySet(OfADraft):
        to_draft = "clause__draft"

        def unanswered(self) -> Self:
            return self.filter(outcome="")

    objects = CriticismQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "entered_at", "id"]
        verbose_name = _("criticism")
        verbose_name_plural = _("criticisms")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="criticism_has_a_text"),
            models.CheckConstraint(
                condition=Q(severity__in=[1, 2, 3]), name="criticism_severity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_on__isnull=True)
                | Q(outcome__in=["taken", "partly", "declined"], answered_on__isnull=False)
                & ~Q(answer=""),
                name="criticism_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

"""The single text while it is written: drafts, clauses, versions, criticism and answers."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Forum, Guardianship
from concertar.kit import append_only, clock
from concertar.kit.access import ClosedQuerySet, Visitor, is_signed_in
from concertar.kit.canonical import sha256_of, text_of
from concertar.kit.models import JournalEntry
from concertar.kit.texts import Authored
from concertar.network.models import Mandate
from concertar.observatory.models import Limit
from concertar.tables.models import Actor, Interest, Option, Package, Table


class DraftQuerySet(ClosedQuerySet["Draft"]):
    def visible_to(self, person: Visitor) -> Self:
        """Once frozen, whoever sees the table; before, those who sit at it, guard or facilitate."""
        tables = Table.objects.visible_to(person)
        seated = Actor.objects.visible_to(person).spoken_for_now_by(person)
        facilitated = Forum.objects.visible_to(person).facilitated_by(person)
        return self.filter(table__in=tables).filter(
            Q(state=Draft.State.FROZEN)
            | Q(table__forum__in=facilitated)
            | Q(table__in=seated.values("table"))
            | Q(table__in=tables_guarded_by(person).values("pk"))
        )


def guardianships_spoken_for_by(person: Visitor) -> models.QuerySet[Guardianship]:
    """Those whose guardian this person speaks for today, by a mandate for the forum's matters."""
    guardianships = Guardianship.objects.visible_to(person)
    if not is_signed_in(person) or person.pk is None:
        return guardianships.none()
    today = clock.DayIn(clock.now(), "institution__guardianships__forum__zone")
    mandates = (
        Mandate.objects.visible_to(person)
        .held_by(person)
        .filter(
            Q(matter="") | Q(matter=models.F("institution__guardianships__forum__slug")),
            Q(ends__isnull=True) | Q(ends__gte=today),
            starts__lte=today,
        )
    )
    return guardianships.filter(pk__in=mandates.values("institution__guardianships"))


def tables_guarded_by(person: Visitor) -> models.QuerySet[Table]:
    guarded = guardianships_spoken_for_by(person)
    return Table.objects.visible_to(person).filter(guardianships__in=guarded)


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

    def stamp(self) -> str:
        """A hash of its own words: two writers see by it that one came before the other."""
        own = ("title", "preamble", "package_id", "language", "translations")
        return sha256_of(text_of({name: str(getattr(self, name)) for name in own}))


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
    translated_on = models.JSONField(
        _("versions translated"), default=dict, blank=True,
        help_text=_("Of each language, the version that its translation says."),
    )  # fmt: skip
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

    def is_outdated_in(self, language: str) -> bool:
        """Whether it is translated into this language, but as an earlier version said it."""
        says = self.translated_on.get(language, self.version)
        return language in self.translations and says < self.version

    @property
    def outdated_in(self) -> list[str]:
        return [code for code in self.translations if self.is_outdated_in(code)]

    @property
    def origins(self) -> dict[str, list[str]]:
        """The ids of the options and limits it cites, as its versions keep them."""
        return {
            "options": sorted(str(one.pk) for one in self.options.all()),
            "limits": sorted(str(one.pk) for one in self.limits.all()),
        }


@append_only.protect
class ClauseVersion(models.Model):
    """All that somebody wrote for a clause. Written on a version that had changed, it stands aside.

    It waits aside until a later version is written by somebody who saw both.
    """

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
    language = models.CharField(_("language"), max_length=3, default="es")
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    origins = models.JSONField(_("options and limits it cites"), default=dict, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("written by"),
    )  # fmt: skip
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class ClauseVersionQuerySet(OfADraft):
        to_draft = "clause__draft"

        def waiting_aside(self) -> Self:
            """Those that nobody who saw them has merged or put away."""
            later = ClauseVersion.objects.filter(
                clause=models.OuterRef("clause"), number__isnull=False, pk__gt=models.OuterRef("pk")
            )
            return self.filter(~models.Exists(later), number__isnull=True)

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
    """What a party says against a clause, by the interest it hurts; each one is answered.

    Whoever speaks for a natural entity has no vote and no signature, and objects here too.
    """

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
        Actor, models.PROTECT, related_name="criticisms", null=True, blank=True,
        verbose_name=_("party"),
    )  # fmt: skip
    guardianship = models.ForeignKey(
        Guardianship, models.PROTECT, related_name="objections", null=True, blank=True,
        verbose_name=_("guardian"),
    )  # fmt: skip
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

        def visible_to(self, person: Visitor) -> Self:
            """With its draft; what a guardian said, of whichever draft, once a text is frozen."""
            tables = Table.objects.visible_to(person)
            frozen = Draft.objects.filter(state=Draft.State.FROZEN, table__in=tables)
            return self.filter(
                Q(clause__draft__in=Draft.objects.visible_to(person))
                | Q(guardianship__isnull=False, clause__draft__table__in=frozen.values("table"))
            )

        def unanswered(self) -> Self:
            return self.filter(outcome="")

        def with_critics(self) -> Self:
            return self.select_related(
                "actor__seat__institution", "guardianship__guardian", "guardianship__entity"
            )

    objects = CriticismQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "entered_at", "id"]
        verbose_name = _("criticism")
        verbose_name_plural = _("criticisms")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="criticism_has_a_text"),
            models.CheckConstraint(
                condition=Q(actor__isnull=False, guardianship__isnull=True)
                | Q(actor__isnull=True, guardianship__isnull=False, interest__isnull=True),
                name="criticism_is_of_a_party_or_a_guardian",
            ),
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

    @property
    def critic(self) -> str:
        """Who says it: the institution, or the guardian and what it guards."""
        return str(self.actor or self.guardianship)

    @property
    def is_answered(self) -> bool:
        return self.outcome != ""

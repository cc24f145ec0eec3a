"""A table, the rule it declared when it opened, and the steps it took, forwards and backwards."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertar.fora.models import Constituency, Forum, Guardianship
from concertar.kit import append_only
from concertar.kit.access import ClosedQuerySet, Visitor
from concertar.kit.models import JournalEntry
from concertar.kit.texts import Authored
from concertar.observatory.models import Limit


class State(models.TextChoices):
    """Where a table stands; each state has its own verbs (see `rules`)."""

    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Open")
    TALKING = "talking", _("Talking")
    SCORING = "scoring", _("Scoring")
    PROPOSING = "proposing", _("Proposing")
    DRAFTING = "drafting", _("Drafting")
    SIGNING = "signing", _("Signing")
    STANDING = "standing", pgettext_lazy("state of a table", "Standing")
    FAILED = "failed", _("Failed")
    FOLLOWED = "followed", _("Followed up")


class Publishes(models.TextChoices):
    """What of the scores is published with the agreement, as every party consented."""

    NOTHING = "nothing", _("Nothing")
    CONSTITUENCIES = "constituencies", _("Values by constituency")
    PARTIES = "parties", _("Values by party")


class TableQuerySet(ClosedQuerySet["Table"]):
    def visible_to(self, person: Visitor) -> Self:
        """Everybody sees a table that is open; before, only those who prepare it."""
        prepared = Q(forum__in=Forum.objects.visible_to(person).facilitated_by(person))
        return self.filter(~Q(state=State.DRAFT) | prepared)


class Table(Authored):
    """A concertación on one question."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "question", "problem", "empty_chairs_note")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="tables", verbose_name=_("forum"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("refers to"),
        help_text=_("The table to which it refers what it cannot settle."),
    )
    title = models.CharField(_("title"), max_length=200)
    question = models.CharField(
        _("what is decided"),
        max_length=400,
        help_text=_("One sentence that a neighbour understands."),
    )
    problem = models.TextField(_("the problem"), help_text=_("What happens, to whom, since when."))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    decides_by = models.DateTimeField(_("until when"), null=True, blank=True)
    meets_at = models.CharField(_("where it meets"), max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="PEN")
    guardianships = models.ManyToManyField(
        Guardianship, related_name="tables", blank=True, verbose_name=_("guardians")
    )
    limits = models.ManyToManyField(
        Limit, related_name="tables", blank=True, verbose_name=_("limits")
    )
    empty_chairs_note = models.TextField(
        _("what it cannot bind"),
        blank=True,
        help_text=_("What a pact cannot bind because an authority stayed away."),
    )
    # The rule, as it is being prepared; the Charter freezes it when the table opens.
    publishes = models.CharField(
        _("what is published of the scores"),
        max_length=14,
        choices=Publishes,
        default=Publishes.NOTHING,
    )
    required_constituencies = models.ManyToManyField(
        Constituency, related_name="+", blank=True, verbose_name=_("constituencies that must sign")
    )
    least_signatures = models.PositiveSmallIntegerField(_("signatures, at least"), default=2)
    may_reserve = models.BooleanField(_("may sign with a reservation"), default=True)
    unsealed_at = models.DateTimeField(
        _("scores unsealed"), null=True, blank=True, help_text=_("When all sheets were in.")
    )
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["-decides_by", "title"]
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(question="") & ~Q(slug=""), name="table_has_a_question"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="table_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(publishes__in=Publishes.values), name="table_publishes_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="table_does_not_refer_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfATable(ClosedQuerySet):
    """Rows that are seen by whoever sees their table."""

    to_table = "table"

    def visible_to(self, person: Visitor) -> Self:
        return self.filter(**{f"{self.to_table}__in": Table.objects.visible_to(person)})


@append_only.protect
class Charter(models.Model):
    """What was declared when the table opened: who must sign, who may reserve, what is published.

    `text` is canonical JSON (sorted names, no blanks) and `sha256` its hash; neither ever changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.OneToOneField(
        Table, models.PROTECT, related_name="charter", verbose_name=_("table")
    )
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"), db_default=Now(), editable=False)

    objects = OfATable.as_manager()

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")

    def __str__(self) -> str:
        return self.sha256[:12]


@append_only.protect
class Step(models.Model):
    """One step of a table from a state to another; backwards only with a reason."""

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(Table, models.PROTECT, related_name="steps", verbose_name=_("table"))
    before = models.CharField(_("from"), max_length=9, choices=State)
    after = models.CharField(_("to"), max_length=9, choices=State)
    day = models.DateField(_("day"), help_text=_("When it was decided, in a hall or on the web."))
    reason = models.TextField(_("reason"), blank=True)
    language = models.CharField(_("language"), max_length=3, default="es")
    channel = models.CharField(
        _("channel"), max_length=7, choices=JournalEntry.Channel, default=JournalEntry.Channel.WEB
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("taken by"),
    )  # fmt: skip
    taken_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    objects = OfATable.as_manager()

    class Meta:
        ordering = ["table", "id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

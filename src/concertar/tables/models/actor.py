"""Those at a table: who causes, bears or resolves the problem, what they need and what they ask."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Forum, Seat
from concertar.fora.rules import seats_spoken_for_now
from concertar.kit import append_only
from concertar.kit.access import ClosedQuerySet, Visitor
from concertar.kit.models import JournalEntry
from concertar.kit.texts import Authored
from concertar.network.models import Mandate
from concertar.tables.models.table import OfATable, Table


class ActorQuerySet(OfATable):
    def spoken_for_now_by(self, person: Visitor) -> Self:
        """The actors for which this person holds a mandate that is valid today."""
        return self.filter(seat__in=seats_spoken_for_now(person))

    def present(self) -> Self:
        return self.filter(is_empty_chair=False)


class Actor(Authored):
    """A seat of the forum at this table, or an authority's chair that stayed empty."""

    spoken: ClassVar[tuple[str, ...]] = ("absence",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, models.PROTECT, related_name="actors", verbose_name=_("table"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="actors", verbose_name=_("seat"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    causes = models.BooleanField(_("causes the problem"), default=False)
    bears = models.BooleanField(_("bears the problem"), default=False)
    resolves = models.BooleanField(_("can resolve the problem"), default=False)
    must_sign = models.BooleanField(
        _("must sign"), default=False, help_text=_("Without its signature the agreement fails.")
    )
    is_empty_chair = models.BooleanField(
        _("empty chair"), default=False, help_text=_("It was invited and does not come.")
    )
    absence = models.CharField(
        _("invitations without answer"),
        max_length=300,
        blank=True,
        help_text=_("When and how it was invited."),
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["table", "order", "id"]
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [
            models.UniqueConstraint(fields=["table", "seat"], name="one_actor_of_a_seat"),
            models.CheckConstraint(
                condition=Q(is_empty_chair=False) | (~Q(absence="") & Q(must_sign=False)),
                name="empty_chair_was_invited_and_need_not_sign",
            ),
        ]

    def __str__(self) -> str:
        return str(self.seat)


@append_only.protect
class Consent(models.Model):
    """A party's word, under its mandate, that the charter may publish what it says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.OneToOneField(
        Actor, models.PROTECT, related_name="consent", verbose_name=_("actor")
    )
    charter_sha256 = models.CharField(_("hash of the charter"), max_length=64)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="+", verbose_name=_("mandate")
    )
    day = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=7, choices=JournalEntry.Channel)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    class ConsentQuerySet(OfATable):
        to_table = "actor__table"

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return str(self.actor)


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    FACILITATOR = "facilitator", _("Only the facilitator")


class ConfidedQuerySet(ClosedQuerySet):
    """What a party says of itself: public, or for itself and the facilitator only."""

    def visible_to(self, person: Visitor) -> Self:
        tables = Table.objects.visible_to(person)
        facilitated = Forum.objects.visible_to(person).facilitated_by(person)
        own = Actor.objects.visible_to(person).spoken_for_now_by(person)
        confided = Q(actor__table__forum__in=facilitated) | Q(actor__in=own)
        return self.filter(actor__table__in=tables).filter(
            Q(visibility=Visibility.PUBLIC) | confided
        )


class Interest(Authored):
    """Why a party wants what it asks: its need, apart from its position."""

    spoken: ClassVar[tuple[str, ...]] = ("text",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="interests", verbose_name=_("actor")
    )
    text = models.CharField(_("interest"), max_length=400)
    visibility = models.CharField(
        _("who sees it"), max_length=11, choices=Visibility, default=Visibility.PUBLIC
    )

    objects = ConfidedQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "id"]
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="interest_has_a_text"),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "facilitator"]),
                name="interest_visibility_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Position(Authored):
    """What a party asks for."""

    spoken: ClassVar[tuple[str, ...]] = ("text",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="positions", verbose_name=_("actor")
    )
    text = models.CharField(_("position"), max_length=400)
    visibility = models.CharField(
        _("who sees it"), max_length=11, choices=Visibility, default=Visibility.PUBLIC
    )

    objects = ConfidedQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "id"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="position_has_a_text"),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "facilitator"]),
                name="position_visibility_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text

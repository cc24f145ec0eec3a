"""When a table meets, and which of its parties came, by which mandate."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Balance, Delegate, balance_of
from concertar.kit.texts import Authored
from concertar.network.models import Mandate
from concertar.tables.models.actor import Actor
from concertar.tables.models.table import OfATable, Table


class Meeting(Authored):
    """One meeting of a table: called for a day and a place, and then attended."""

    spoken: ClassVar[tuple[str, ...]] = ("agenda",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(
        Table, models.PROTECT, related_name="meetings", verbose_name=_("table")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place"), max_length=200)
    agenda = models.TextField(
        _("agenda"), blank=True, help_text=_("A point a line, in the order in which it is treated.")
    )
    observers = models.PositiveSmallIntegerField(
        _("observers"), null=True, blank=True, help_text=_("How many came without a seat.")
    )

    objects = OfATable.as_manager()

    class Meta:
        ordering = ["table", "number"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="one_meeting_of_a_number"),
            models.CheckConstraint(condition=~Q(place=""), name="meeting_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.number}"

    @property
    def points(self) -> list[str]:
        """The agenda in the reader's language, point by point."""
        return [line.strip() for line in self.said("agenda").text.splitlines() if line.strip()]

    def balance(self) -> Balance:
        """The room as it was that day: the table's seats, taken by those who came."""
        forum = self.table.forum
        came = Delegate.objects.filter(mandate__in=self.attendances.values("mandate"))
        return balance_of(
            [actor.seat for actor in self.table.actors.select_related("seat")],
            forum,
            forum.day_of(self.starts_at),
            taken_by=came.select_related("mandate"),
        )


class Attendance(models.Model):
    """A party's chair that was taken at a meeting, by the holder of a mandate of that day."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="attendances", verbose_name=_("party")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="+", verbose_name=_("mandate")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    class AttendanceQuerySet(OfATable):
        to_table = "meeting__table"

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "actor__order"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "actor"], name="one_attendance_of_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.actor}"

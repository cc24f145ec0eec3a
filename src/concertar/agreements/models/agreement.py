"""Agreements: the frozen text, its hash, and who signed it by which mandate."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertar.agreements.models.draft import Draft
from concertar.kit import append_only
from concertar.kit.models import JournalEntry
from concertar.network.models import Institution, Mandate
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import OfATable


class Agreement(models.Model):
    """A text frozen for signature, and what became of it. Frozen anew, it is another agreement."""

    class Status(models.TextChoices):
        SIGNING = "signing", _("Open for signature")
        STANDING = "standing", pgettext_lazy("agreement", "Standing")
        FAILED = "failed", _("Failed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=90, unique=True)
    table = models.ForeignKey(
        Table, models.PROTECT, related_name="agreements", verbose_name=_("table")
    )
    draft = models.OneToOneField(
        Draft, models.PROTECT, related_name="agreement", verbose_name=_("draft")
    )
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Of the table's texts."))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.SIGNING)
    frozen_on = models.DateField(_("frozen on"))
    place = models.CharField(_("place of signature"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    objects = OfATable.as_manager()

    class Meta:
        ordering = ["-frozen_on", "slug"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="one_agreement_of_a_number"),
            models.UniqueConstraint(
                fields=["table"],
                condition=Q(status__in=["signing", "standing"]),
                name="one_live_agreement_of_a_table",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["signing", "standing", "failed", "withdrawn"]),
                name="agreement_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class OfAnAgreement(OfATable):
    to_table = "agreement__table"


@append_only.protect
class AuthenticText(models.Model):
    """The frozen text in one language, as canonical JSON, and its SHA-256.

    One language is authentic; any other is an annex, marked as translation, with its own hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="texts", verbose_name=_("agreement")
    )
    language = models.CharField(_("language"), max_length=3)
    is_translation = models.BooleanField(_("translation"), default=False)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"), db_default=Now(), editable=False)

    objects = OfAnAgreement.as_manager()

    class Meta:
        verbose_name = _("frozen text")
        verbose_name_plural = _("frozen texts")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "language"], name="one_text_a_language"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(is_translation=False), name="one_authentic_text"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


@append_only.protect
class Signature(models.Model):
    """An institution's word on a frozen text, by the holder of a mandate valid that day."""

    class Kind(models.TextChoices):
        CONSENT = "consent", _("Consent")
        RESERVATION = "reservation", _("Consent with a reservation")
        REFUSAL = "refusal", _("Refusal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="signatures", verbose_name=_("agreement")
    )
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="signatures", verbose_name=_("party")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="signatures", verbose_name=_("institution")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="signatures", verbose_name=_("mandate")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    reason = models.TextField(_("reservation or reason"), blank=True)
    clauses = models.JSONField(_("clauses it concerns"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=3, default="es")
    sha256 = models.CharField(_("hash of the signed text"), max_length=64)
    day = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=7, choices=JournalEntry.Channel)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True,
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)

    objects = OfAnAgreement.as_manager()

    class Meta:
        ordering = ["agreement", "actor__order", "entered_at"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "institution"], name="one_signature_of_an_institution"
            ),
            models.CheckConstraint(
                condition=Q(kind="consent")
                | (Q(kind__in=["reservation", "refusal"]) & ~Q(reason="")),
                name="signature_other_than_consent_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_kind_display()}"

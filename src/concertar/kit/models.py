"""The kit's nouns: what was done, what is to be mailed, what was handed in, what can be found."""

import uuid
from typing import Self

from django.db import models
from django.db.models.functions import Length, Now
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from concertar.kit import append_only, holders
from concertar.kit.access import ClosedQuerySet, StewardsQuerySet, Visitor, is_signed_in, is_steward
from concertar.kit.entries import SearchEntry, SearchWord

__all__ = ["JournalEntry", "OutboxMessage", "SearchEntry", "SearchWord", "StoredFile"]


class JournalQuerySet(ClosedQuerySet["JournalEntry"]):
    def visible_to(self, person: Visitor) -> Self:
        """Stewards read all of it, everybody else what they did themselves."""
        if is_steward(person):
            return self.all()
        return self.filter(actor=str(person.pk)) if is_signed_in(person) else self.none()

    def about(self, thing: models.Model) -> Self:
        return self.filter(subject_kind=thing._meta.label_lower, subject_id=str(thing.pk))


@append_only.protect
class JournalEntry(models.Model):
    """One act. No foreign keys and no words of people: it outlives what it tells of."""

    class Channel(models.TextChoices):
        WEB = "web", _("On the site")
        PAPER = "paper", _("On paper")
        HALL = "hall", _("In the hall")
        COMMAND = "command", _("By command")

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(
        _("at"), db_default=Now(), editable=False, help_text=_("By the clock of the database.")
    )
    actor = models.CharField(
        _("actor"), max_length=36, null=True, help_text=_("The id of the person who acted.")
    )
    on_behalf_of = models.CharField(
        _("on behalf of"), max_length=36, null=True, help_text=_("The id of whom they acted for.")
    )
    territory = models.CharField(
        _("territory"),
        max_length=36,
        null=True,
        help_text=_("The id of the place; empty for the whole network."),
    )
    verb = models.CharField(_("act"), max_length=80, help_text=_("The code of what was done."))
    subject_kind = models.CharField(
        _("kind of subject"), max_length=80, blank=True, help_text=_("What kind of thing it was.")
    )
    subject_id = models.CharField(
        _("subject"), max_length=64, blank=True, help_text=_("The id of that thing.")
    )
    channel = models.CharField(
        _("channel"), max_length=8, choices=Channel, help_text=_("How the act reached us.")
    )
    facts = models.JSONField(
        _("facts"), default=dict, help_text=_("Ids, codes and numbers of the act.")
    )

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="journal_by_subject"),
            models.Index(fields=["actor"], name="journal_by_actor"),
            models.Index(fields=["territory"], name="journal_by_territory"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=["web", "paper", "hall", "command"]),
                name="journal_channel_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}".strip()


class OutboxMessage(models.Model):
    """One mail that an act owes somebody. The row is the truth; delivering only drains it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sent")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        UNCERTAIN = "uncertain", _("Perhaps sent")

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(
        _("key"), max_length=120, unique=True, help_text=_("The same act never mails twice.")
    )
    person = models.CharField(
        _("person"), max_length=36, null=True, help_text=_("The id of whom it is for.")
    )
    address = models.EmailField(_("address"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(
        _("text"), blank=True, help_text=_("Erased when the message has been sent.")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    posted_at = models.DateTimeField(_("posted at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(_("claim"), null=True, help_text=_("Which delivery holds it."))
    claimed_at = models.DateTimeField(_("claimed at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failure = models.CharField(
        _("last failure"), max_length=80, blank=True, help_text=_("The code of what went wrong.")
    )

    objects = StewardsQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to be mailed")
        verbose_name_plural = _("messages to be mailed")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["waiting", "claimed", "sent", "refused", "uncertain"]
                ),
                name="outbox_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="claimed")
                | models.Q(claim__isnull=False, claimed_at__isnull=False),
                name="outbox_claim_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"


class StoredFileQuerySet(ClosedQuerySet["StoredFile"]):
    def visible_to(self, person: Visitor) -> Self:
        """Whoever may see a thing that holds the file may see the file; nobody else."""
        return self.filter(holders.holds_visible(person))


class StoredFile(models.Model):
    """One file that somebody handed in; its content lies under its hash, in no public folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(
        _("SHA-256"), max_length=64, help_text=_("The hash of the content, in hexadecimal.")
    )
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    media_type = models.CharField(
        _("kind of file"), max_length=40, help_text=_("Read from the content, not from the name.")
    )
    name = models.CharField(_("name"), max_length=120)
    kept_by = models.CharField(
        _("kept by"), max_length=36, null=True, help_text=_("The id of who handed it in.")
    )
    kept_at = models.DateTimeField(_("kept at"), db_default=Now(), editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["kept_at", "id"]
        indexes = [models.Index(fields=["sha256"], name="file_by_content")]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="file_hash_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name

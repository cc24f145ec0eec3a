"""Mail that acts owe to people: written with the act, delivered afterwards, never twice.

`post` writes a row inside the act's transaction, so mail and act stand or fall together.
`deliver` drains the rows: it claims one, commits the claim, sends, and marks it sent. A delivery
that dies between sending and marking leaves a claim behind; when the claim is old the message
becomes *uncertain*, and no machine sends it again: a person may, with `send_again`.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from hashlib import sha256
from textwrap import shorten
from typing import Any
from unicodedata import category
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.transaction import TransactionManagementError

from concertar.kit import clock, journal
from concertar.kit.access import Refused, Visitor, is_steward, require
from concertar.kit.models import OutboxMessage

State = OutboxMessage.State
log = logging.getLogger(__name__)

# Longer than any delivery lasts (a mail server's time-out is seconds), so that a claim this old
# belongs to a process that died.
CLAIM_LASTS = timedelta(minutes=15)
LONGEST_SUBJECT = 200
WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720)]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round did: how many were sent, put off, refused, and how many are uncertain."""

    sent: int = 0
    put_off: int = 0
    refused: int = 0
    uncertain: int = 0


def post(to: Any, subject: str, body: str, *, key: str) -> OutboxMessage | None:
    """Queue one mail to a person or an address; the same key queues it once.

    Returns None for a person without an e-mail: who takes part on paper is told on paper.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("Mail is posted inside the act's transaction.")
    address = to if isinstance(to, str) else to.email
    if not address:
        return None
    _refuse_forgery(address, subject, body)
    message, _new = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "person": None if isinstance(to, str) else str(to.pk),
            "address": address,
            "subject": shorten(subject, LONGEST_SUBJECT, placeholder=" …"),
            "body": body,
        },
    )
    return message


def deliver(limit: int = 100, *, stopped: Callable[[], bool] = lambda: False) -> Delivery:
    """Send what is due, at most `limit` messages. Several may deliver at once.

    `stopped` is asked before each message, so that a stop never falls into a sending.
    """
    tally = Counter({State.UNCERTAIN: _give_up_on_old_claims()})
    mailer: Any = None
    for _turn in range(limit):
        if mailer is None and _somebody_waits():
            mailer = _open_mailer()
        message = claim_next() if mailer and not stopped() else None
        if message is None:
            break
        outcome = _send(mailer, message)
        tally[outcome] += 1
        if outcome == State.UNCERTAIN:  # the connection is of no more use
            mailer.close()
            mailer = None
    if mailer is not None:
        mailer.close()
    return Delivery(
        sent=tally[State.SENT],
        put_off=tally[State.WAITING],
        refused=tally[State.REFUSED],
        uncertain=tally[State.UNCERTAIN],
    )


def uncertain() -> QuerySet[OutboxMessage]:
    """Messages that were perhaps sent: a delivery died, or the server fell silent, half way."""
    return OutboxMessage.objects.filter(state=State.UNCERTAIN)


@transaction.atomic
def send_again(message: OutboxMessage, *, by: Visitor) -> None:
    """Queue an uncertain or refused message once more, because a person looked and decided so."""
    require(is_steward, by)
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if message.state not in (State.UNCERTAIN, State.REFUSED):
        raise Refused("message_not_stuck")
    message.state, message.claim, message.due_at = State.WAITING, None, clock.database_now()
    message.save(update_fields=["state", "claim", "due_at"])
    journal.record(by, "kit.message_sent_again", message)


def message_id(message: OutboxMessage) -> str:
    """The Message-ID, the same at every attempt, so that a mail program can drop a double."""
    name = sha256(f"{message.pk}:{message.key}".encode()).hexdigest()[:32]
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"<{name}@{sender.rpartition('@')[2]}>"


@transaction.atomic
def claim_next() -> OutboxMessage | None:
    """Take the next message that is due: from the commit on it is this delivery's alone."""
    now = clock.database_now()
    skip = connection.features.has_select_for_update_skip_locked
    due = OutboxMessage.objects.select_for_update(skip_locked=skip)
    message = due.filter(state=State.WAITING, due_at__lte=now).order_by("id").first()
    if message is None:
        return None
    message.state, message.claim, message.claimed_at = State.CLAIMED, uuid4(), now
    message.attempts += 1
    message.save(update_fields=["state", "claim", "claimed_at", "attempts"])
    return message


def _somebody_waits() -> bool:
    due = OutboxMessage.objects.filter(state=State.WAITING, due_at__lte=clock.database_now())
    return due.exists()


def _open_mailer() -> Any:
    """A connection to the mail server, opened before anything is claimed; None if it is down."""
    mailer = get_connection()
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as trouble:
        log.warning("The mail server cannot be reached (%s); mail waits.", type(trouble).__name__)
        return None
    return mailer


def _send(mailer: Any, message: OutboxMessage) -> OutboxMessage.State:
    mail = EmailMessage(
        message.subject,
        message.body,
        settings.DEFAULT_FROM_EMAIL,
        [message.address],
        connection=mailer,
        headers={"Message-ID": message_id(message)},
    )
    try:
        accepted = mail.send()
    except (OSError, smtplib.SMTPException) as trouble:
        return _mark_trouble(message, trouble)
    if not accepted:
        return _mark(message, State.WAITING, "not_accepted")
    return _mark(message, State.SENT)


def _mark_trouble(message: OutboxMessage, trouble: Exception) -> OutboxMessage.State:
    """What the trouble says: an answer is a no, now or for good; silence is uncertain."""
    code = _answer(trouble)
    if code is None:
        return _mark(message, State.UNCERTAIN, type(trouble).__name__)
    if code < 500 and message.attempts <= len(WAITS):
        return _mark(message, State.WAITING, f"smtp_{code}")
    return _mark(message, State.REFUSED, f"smtp_{code}")


def _answer(trouble: Exception) -> int | None:
    """The mail server's reply code, or None if it fell silent."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return max(code for code, _text in trouble.recipients.values())
    if isinstance(trouble, smtplib.SMTPNotSupportedError):
        return 550
    if isinstance(trouble, smtplib.SMTPResponseException) and trouble.smtp_code >= 400:
        return trouble.smtp_code
    return None


def _mark(
    message: OutboxMessage, state: OutboxMessage.State, failure: str = ""
) -> OutboxMessage.State:
    """Write down how it went, if the claim is still ours or nobody else took it over."""
    now = clock.database_now()
    changes: dict[str, Any] = {"state": state, "failure": failure}
    if state == State.SENT:
        changes |= {"sent_at": now, "body": ""}
    if state == State.WAITING:
        wait = WAITS[min(message.attempts, len(WAITS)) - 1]
        changes |= {"due_at": now + wait, "claim": None}
    ours = Q(pk=message.pk, claim=message.claim, state__in=[State.CLAIMED, State.UNCERTAIN])
    if not OutboxMessage.objects.filter(ours).update(**changes):
        log.error("Message %s was taken over before it was marked %s.", message.pk, state)
    return state


def _give_up_on_old_claims() -> int:
    old = clock.database_now() - CLAIM_LASTS
    lost = OutboxMessage.objects.filter(state=State.CLAIMED, claimed_at__lt=old)
    count = lost.update(state=State.UNCERTAIN, failure="delivery_died")
    if count:
        log.warning("%s messages were perhaps sent by a delivery that died.", count)
    return count


def _refuse_forgery(address: str, subject: str, body: str) -> None:
    """Refuse what would add a header or a recipient, or that the database cannot keep."""
    if any(category(sign) in ("Cc", "Zl", "Zp") for sign in address + subject) or "\0" in body:
        raise Refused("mail_with_control_signs")
    try:
        (subject + body).encode()
        validate_email(address)
    except UnicodeEncodeError as broken:
        raise Refused("mail_with_control_signs") from broken
    except ValidationError as invalid:
        raise Refused("mail_address_invalid") from invalid

"""Killed between sending and marking, a message was sent once; two deliveries send it once.

Each claim has its negative control: with the claim taken carelessly the same test sees doubles.
"""

import time
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import TestCase, override_settings

from concertar.kit import outbox
from concertar.kit.access import OPERATOR
from concertar.kit.models import OutboxMessage
from concertar.kit.tests import races
from concertar.kit.tests.mail import message_ids

MAIL = "concertar.kit.tests.mail."


def post_many(number):
    with transaction.atomic():
        for i in range(number):
            outbox.post("bea@example.org", "A seat", "You have a seat.", key=f"seat-{i}")


def deliver_with(backend, *, claims_last=None):
    if claims_last is not None:
        outbox.CLAIM_LASTS = timedelta(seconds=claims_last)
    with override_settings(EMAIL_BACKEND=backend):
        return vars_of(outbox.deliver())


def deliver_with_fresh_and_old_claims(claims_last):
    return deliver_with(MAIL + "SlowFileMail", claims_last=claims_last)


def deliver_until_killed():
    deliver_with(MAIL + "MailThatHangsAfterSending")


def deliver_until_killed_before_sending():
    deliver_with(MAIL + "MailThatHangsBeforeSending")


def deliver_until_killed_without_committing_the_claim():
    with transaction.atomic():
        deliver_with(MAIL + "MailThatHangsAfterSending")


def deliver_together():
    races.line_up()
    return deliver_with(MAIL + "SlowFileMail")


def deliver_together_carelessly():
    outbox.claim_next = careless_claim
    return deliver_together()


def careless_claim():
    """What a claim would be without its lock: read, think, write."""
    message = OutboxMessage.objects.filter(state="waiting").order_by("id").first()
    time.sleep(0.03)
    if message is not None:
        message.state, message.claim = "claimed", uuid4()
        OutboxMessage.objects.filter(pk=message.pk).update(
            state="claimed", claim=message.claim, claimed_at=message.posted_at
        )
    return message


def send_again():
    outbox.send_again(outbox.uncertain().get(), by=OPERATOR)


def states():
    return list(OutboxMessage.objects.order_by("id").values_list("state", flat=True))


def vars_of(delivery):
    return {name: getattr(delivery, name) for name in delivery.__slots__}


class KilledHalfWay(TestCase):
    def kill(self, place, act, at):
        process = place.start(act)
        self.assertEqual(process.stdout.readline(), f"{at}\n")
        process.kill()
        process.wait(timeout=races.PATIENCE)
        self.assertEqual(process.returncode, -9)

    def sent(self, place):
        return message_ids(place.home / "mail")

    def test_between_sending_and_marking_it_was_sent_once(self):
        with races.installation() as place:
            place.run(post_many, 1)
            self.kill(place, deliver_until_killed, at="sent")
            self.assertEqual(place.run(states), ["claimed"])
            place.run(deliver_with_fresh_and_old_claims, 900)
            self.assertEqual(place.run(states), ["claimed"], "its claim is still fresh")
            place.run(deliver_with_fresh_and_old_claims, 0)
            place.run(deliver_with_fresh_and_old_claims, 0)
            self.assertEqual(place.run(states), ["uncertain"])
            self.assertEqual(len(self.sent(place)), 1)

    def test_without_committing_the_claim_it_is_sent_twice(self):
        with races.installation() as place:
            place.run(post_many, 1)
            self.kill(place, deliver_until_killed_without_committing_the_claim, at="sent")
            place.run(deliver_with_fresh_and_old_claims, 900)
            first, second = self.sent(place)
            self.assertEqual(first, second, "the reader's mail program can tell it is a double")

    def test_before_sending_it_is_not_lost_but_waits_for_a_person(self):
        with races.installation() as place:
            place.run(post_many, 1)
            self.kill(place, deliver_until_killed_before_sending, at="claimed")
            place.run(deliver_with_fresh_and_old_claims, 0)
            self.assertEqual((place.run(states), self.sent(place)), (["uncertain"], []))
            place.run(send_again)
            place.run(deliver_with_fresh_and_old_claims, 900)
            self.assertEqual(place.run(states), ["sent"])
            self.assertEqual(len(self.sent(place)), 1)

    def test_the_rest_of_the_mail_goes_out(self):
        with races.installation() as place:
            place.run(post_many, 3)
            self.kill(place, deliver_until_killed, at="sent")
            place.run(deliver_with_fresh_and_old_claims, 900)
            self.assertEqual(place.run(states), ["claimed", "sent", "sent"])
            self.assertEqual(len(set(self.sent(place))), len(self.sent(place)))


class TwoDeliveriesAtOnce(TestCase):
    MESSAGES = 10

    def sent_by_two(self, act):
        with races.installation() as place:
            place.run(post_many, self.MESSAGES)
            place.race((act,), (act,))
            self.assertEqual(set(place.run(states)), {"sent"})
            return message_ids(place.home / "mail")

    def test_send_each_message_once(self):
        sent = self.sent_by_two(deliver_together)
        self.assertEqual(len(sent), self.MESSAGES)
        self.assertEqual(len(set(sent)), self.MESSAGES)

    def test_without_the_lock_of_the_claim_they_send_doubles(self):
        sent = self.sent_by_two(deliver_together_carelessly)
        self.assertGreater(len(sent), self.MESSAGES)

    def test_use_the_folder_of_their_own_installation(self):
        with races.installation() as place:
            self.assertEqual(place.run(mail_folder), str(place.home / "mail"))


def mail_folder():
    return str(settings.EMAIL_FILE_PATH)

"""Mail stands or falls with its act, is refused when forged, and waits when the server is down."""

import os
import signal
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction
from django.db.transaction import TransactionManagementError
from django.test import TestCase, override_settings
from django.utils import translation

from concertar.kit import clock, outbox
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry, OutboxMessage
from concertar.kit.tests.cast import person, steward
from concertar.kit.tests.committed import CommittedTestCase
from concertar.kit.tests.mail import smtp_server


def post(key="seat-1", to="bea@example.org", subject="A seat", body="You have a seat."):
    return outbox.post(to, subject, body, key=key)


class Posting(TestCase):
    def test_goes_away_with_the_act_that_failed(self):
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            post()
            raise ZeroDivisionError
        self.assertFalse(OutboxMessage.objects.exists())

    def test_twice_with_one_key_mails_once(self):
        first = post()
        self.assertEqual(post(body="Again.").pk, first.pk)
        self.assertEqual(OutboxMessage.objects.get().body, "You have a seat.")

    def test_to_a_person_remembers_who_it_is_for(self):
        bea = person("bea")
        message = post(to=bea)
        self.assertEqual((message.person, message.address), (str(bea.pk), "bea@example.org"))

    def test_to_a_person_without_an_e_mail_posts_nothing(self):
        self.assertIsNone(post(to=person("bea", email=None)))

    def test_a_forged_header_or_recipient_is_refused(self):
        for forged in (
            {"subject": "A seat\r\nBcc: zeca@example.org"},
            {"subject": "A seat\nBcc: zeca@example.org"},
            {"subject": "A seat\u2028Bcc: zeca@example.org"},
            {"subject": "A\0seat"},
            {"to": "bea@example.org\r\nBcc: zeca@example.org"},
            {"to": "bea@example.org\n"},
            {"to": "bea@example.org, zeca@example.org"},
            {"to": "Bea <bea@example.org>"},
            {"to": "bea"},
            {"body": "You\0have"},
            {"body": "\ud800"},
        ):
            with self.subTest(forged), self.assertRaises(Refused):
                post(**forged)
        self.assertFalse(OutboxMessage.objects.exists())

    def test_a_long_subject_is_shortened(self):
        subject = post(subject="seat " * 60).subject
        self.assertLessEqual(len(subject), outbox.LONGEST_SUBJECT)
        self.assertTrue(subject.startswith("seat seat") and subject.endswith("seat …"))


class PostingOutsideATransaction(CommittedTestCase):
    def test_is_refused(self):
        with self.assertRaises(TransactionManagementError):
            post()


class Delivering(TestCase):
    def test_sends_what_waits_and_forgets_the_text(self):
        message = post()
        self.assertEqual(outbox.deliver(), outbox.Delivery(sent=1))
        message.refresh_from_db()
        self.assertEqual((message.state, message.body), ("sent", ""))
        self.assertIsNotNone(message.sent_at)
        (sent,) = mail.outbox
        self.assertEqual((sent.to, sent.body), (["bea@example.org"], "You have a seat."))

    def test_again_sends_nothing(self):
        post()
        outbox.deliver()
        self.assertEqual(outbox.deliver(), outbox.Delivery())
        self.assertEqual(len(mail.outbox), 1)

    def test_stops_at_its_limit_and_in_order(self):
        for number in range(3):
            post(key=f"seat-{number}", subject=str(number))
        outbox.deliver(2)
        self.assertEqual([sent.subject for sent in mail.outbox], ["0", "1"])

    def test_stops_before_the_next_message_when_told(self):
        post()
        self.assertEqual(outbox.deliver(stopped=lambda: True), outbox.Delivery())

    def test_names_every_attempt_of_a_message_alike(self):
        message = post()
        outbox.deliver()
        sent = mail.outbox[0].message()["Message-ID"]
        self.assertEqual(sent, outbox.message_id(message))
        self.assertNotEqual(sent, outbox.message_id(post(key="seat-2")))
        self.assertRegex(sent, r"^<[0-9a-f]{32}@[a-z.]+>$")

    def test_a_claim_from_a_delivery_that_died_becomes_uncertain_when_it_is_old(self):
        message = post()
        outbox.claim_next()
        self.assertEqual(outbox.deliver(), outbox.Delivery())
        old = clock.database_now() - outbox.CLAIM_LASTS - timedelta(seconds=1)
        OutboxMessage.objects.update(claimed_at=old)
        self.assertEqual(outbox.deliver(), outbox.Delivery(uncertain=1))
        self.assertEqual(outbox.uncertain().get(), message)
        self.assertEqual(outbox.deliver(), outbox.Delivery())
        self.assertEqual(mail.outbox, [])

    def test_a_slow_delivery_that_comes_back_still_says_sent(self):
        post()
        message = outbox.claim_next()
        OutboxMessage.objects.update(state="uncertain")
        outbox._mark(message, outbox.State.SENT)
        self.assertEqual(OutboxMessage.objects.get().state, "sent")

    def test_a_slow_delivery_does_not_overwrite_the_one_that_took_over(self):
        post()
        slow = outbox.claim_next()
        OutboxMessage.objects.update(state="waiting", claim=None)
        outbox.claim_next()
        with self.assertLogs("concertar.kit.outbox", "ERROR"):
            outbox._mark(slow, outbox.State.SENT)
        self.assertEqual(OutboxMessage.objects.get().state, "claimed")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_TIMEOUT=5)
class WhatTheMailServerAnswers(TestCase):
    def deliver(self, **answers):
        with smtp_server(**answers) as server:
            host, port = server.server_address
            with self.settings(EMAIL_HOST=host, EMAIL_PORT=port):
                return outbox.deliver(), server.received

    def state(self):
        return OutboxMessage.objects.get().state

    def test_yes(self):
        message = post()
        delivery, received = self.deliver()
        self.assertEqual((delivery, self.state()), (outbox.Delivery(sent=1), "sent"))
        self.assertIn(outbox.message_id(message), received[0])

    def test_not_now_and_it_waits_longer_each_time(self):
        post()
        waits = []
        for _attempt in outbox.WAITS:
            delivery, _received = self.deliver(RCPT="450 greylisted, come back")
            self.assertEqual(delivery, outbox.Delivery(put_off=1))
            waits.append(OutboxMessage.objects.get().due_at - clock.database_now())
            self.assertEqual(self.deliver()[0], outbox.Delivery(), "not before it is due")
            OutboxMessage.objects.update(due_at=clock.database_now())
        self.assertEqual(waits, sorted(waits))
        self.deliver(RCPT="450 greylisted, come back")
        self.assertEqual(self.state(), "refused")

    def test_no(self):
        post()
        delivery, _received = self.deliver(RCPT="550 nobody of that name")
        self.assertEqual(delivery, outbox.Delivery(refused=1))
        message = OutboxMessage.objects.get()
        self.assertEqual((message.state, message.failure), ("refused", "smtp_550"))
        self.assertEqual(self.deliver()[0], outbox.Delivery())

    def test_no_to_the_text(self):
        post()
        self.assertEqual(self.deliver(end="552 too big")[0], outbox.Delivery(refused=1))

    def test_nothing_after_the_text_and_it_is_uncertain(self):
        post()
        post(key="seat-2")
        with smtp_server(end=None) as server:
            host, port = server.server_address
            with self.settings(EMAIL_HOST=host, EMAIL_PORT=port):
                self.assertEqual(outbox.deliver(), outbox.Delivery(uncertain=2))
        self.assertEqual(len(server.received), 2, "the second got a connection of its own")
        self.assertEqual(self.deliver()[0], outbox.Delivery())

    def test_nothing_at_all_and_everything_waits_unclaimed(self):
        post()
        with (
            self.settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1),
            self.assertLogs("concertar.kit.outbox", "WARNING"),
        ):
            self.assertEqual(outbox.deliver(), outbox.Delivery())
        message = OutboxMessage.objects.get()
        self.assertEqual((message.state, message.attempts), ("waiting", 0))


class SendingAgain(TestCase):
    def setUp(self):
        self.rosa = steward()
        self.message = post()
        OutboxMessage.objects.update(state="uncertain")

    def test_is_a_stewards_decision_and_journalled(self):
        outbox.send_again(self.message, by=self.rosa)
        self.assertEqual(JournalEntry.objects.get().verb, "kit.message_sent_again")
        self.assertEqual(outbox.deliver(), outbox.Delivery(sent=1))

    def test_is_nobody_elses(self):
        with self.assertRaises(Forbidden):
            outbox.send_again(self.message, by=person("bea"))
        self.assertEqual(outbox.deliver(), outbox.Delivery())

    def test_of_a_sent_message_is_refused(self):
        OutboxMessage.objects.update(state="sent")
        with self.assertRaisesMessage(Refused, "message_not_stuck"):
            outbox.send_again(self.message, by=self.rosa)


class TheCommand(TestCase):
    def run_it(self, **options):
        said, warned = StringIO(), StringIO()
        with translation.override("en"):
            call_command("deliver", stdout=said, stderr=warned, **options)
        return said.getvalue(), warned.getvalue()

    def test_says_what_it_did(self):
        post()
        said, warned = self.run_it()
        self.assertEqual(said, "Mail: 1 sent, 0 put off, 0 refused, 0 uncertain.\n")
        self.assertEqual(warned, "")

    def test_names_what_is_uncertain_and_sends_it_again_when_told(self):
        message = post()
        outbox.claim_next()
        OutboxMessage.objects.update(state="uncertain")
        _said, warned = self.run_it()
        self.assertIn("1 message was perhaps sent.", warned)
        self.assertIn("bea@example.org", warned)
        said, _warned = self.run_it(again=message.pk)
        self.assertIn("1 sent", said)

    def test_refuses_a_number_nobody_has_and_a_message_that_is_not_stuck(self):
        with self.assertRaisesMessage(CommandError, "no message with the number 99"):
            self.run_it(again=99)
        with self.assertRaisesMessage(CommandError, "Only a message that was refused"):
            self.run_it(again=post().pk)

    def test_a_stranger_sees_no_message(self):
        post()
        self.assertFalse(OutboxMessage.objects.visible_to(person("zeca")).exists())
        self.assertTrue(OutboxMessage.objects.visible_to(steward()).exists())


class Watching(TestCase):
    """`deliver --watch`, for as long as the site runs."""

    def setUp(self):
        for name in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, name, signal.getsignal(name))

    def test_a_database_that_is_held_for_a_while_does_not_end_it(self):
        rounds = [OperationalError("database is locked"), outbox.Delivery(sent=1)]

        def deliver(_limit, *, stopped):
            if not rounds:
                os.kill(os.getpid(), signal.SIGTERM)
                return outbox.Delivery()
            answer = rounds.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        said, warned = StringIO(), StringIO()
        command = "concertar.kit.management.commands.deliver"
        with (
            mock.patch(f"{command}.outbox.deliver", deliver),
            mock.patch(f"{command}.connection") as connection,
            mock.patch(f"{command}.PAUSE", 0),
            translation.override("en"),
        ):
            call_command("deliver", watch=True, stdout=said, stderr=warned)
        connection.close.assert_called_once()
        self.assertIn("the mail waits in it", warned.getvalue())
        self.assertIn("1 sent", said.getvalue())

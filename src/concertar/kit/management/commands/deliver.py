"""`deliver`: send the mail that waits, once or for as long as the site runs."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils.translation import gettext, ngettext

from concertar.kit import outbox, wording
from concertar.kit.access import OPERATOR, Refused, sentence
from concertar.kit.models import OutboxMessage

PAUSE = 5.0


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = gettext("Send the mail that waits in the outbox.")
        parser.add_argument("--watch", action="store_true", help=gettext("go on until stopped"))
        parser.add_argument(
            "--limit", type=int, default=100, help=gettext("messages in one round (100)")
        )
        parser.add_argument(
            "--again", type=int, metavar="N", help=gettext("queue a stuck message, by its number")
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["again"] is not None:
            self.queue_again(options["again"])
        if options["watch"]:
            self.watch(options["limit"])
        else:
            self.tell(outbox.deliver(options["limit"]))
            self.tell_uncertain()

    def watch(self, limit: int) -> None:
        """Deliver in rounds; a stop that arrives half way lets the message in hand finish."""
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                delivery = outbox.deliver(limit, stopped=stopped.is_set)
            except OperationalError:  # held by a long write, or started anew: it comes back
                connection.close()
                self.stderr.write(gettext("The database does not answer; the mail waits in it."))
            else:
                if delivery != outbox.Delivery():
                    self.tell(delivery)
            stopped.wait(PAUSE)

    def queue_again(self, number: int) -> None:
        message = OutboxMessage.objects.filter(pk=number).first()
        if message is None:
            raise CommandError(gettext("There is no message with the number %d.") % number)
        try:
            outbox.send_again(message, by=OPERATOR)
        except Refused as refusal:
            raise CommandError(sentence(refusal, wording)) from refusal

    def tell(self, delivery: outbox.Delivery) -> None:
        self.stdout.write(
            gettext(
                "Mail: %(sent)d sent, %(put_off)d put off, %(refused)d refused, "
                "%(uncertain)d uncertain."
            )
            % {
                "sent": delivery.sent,
                "put_off": delivery.put_off,
                "refused": delivery.refused,
                "uncertain": delivery.uncertain,
            }
        )

    def tell_uncertain(self) -> None:
        stuck = list(outbox.uncertain()[:20])
        if not stuck:
            return
        count = outbox.uncertain().count()
        self.stderr.write(
            ngettext(
                "%d message was perhaps sent. Ask who should have it, "
                "then send it again with --again N:",
                "%d messages were perhaps sent. Ask who should have them, "
                "then send each again with --again N:",
                count,
            )
            % count
        )
        for message in stuck:
            self.stderr.write(
                f"  {message.pk}  {message.address}  {message.claimed_at:%Y-%m-%d %H:%M} UTC"
            )

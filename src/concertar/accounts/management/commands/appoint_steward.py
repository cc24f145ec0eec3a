"""`appoint_steward`: how the first person comes to keep the network's data."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from concertar.accounts import actions, wording
from concertar.accounts.models import Person
from concertar.kit.access import OPERATOR, Refused, sentence


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = gettext("Let a person keep the network's data.")
        parser.add_argument("email", help=gettext("the e-mail of the person's account"))

    def handle(self, *_args: Any, **options: Any) -> None:
        email = options["email"]
        person = Person.objects.active().filter(email=email).first()
        if person is None:
            raise CommandError(
                gettext("No open account has the e-mail %(email)s; create it on the site first.")
                % {"email": email},
                returncode=2,
            )
        try:
            person = actions.appoint_steward(person, by=OPERATOR)
        except Refused as refusal:
            raise CommandError(sentence(refusal, wording), returncode=2) from refusal
        self.stdout.write(gettext("%(name)s keeps the network's data now.") % {"name": person.name})

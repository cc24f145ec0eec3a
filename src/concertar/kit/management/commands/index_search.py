"""`index_search`: make the search index anew, or ask whether it tells the truth."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext

from concertar.kit import search


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = gettext("Make the search index anew from what is there.")
        parser.add_argument(
            "--check", action="store_true", help=gettext("write nothing; fail if it is out of date")
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["check"]:
            self.check_index()
            return
        rebuilt = search.rebuild()
        self.stdout.write(
            gettext("Search: %(written)d entries written, %(removed)d rows of old ones removed.")
            % {"written": rebuilt.written, "removed": rebuilt.removed}
        )

    def check_index(self) -> None:
        if wrong := search.stale():
            raise CommandError(
                ngettext(
                    "%d entry of the search index is out of date; run index_search.",
                    "%d entries of the search index are out of date; run index_search.",
                    wrong,
                )
                % wrong
            )
        self.stdout.write(gettext("The search index is up to date."))

"""`load_forum`: bring the network's facts in from the product's own files or from a folder."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from concertar.kit.access import OPERATOR, Refused, sentence
from concertar.kit.imports import FileRefused
from concertar.network import actions, wording

MOST_SENTENCES = 20


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = gettext(
            "Load the network's facts; loading again changes only what the files changed."
        )
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=actions.FORUM,
            help=gettext("where the files lie; without it, the product's own"),
        )
        parser.add_argument(
            "--trial", action="store_true", help=gettext("tell every row's fate, write nothing")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = actions.load_forum(options["folder"], by=OPERATOR, is_trial=options["trial"])
        except FileRefused as refusal:
            raise CommandError("\n".join(_some(refusal.sentences)), returncode=2) from refusal
        except Refused as refusal:
            raise CommandError(sentence(refusal, wording), returncode=2) from refusal
        for line in (*report.problems, *report.summary):
            self.stdout.write(line)


def _some(sentences: Sequence[str]) -> Iterator[str]:
    """The first faults: whoever corrects them seldom reads a thousand."""
    yield from sentences[:MOST_SENTENCES]
    if len(sentences) > MOST_SENTENCES:
        yield wording.more_faults(len(sentences) - MOST_SENTENCES)

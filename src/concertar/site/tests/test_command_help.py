"""What `concertar --help` says, and in which language."""

import os
import re
import subprocess
import sys
from unittest import TestCase

from concertar.site.command import app
from concertar.site.command.language import language_of

COMMANDS = ("demo", "packages", "serve")


def help_of(*command: str, **variables: str) -> str:
    """Every word of the help, on one line."""
    done = subprocess.run(
        [sys.executable, "-m", "concertar.site.command", *command, "--help"],
        env={"PATH": os.environ["PATH"], "COLUMNS": "100", **variables},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stdout).split())


class Help(TestCase):
    def test_speaks_spanish_to_a_machine_of_another_language(self):
        said = help_of(LANG="qu_PE.UTF-8")
        self.assertIn("Halla los paquetes en que una mesa podría ponerse de acuerdo", said)
        self.assertNotIn("Find the packages", said)

    def test_speaks_english_to_a_machine_that_does(self):
        self.assertIn("Find the packages that a table could agree on", help_of(LANG="en_GB.UTF-8"))

    def test_of_every_command_is_said_in_both_languages(self):
        for command in COMMANDS:
            with self.subTest(command):
                spanish, english = (help_of(command, LANG=code) for code in ("es_PE", "en_GB"))
                self.assertNotEqual(spanish, english)

    def test_every_command_and_option_says_what_it_does(self):
        import typer

        for name, command in typer.main.get_command(app).commands.items():
            self.assertTrue(command.help, name)
            for parameter in command.params:
                with self.subTest(command=name, parameter=parameter.name):
                    self.assertTrue(parameter.help)


class TheMachinesLanguage(TestCase):
    def test_is_what_it_says_for_us_before_what_it_says_for_all(self):
        self.assertEqual(language_of({"CONCERTAR_LANGUAGE": "es", "LANG": "en_US.UTF-8"}), "es")
        self.assertEqual(language_of({"LC_ALL": "en_US.UTF-8", "LANG": "es_PE.UTF-8"}), "en")

    def test_is_spanish_where_it_is_none_of_ours(self):
        self.assertEqual(language_of({}), "es")
        self.assertEqual(language_of({"LANG": "C.UTF-8"}), "es")

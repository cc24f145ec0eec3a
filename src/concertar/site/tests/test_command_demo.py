"""`concertar demo` and `concertar serve`: what a fresh machine sees."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from unittest import TestCase

COMMAND = [sys.executable, "-m", "concertar.site.command"]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CONCERTAR_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return subprocess.run(
        [*COMMAND, *arguments],
        env=kept | {"CONCERTAR_LANGUAGE": "es"} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def hash_in(said: str) -> str:
    """The hash of the agreement that was printed."""
    (found,) = re.findall(r"\b[0-9a-f]{64}\b", said)
    return found


class Demonstration(TestCase):
    """On one empty folder, once."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = Path(folder.name) / "home"
        cls.first = cls.demo("--port", "8123")

    @classmethod
    def demo(cls, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run("demo", "--no-serve", *arguments, CONCERTAR_HOME=str(cls.home))

    def test_an_empty_folder_becomes_a_demonstration_that_prints_an_agreement(self):
        self.assertEqual((self.first.returncode, self.first.stderr), (0, ""))
        said = " ".join(self.first.stdout.split())
        for sentence in (
            "Caso de ejemplo",
            "Caso ilustrativo.",
            "Parada preventiva por horas",
            "Sector privado",
            "Cuánto vale para cada sector",
            "Sector privado: vale 57,5 puntos de 100.",
            "A agota «ECA de PM10, 24 horas» y «ECA de dióxido de azufre, 24 horas»",
            "8 instituciones firmaron sin reserva",
            "Empresa fundidora (ilustrativa) firmó con reserva de la cláusula 4",
            "Responsable: Gobierno local (ilustrativo).",
            "ATRASADO. Última verificación",
            "Nadie lo ha verificado todavía.",
            "http://localhost:8123/agreements/aire-limpio-ilo-1/",
        ):
            self.assertIn(sentence, said)
        self.assertRegex(said, r"SHA-256: [0-9a-f]{64}")
        self.assertTrue((self.home / "concertar.sqlite3").exists())

    def test_a_second_run_prints_the_same_agreement_in_another_language(self):
        again = self.demo("--language", "en")
        self.assertEqual((again.returncode, again.stderr), (0, ""))
        self.assertIn("Preventive stop by the hour", again.stdout)
        self.assertIn("signed with a reservation of clause 4", " ".join(again.stdout.split()))
        self.assertEqual(hash_in(self.first.stdout), hash_in(again.stdout))

    def test_the_demonstration_names_a_command_that_answers(self):
        said = " ".join(self.first.stdout.split())
        named = said[said.index("concertar packages") :].split()[1:3]
        answered = run(*named)
        self.assertEqual((answered.returncode, answered.stderr), (0, ""))
        self.assertIn("Paquete de acuerdo", answered.stdout)


class Refusing(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name) / "home"

    def test_a_port_in_use_is_said_in_one_sentence_before_anything_is_made(self):
        with closing(socket.socket()) as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            done = run("demo", "--port", port, CONCERTAR_HOME=str(self.home))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn(port, done.stderr)
        self.assertFalse((self.home / "concertar.sqlite3").exists())

    def test_a_site_that_was_told_nothing_refuses_to_serve(self):
        done = run("serve", CONCERTAR_HOME=str(self.home))
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("CONCERTAR_SECRET_KEY", done.stderr)
        self.assertFalse(self.home.exists())

    def test_djangos_own_commands_refuse_in_a_sentence_too(self):
        done = run("manage", "check", CONCERTAR_HOME=str(self.home), CONCERTAR_MODE="trial")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("CONCERTAR_MODE", done.stderr)

    def test_what_the_machine_lacks_is_said_in_one_sentence(self):
        served = {
            "CONCERTAR_HOME": str(self.home),
            "CONCERTAR_SECRET_KEY": "not-a-secret-but-long-enough-for-one",
            "CONCERTAR_HOSTS": "localhost",
            "CONCERTAR_MAIL_URL": "smtp://mail.example.org",
        }
        nobody = "postgresql://nobody@127.0.0.1:1/x"
        self.home.mkdir()
        (self.home / "file").touch()
        cases = (
            (("demo", "--no-serve"), {"CONCERTAR_HOME": str(self.home / "file")}, "CONCERTAR_HOME"),
            (("demo", "--no-serve"), {"DATABASE_URL": nobody}, "DATABASE_URL"),
            (("manage", "load_forum"), {"DATABASE_URL": nobody}, "DATABASE_URL"),
            (("manage", "load_forum"), {"DATABASE_URL": "postgresql://[::1"}, "DATABASE_URL"),
            (("manage", "load_forum"), {}, "manage migrate"),
            (("serve", "--port", "8994"), {"DATABASE_URL": nobody}, "DATABASE_URL"),
            (("serve", "--port", "8994"), {}, "manage migrate"),
            (("serve", "--host", "nobody.invalid"), {}, "nobody.invalid"),
        )
        for arguments, variables, named in cases:
            with self.subTest(arguments, **variables):
                done = run(*arguments, **(served | variables))
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
                self.assertIn(named, done.stderr)

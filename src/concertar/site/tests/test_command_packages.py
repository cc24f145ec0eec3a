"""`concertar packages`: one JSON object, or sentences; for bad input one sentence only."""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import TestCase

from concertar.site.command import reasons, wording
from concertar.site.command.language import LANGUAGES, speak

ROOT = Path(__file__).parents[4]
PARIS = ROOT / "src/concertar/site/data/negotiations"
METHODS = ROOT / "methods/src/concertar_methods"
MEMBERS = [
    *("feasible", "outcomes", "feasible_count", "reservations"),
    *("leximin", "nash", "kalai_smorodinsky", "greatest_sum", "pareto"),
    *("diverse", "conflicts", "concessions", "trades", "robustness"),
]

CHIMBOTE = {
    "parties": [
        {"name": "Municipalidad", "constituency": "Estado"},
        {"name": "Pesquera", "constituency": "sector privado"},
        {"name": "Vecinas", "constituency": "sociedad civil"},
        {"name": "Gremio", "constituency": "sociedad civil", "signature": "optional"},
    ],
    "issues": [
        {
            "name": "Planta",
            "status_quo": "igual",
            "affects": ["humo"],
            "options": [
                {"name": "igual"},
                {"name": "filtro", "cost": {"Pesquera": 60}, "effects": {"humo": [-40, -35, -30]}},
                {"name": "traslado", "cost": {"Pesquera": 90}, "effects": {"humo": -80}},
            ],
        },
        {
            "name": "Horario",
            "status_quo": "todo el día",
            "options": [{"name": "todo el día"}, {"name": "solo de día"}],
        },
    ],
    "scores": {
        "Municipalidad": {
            "Planta": {"igual": 0, "filtro": 3, "traslado": 4},
            "Horario": {"todo el día": 2, "solo de día": 4},
        },
        "Pesquera": {
            "Planta": {"igual": 4, "filtro": 3, "traslado": 1},
            "Horario": {"todo el día": 4, "solo de día": 3},
        },
        "Vecinas": {
            "Planta": {"igual": "unacceptable", "filtro": 3, "traslado": 4},
            "Horario": {"todo el día": 1, "solo de día": 4},
        },
        "Gremio": {
            "Planta": {"igual": 3, "filtro": "unacceptable", "traslado": 0},
            "Horario": {"todo el día": 4, "solo de día": 1},
        },
    },
    "limits": [
        {"name": "ECA", "indicator": "humo", "baseline": 270, "operator": "<=", "value": 250}
    ],
    "budgets": {"Pesquera": 80},
}


def run(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **variables):
    """The command in a process of its own, as people run it."""
    return subprocess.run(
        [sys.executable, "-m", "concertar.site.command", "packages", *map(str, arguments)],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
        cwd=tempfile.gettempdir(),
        env={**os.environ, "LANG": "C.UTF-8", "CONCERTAR_LANGUAGE": "", **variables},
    )


class Packages(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def table(self, content, name="mesa.json"):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    def refused(self, content):
        """What the command says of a file it refuses."""
        done = run(self.table(content), "--json")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        said = done.stderr.decode()
        self.assertEqual(said.count("\n"), 1)
        self.assertNotIn("Traceback", said)
        self.assertIn("mesa.json: ", said)
        return said

    def test_json_is_one_object_and_nothing_else(self):
        done = run(self.table(CHIMBOTE), "--json")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        answer = json.loads(done.stdout)
        self.assertEqual(list(answer), MEMBERS)
        self.assertEqual(answer["outcomes"], 6)
        self.assertEqual(answer["feasible_count"], 2)
        self.assertEqual(answer["reservations"], "status_quo_breaches_limit")
        chosen = {"Planta": "filtro", "Horario": "todo el día"}
        self.assertEqual(answer["leximin"]["choice"], chosen)
        self.assertTrue(answer["leximin"]["proven"])
        self.assertEqual(answer["leximin"]["gap"], 0)
        for later in ("diverse", "conflicts", "concessions", "trades", "robustness"):
            self.assertIsNone(answer[later])

    def test_sentences_say_who_gets_what_and_why(self):
        said = run(self.table(CHIMBOTE)).stdout.decode()
        flowing = " ".join(said.split())
        for part in (
            "Paquete de acuerdo",
            "Límite «ECA»: 240 en el peor caso, frente a 250; margen de 10.",
            "Presupuesto de Pesquera: se usan 60 de 80; quedan 20.",
            "Seguir igual no es una alternativa lícita: incumple ECA.",
            "Gremio, cuya firma no es indispensable, no firmaría: «filtro» de «Planta» es",
            "De 6 paquetes, 2 son posibles.",
        ):
            self.assertIn(part, flowing)

    def test_english_is_complete(self):
        said = run(self.table(CHIMBOTE), "--language", "en").stdout.decode()
        self.assertIn("Agreement package", said)
        self.assertIn("Limit “ECA”: 240 at worst, 250 allowed, 10 left.", " ".join(said.split()))

    def test_an_infeasible_table_is_an_answer_and_no_fault(self):
        table = CHIMBOTE | {"budgets": {"Pesquera": 10}}
        done = run(self.table(table), "--json")
        answer = json.loads(done.stdout)
        self.assertEqual((done.returncode, answer["feasible"]), (0, False))
        self.assertIsNone(answer["leximin"])
        self.assertIn("Ningún paquete es posible", run(self.table(table)).stdout.decode())

    def test_the_historical_negotiation_is_answered_in_both_languages(self):
        for language in LANGUAGES:
            done = run(PARIS / f"paris-2015.{language}.json", "--language", language)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn("60.12", done.stdout.decode())

    def test_bad_input_is_one_sentence_with_its_place(self):
        negative = json.dumps(CHIMBOTE).replace('"Pesquera": 60', '"Pesquera": -60')
        self.assertIn(
            "issues[0].options[1].cost.Pesquera: -60 es negativo; escriba 0 o más.",
            self.refused(negative.encode()),
        )
        self.assertIn("línea 1, columna 1: ", self.refused(b""))
        self.assertIn("UTF-8", self.refused("mesa ñ".encode("latin-1")))
        self.assertIn("¿se quiso decir «budgets»?", self.refused({"budgts": {}} | CHIMBOTE))
        self.assertIn("5000000 bytes", self.refused(b" " * 10_000_000))
        for number in ("NaN", "1e309", "-Infinity", "1" * 5000):
            text = json.dumps(CHIMBOTE).replace('"Pesquera": 60', f'"Pesquera": {number}')
            self.assertIn("issues[0].options[1].cost.Pesquera: ", self.refused(text.encode()))

    def test_names_are_never_carried_out(self):
        script = json.dumps(CHIMBOTE).replace("filtro", "<script>alert(1)</script>")
        answer = json.loads(run(self.table(script.encode()), "--json").stdout)
        self.assertEqual(answer["leximin"]["choice"]["Planta"], "<script>alert(1)</script>")
        bold = json.dumps(CHIMBOTE).replace("filtro", "[bold]filtro[/nothing]")
        self.assertIn("[bold]filtro[/nothing]", run(self.table(bold.encode())).stdout.decode())
        turned = json.dumps(CHIMBOTE).replace("filtro", "fil\\u202etro")
        self.assertIn("U+202E", self.refused(turned.encode()))

    def test_a_file_that_cannot_be_read_is_named(self):
        for path in (self.folder / "nada.json", self.folder, self.folder / "nada" / "a.json"):
            done = run(path)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertTrue(done.stderr.decode().startswith(f"{path}: "))
            self.assertEqual(done.stderr.count(b"\n"), 1)

    def test_a_pipe_nobody_writes_to_is_refused_instead_of_waited_for(self):
        pipe = self.folder / "mesa.json"
        os.mkfifo(pipe)
        done = run(pipe)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertEqual(done.stderr.count(b"\n"), 1)

    def test_a_table_may_come_through_a_pipe(self):
        with (
            self.table(CHIMBOTE).open("rb") as file,
            subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE) as writer,
        ):
            done = run("/dev/stdin", "--json", stdin=writer.stdout)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_a_command_that_is_not_understood_is_said_in_one_sentence(self):
        table = self.table(CHIMBOTE)
        for wrong in (
            (),
            (table, "--seconds", "soon"),
            (table, "--language", "xx"),
            (table, table),
            (table, "--jsn"),
        ):
            done = run(*wrong)
            with self.subTest(wrong[1:]):
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                said = done.stderr.decode()
                self.assertEqual(said.count("\n"), 1)
                self.assertTrue(said.startswith("La orden no se entiende ("), said)

    def test_an_answer_that_cannot_be_written_is_no_traceback(self):
        table = self.table(CHIMBOTE)
        for more in ((), ("--json",)):
            with self.subTest(more), Path("/dev/full").open("wb") as full:
                done = run(table, *more, stdout=full)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stderr.count(b"\n"), 1)
                self.assertIn("no se puede escribir", done.stderr.decode())

    def test_a_reader_that_leaves_early_is_told_nothing(self):
        for more in ((), ("--json",)):
            reader, writer = os.pipe()
            os.close(reader)
            with self.subTest(more), os.fdopen(writer, "wb") as left:
                done = run(self.table(CHIMBOTE), *more, stdout=left)
                self.assertEqual(done.stderr, b"")

    def test_seconds_must_be_some(self):
        for seconds in ("0", "-3", "nan"):
            done = run(self.table(CHIMBOTE), "--seconds", seconds)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn("--seconds", done.stderr.decode())

    def test_output_is_utf_8_whatever_the_terminal_was_told(self):
        table = self.table(CHIMBOTE)
        for more in ((), ("--json",)):
            done = run(table, *more, PYTHONIOENCODING="ascii")
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn("todo el día", done.stdout.decode())

    def test_the_site_is_not_started(self):
        script = (
            "import sys; from concertar.site.command.packages import packages; from pathlib import"
            f" Path; packages(Path({str(self.table(CHIMBOTE))!r}), seconds=None, as_json=True);"
            "sys.exit(sorted({'django', 'highspy', 'scipy'} & set(sys.modules)) or 0)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


class Wording(TestCase):
    def test_every_code_of_the_methods_has_a_sentence(self):
        codes = set(_constants("MethodError", "refuse", "_refuse"))
        self.assertGreater(len(codes), 50)
        self.assertEqual(sorted(codes - wording.REFUSALS.keys()), [])

    def test_every_reason_has_a_teller(self):
        codes = set(_constants("Reason"))
        self.assertEqual(codes, set(reasons.TELLERS))

    def test_every_obstacle_has_a_sentence(self):
        kinds = set(_constants("Obstacle", "Room")) | {"constituency"}
        self.assertEqual(kinds, set(reasons.OBSTACLES))

    def test_every_refusal_can_be_said_in_both_languages(self):
        told = {name: "X" for sentence in wording.REFUSALS.values() for name in _names(sentence)}
        told["suggestion"] = "X"
        self.addCleanup(speak, "es")
        for language in LANGUAGES:
            speak(language)
            said = {code: wording.refusal(code, told) for code in wording.REFUSALS}
            self.assertNotIn("%(", "".join(said.values()))


def _names(sentence):
    """The parameters a sentence asks for."""
    return set(re.findall(r"%\((\w+)\)s", sentence)) - {"code"}


def _constants(*functions):
    """The first arguments, where they are texts, of every call of these functions."""
    for path in METHODS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            first = call.args[0]
            if name in functions and isinstance(first, ast.Constant):
                yield first.value

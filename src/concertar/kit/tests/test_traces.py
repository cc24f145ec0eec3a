"""From the first voice to the last check; the steps of a process; a check in boxes; a hash."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.test import SimpleTestCase
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as some

from concertar.kit import charts
from concertar.kit.charts import Step, Trace
from concertar.kit.templatetags.hashes import in_fours

CLAUSE = (
    Step("12", "voice", "Afirmación 12", "«Humo»", "/12/", "87 %", "14 ago", date(2025, 8, 14)),
    Step("31", "voice", "Afirmación 31"),
    Step("shared", "shared", "Terreno común 3", derives_from=("12", "31")),
    Step("limit", "limit", "Límite"),
    Step("option", "option", "Opción 3.2", derives_from=("shared",)),
    Step("signed", "signed", "Acta firmada", derives_from=("option",)),
    Step("measure", "measure", "Medición"),
    Step("check", "check", "Verificación", derives_from=("signed", "measure")),
)


def drawings(trace: Trace) -> list[list[tuple[str, str]]]:
    """The lines beside each step: their look and their way."""
    heads = [ElementTree.fromstring(row.head) for row in trace.rows]  # noqa: S314 - our own
    return [
        [(one.get("class", ""), one.get("d", "")) for one in head.iter("path")] for head in heads
    ]


def ends(row: charts.TraceRow, drawing: str) -> set[str]:
    """Where the lines of one drawing cross its upper edge (from) or its lower one (to)."""
    tree = ElementTree.fromstring(row.tail if drawing == "tail" else row.head)  # noqa: S314
    ways = [one.get("d", "") for one in tree.iter("path")]
    if drawing == "to":
        return {way.split(" ")[0][1:] for way in ways if way.endswith("V44")}
    return {way.split(" ")[0][1:] for way in ways if re.match(r"M[\d.]+ 0", way)}


@some.composite
def histories(draw):
    """Steps of which each comes from none, one or some of those before it."""
    steps = []
    for i in range(draw(some.integers(1, 14))):
        keys = [step.key for step in steps]
        chosen = draw(some.lists(some.sampled_from(keys), max_size=4, unique=True)) if keys else []
        kind = draw(some.sampled_from(["voice", "option", "limit", "measure", "signed"]))
        steps.append(Step(str(i), kind, f"Paso {i}", derives_from=tuple(chosen)))
    return steps


class Traces(SimpleTestCase):
    @settings(max_examples=120, deadline=None)
    @given(histories())
    def test_every_line_that_leaves_a_step_arrives_at_the_next(self, steps):
        rows = charts.trace(steps).rows
        self.assertEqual(ends(rows[0], "from"), set())
        for row, following in pairwise(rows):
            self.assertEqual(ends(row, "to"), ends(row, "tail"))
            self.assertEqual(ends(row, "tail"), ends(following, "from"))
        self.assertEqual(ends(rows[-1], "tail"), set())

    def test_two_voices_join_in_what_was_made_of_both(self):
        trace = charts.trace(CLAUSE)
        lines = [len(ends(row, "tail")) for row in trace.rows]
        self.assertEqual(lines, [1, 2, 1, 1, 1, 1, 1, 0])
        self.assertEqual(sum("C" in way for _, way in drawings(trace)[2]), 1)
        self.assertFalse(trace.is_wide)

    def test_nature_enters_from_the_side_as_a_square_and_leaves_the_line_as_it_was(self):
        trace = charts.trace(CLAUSE)
        for row, drawing in zip(trace.rows, drawings(trace), strict=True):
            water = [way for look, way in drawing if look == "wat"]
            self.assertEqual(len(water), row.step.is_of_nature)
            self.assertEqual("<rect" in row.head, row.step.is_of_nature)
            self.assertTrue(all(way.startswith("M72 22H") for way in water))
        self.assertEqual(ends(trace.rows[3], "from"), ends(trace.rows[3], "to"))

    def test_from_the_signature_on_the_line_is_of_leaf_and_the_points_are_filled(self):
        trace = charts.trace(CLAUSE)
        below = ["lea" in row.tail for row in trace.rows]
        self.assertEqual(below, [False] * 5 + [True, True, False])
        filled = ["f-leaf" in row.head for row in trace.rows]
        self.assertEqual(filled, [False] * 5 + [True, False, True])

    def test_many_voices_get_a_wider_drawing_and_stay_inside(self):
        voices = [Step(str(i), "voice", "Voz") for i in range(12)]
        keys = tuple(voice.key for voice in voices)
        trace = charts.trace([*voices, Step("s", "shared", "Terreno", derives_from=keys)])
        self.assertTrue(trace.is_wide)
        places = {float(one) for row in trace.rows for one in ends(row, "tail")}
        self.assertEqual(len(places), 12)
        self.assertGreaterEqual(min(places), 6)

    def test_what_is_taken_up_twice_forks(self):
        steps = [
            Step("a", "shared", "A"),
            Step("b", "option", "B", derives_from=("a",)),
            Step("c", "option", "C", derives_from=("a",)),
            Step("d", "package", "D", derives_from=("b", "c")),
        ]
        trace = charts.trace(steps)
        self.assertEqual([len(ends(row, "tail")) for row in trace.rows], [1, 2, 2, 0])

    def test_where_it_comes_from_is_said_unless_it_is_the_step_above(self):
        origins = [row.origins for row in charts.trace(CLAUSE).rows]
        self.assertEqual(origins[2], ("Afirmación 12", "Afirmación 31"))
        self.assertEqual(origins[4], ("Terreno común 3",))
        self.assertEqual(origins[5], ())

    def test_a_step_comes_only_from_one_before_it_and_has_its_own_key(self):
        for steps in (
            [Step("a", "option", "A", derives_from=("b",)), Step("b", "voice", "B")],
            [Step("a", "voice", "A"), Step("a", "voice", "A")],
            [Step("a", "voice", "A", derives_from=("a",))],
        ):
            with self.subTest(steps), self.assertRaises(ValueError):
                charts.trace(steps)

    def test_the_list_reads_without_its_drawing(self):
        with override("es"):
            made = render_to_string("kit/_trace.html", {"trace": charts.trace(CLAUSE)})
        said = " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", made, flags=re.DOTALL).split())
        self.assertIn("Afirmación 12 : «Humo» 14 ago · 87 % Afirmación 31", said)
        self.assertIn("Terreno común 3 Viene de: Afirmación 12, Afirmación 31", said)
        self.assertIn('<time datetime="2025-08-14">', made)
        self.assertNotIn("style=", made)
        self.assertEqual(made.count("<svg"), made.count('aria-hidden="true"'))

    def test_nothing_written_in_a_step_becomes_a_tag(self):
        bad = "<script>alert(1)</script>"
        step = Step("a", "voice", bad, bad, bad, bad, bad, language="qu")
        made = render_to_string("kit/_trace.html", {"trace": charts.trace([step])})
        self.assertNotIn("<script", made)
        self.assertIn('lang="qu"', made)


class Stages(SimpleTestCase):
    def test_what_is_before_the_current_step_is_done_and_what_is_after_to_come(self):
        states = [one.state for one in charts.stages(["a", "b", "c"], 1)]
        self.assertEqual(states, ["done", "current", "todo"])
        self.assertEqual([one.state for one in charts.stages(["a", "b"], 2)], ["done", "done"])

    def test_a_step_that_does_not_exist_is_refused(self):
        for current, said in ((3, ()), (-1, ()), (0, ("x", "y", "z"))):
            with self.assertRaises(ValueError):
                charts.stages(["a", "b"], current, said)

    def test_the_page_says_where_it_stands_in_words(self):
        with override("es"):
            stages = charts.stages(["Abrir", "Hablar", "Firmar"], 1, ["12 mar"])
            made = render_to_string("kit/_steps.html", {"stages": stages})
        self.assertEqual(made.count('aria-current="step"'), 1)
        self.assertEqual(made.count(", hecho"), 1)
        self.assertEqual(made.count('class="tag"'), 1)


class Scores(SimpleTestCase):
    def made(self, score: int | None) -> str:
        with override("es"):
            return render_to_string("kit/_score.html", {"score": score, "label": "iniciado"})

    def test_as_many_boxes_are_filled_as_the_score_and_it_is_said(self):
        for score in range(4):
            self.assertEqual(self.made(score).count("f-ink"), score)
            self.assertIn(f"{score} de 3, iniciado", self.made(score))

    def test_what_nobody_checked_is_no_zero(self):
        self.assertEqual(self.made(None).count("stroke-dasharray"), 3)
        self.assertIn("aún sin verificar", self.made(None))
        self.assertNotIn("0 de 3", self.made(None))


class Hashes(SimpleTestCase):
    def test_a_hash_is_printed_in_groups_of_four(self):
        self.assertEqual(in_fours("2b352c27d30d"), "2b35 2c27 d30d")
        self.assertEqual(in_fours(bytes.fromhex("2b352c")), "2b35 2c")

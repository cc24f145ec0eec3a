"""Pictures of numbers: true to their table, whole without colour, and never a way in for markup."""

from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.test import SimpleTestCase
from django.utils.translation import override

from concertar.kit.charts import Bar, Figure, Moment, Tone, balance, bars, timeline
from concertar.kit.numbers import said_number, said_share

KINDS = [Bar("Municipalidades", 1234), Bar("ONG", 617, Tone.AGREED), Bar("Universidades", 0)]
HOSTILE = '</title><script>alert(1)</script>"{}%s&'


def drawn(figure: Figure) -> ElementTree.Element:
    return ElementTree.fromstring(figure.svg)  # noqa: S314 - what we drew ourselves


def every_figure() -> list[Figure]:
    return [
        bars("a", "Clases", KINDS, says="Más municipalidades.", unit="instituciones"),
        balance("b", "Sillas", KINDS, says="Dos de tres.", unit="sillas"),
        timeline(
            "c",
            "Hitos",
            [Moment(1996 + i % 9, str(1996 + i % 9), f"Hito {i}") for i in range(40)],
            says="Todo empieza en 1996.",
        ),
        bars("d", HOSTILE, [Bar(HOSTILE, 1)], says=HOSTILE, unit=HOSTILE, source=HOSTILE),
        balance("e", HOSTILE, [Bar(HOSTILE, 1)], says=HOSTILE, unit=HOSTILE, source=HOSTILE),
        timeline("f", HOSTILE, [Moment(2003, HOSTILE, HOSTILE)], says=HOSTILE, source=HOSTILE),
        bars("g", "Nada", [], says="Nada."),
        balance("h", "Nada", [Bar("Nada", 0)], says="Nada."),
        timeline("i", "Nada", [], says="Nada."),
    ]


class EveryPicture(SimpleTestCase):
    def test_it_is_well_formed_whatever_is_written_in_it(self):
        for figure in every_figure():
            tree = drawn(figure)
            self.assertEqual(tree.get("role"), "img")
            self.assertFalse([one for one in tree.iter() if one.tag == "script"])

    def test_it_carries_no_style_of_its_own_and_no_colour(self):
        for figure in every_figure():
            for part in drawn(figure).iter():
                self.assertNotIn("style", part.attrib)
                self.assertNotRegex(" ".join(part.attrib.values()), r"#[0-9a-f]{3}\b|rgb\(")

    def test_it_has_a_title_and_a_description_that_it_names(self):
        for figure in every_figure():
            tree = drawn(figure)
            ids = [part.get("id") for part in tree[:2]]
            self.assertEqual([part.tag for part in tree[:2]], ["title", "desc"])
            self.assertEqual(tree.get("aria-labelledby"), " ".join(ids))

    def test_nothing_is_drawn_outside_it(self):
        for figure in every_figure():
            tree = drawn(figure)
            _, _, width, height = map(float, tree.get("viewBox").split())
            for part in tree.iter():
                for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                    self.assertTrue(0 <= float(part.get(name, 0)) <= most, part.attrib)

    def test_on_the_page_it_stands_beside_its_table(self):
        for figure in every_figure():
            made = render_to_string("kit/_figure.html", {"figure": figure})
            self.assertNotIn("<script", made)
            self.assertIn("<caption>", made)
            self.assertEqual(made.count("<tr>"), 1 + len(figure.table.rows))


class Bars(SimpleTestCase):
    def test_lengths_are_as_the_numbers(self):
        widths = [
            float(part.get("width")) for part in drawn(bars("a", "t", KINDS, says="s")).iter("rect")
        ]
        self.assertAlmostEqual(widths[1] / widths[0], 0.5, places=2)
        self.assertEqual(widths[2], 0)

    def test_every_number_stands_in_the_drawing_and_in_the_table(self):
        with override("es"):
            figure = bars("a", "t", KINDS, says="s")
        self.assertIn("1\u00a0234", figure.svg)
        self.assertEqual(figure.table.rows[0], ("Municipalidades", "1\u00a0234"))

    def test_a_long_label_is_broken_into_lines(self):
        figure = bars("a", "t", [Bar("Municipalidad " * 20, 1)], says="s")
        lines = [part.text for part in drawn(figure).iter("tspan")]
        self.assertEqual(len(lines), 3)
        self.assertTrue(lines[-1].endswith("…"))
        self.assertTrue(figure.table.rows[0][0].startswith("Municipalidad " * 20))

    def test_less_than_nothing_cannot_be_drawn(self):
        for value in (-1, float("nan"), float("inf"), Decimal("-0.5")):
            with self.subTest(value), self.assertRaises(ValueError):
                bars("a", "t", [Bar("x", value)], says="s")


class Balance(SimpleTestCase):
    def test_the_parts_fill_the_whole_and_differ_without_colour(self):
        parts = [Bar(str(i), i + 1) for i in range(5)]
        tree = drawn(balance("a", "t", parts, says="s"))
        large = [part for part in tree.iter("rect") if part.get("height") == "30"]
        frames = [float(part.get("width")) for part in large if part.get("class") == "ink"]
        self.assertAlmostEqual(sum(frames), 344 - 28, delta=0.5)
        looks = {(part.get("class"), part.get("fill")) for part in large}
        self.assertEqual(len(looks - {("ink", None)}), 5)

    def test_the_table_adds_up(self):
        with override("en"):
            figure = balance("a", "t", KINDS, says="s")
        self.assertEqual(figure.table.rows[-1], ("Total", "1,851", "100%"))


class Timeline(SimpleTestCase):
    def test_marks_stand_in_order_and_cover_no_other(self):
        moments = [Moment(2003 - i % 8, str(2003 - i % 8), str(i)) for i in range(30)]
        figure = timeline("a", "t", moments, says="s")
        places = [(float(p.get("cx")), float(p.get("cy"))) for p in drawn(figure).iter("circle")]
        for i, (x, y) in enumerate(places):
            for other_x, other_y in places[:i]:
                self.assertGreaterEqual(max(abs(x - other_x), abs(y - other_y)), 18)
        years = [row[1] for row in figure.table.rows]
        self.assertEqual(years, sorted(years))

    def test_a_thousand_years_fit(self):
        figure = timeline(
            "a", "t", [Moment(1000, "1000", "a"), Moment(2003, "2003", "b")], says="s"
        )
        self.assertLess(figure.svg.count('class="m q"'), 15)


class Numbers(SimpleTestCase):
    def test_numbers_are_printed_as_each_language_prints_them(self):
        for language, expected in (
            (
                "es",
                ["1\u00a0234,5", "1\u00a0000", "−14,0", "12\u00a0t", "53\u00a0%", "81,5\u00a0%"],
            ),
            ("en", ["1,234.5", "1,000", "−14.0", "12\u00a0t", "53%", "81.5%"]),
        ):
            with override(language):
                self.assertEqual(
                    [
                        said_number(1234.5, places=1),
                        said_number(1000),
                        said_number(Decimal(-14), places=1),
                        said_number(12, unit="t"),
                        said_share(0.53),
                        said_share(Fraction(163, 200), places=1),
                    ],
                    expected,
                )

    def test_half_is_rounded_to_the_even_neighbour(self):
        self.assertEqual([said_number(Decimal(n) / 2) for n in (1, 3, 5)], ["0", "2", "2"])

    def test_a_number_that_rounds_to_nothing_has_no_sign(self):
        self.assertEqual(said_number(-0.2), "0")

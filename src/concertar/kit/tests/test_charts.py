"""Pictures of numbers: true to their table, whole without colour, and never a way in for markup."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.test import SimpleTestCase
from django.utils.translation import override

from concertar.kit import charts
from concertar.kit.charts import Caption, Figure, Group, Label, Lane, Moment, Node, Pair, Part
from concertar.kit.charts.pen import EDGE, ROOM
from concertar.kit.numbers import said_count, said_number, said_share

HOSTILE = '</title><script>alert(1)</script>"{}%s&'
LONG = "Municipalidad provincial " * 20
KINDS = [
    Part(Label("Municipalidades"), 1234),
    Part(Label("ONG"), 617),
    Part(Label("Universidades"), 0),
]
WHOLE = [
    Part(Label("Todas"), 79),
    Part(Label("Fundadoras"), 39, 1),
    Part(Label("Municipalidades"), 11, 2),
    Part(Label("ONG"), 28, 2),
    Part(Label("Otras"), 40, 1),
    Part(Label("Otras municipalidades"), 21, 2),
]
THREE = ("a", "b", "c")
FOUR = (*THREE, "d")


def caption(name: str = "a", said: str = "Clases") -> Caption:
    return Caption(name, said, said, said, said, said)


def moment(number: int, starts: date, ends: date | None = None, *, said: str = "Hito") -> Moment:
    return Moment(number, Label(said), said, starts, ends or starts, filled=ends is None)


def years(*moments: Moment) -> Figure:
    return charts.timeline(caption(), [Lane("Vida", moments)])


def drawn(figure: Figure) -> ElementTree.Element:
    return ElementTree.fromstring(figure.svg)  # noqa: S314 - what we drew ourselves


def words(figure: Figure) -> list[str]:
    return [part.text or "" for part in drawn(figure).iter("text")]


def boxes(figure: Figure) -> list[tuple[float, float, float]]:
    """Where every bar begins and ends, and how high it stands."""
    found = [
        tuple(float(part.get(side, 0)) for side in ("x", "width", "y"))
        for part in drawn(figure).iter("rect")
    ]
    return [(x, x + width, y) for x, width, y in found]


def dots(figure: Figure) -> list[tuple[float, float, bool]]:
    return [
        (float(part.get("cx", 0)), float(part.get("cy", 0)), "f-ink" in part.get("class", ""))
        for part in drawn(figure).iter("circle")
    ]


def cells(figure: Figure) -> int:
    table = figure.table
    return len(table.head) * (1 + len(table.rows)) + len(table.foot)


def every_figure() -> list[Figure]:
    figures = []
    for i, said in enumerate((HOSTILE, LONG, "")):
        label, words = Label(said, said, said), caption(f"c{i}", said)
        many = [moment(n, date(1996 + n % 9, 1 + n % 12, 1), said=said) for n in range(1, 40)]
        figures += [
            charts.parts(words, [Part(label, 3), Part(label, 2, 1), Part(label, 9, 1)]),
            charts.balance(words, [Part(label, 1), Part(label, 0)]),
            charts.dots(words, [Group(label, 90, 4), Group(label, 0, 0)], head=THREE),
            charts.pairs(
                words, [Pair(label, 0, label, 1), Pair(label, 99999, label, 99998)], head=FOUR
            ),
            charts.timeline(words, [Lane(said, tuple(many))]),
            charts.tree(words, [Node(label, depth, is_many=depth == 2) for depth in range(4)]),
        ]
    nothing = caption("n")
    return [
        *figures,
        charts.parts(nothing, []),
        charts.balance(nothing, [Part(Label("Nada"), 0)]),
        charts.dots(nothing, [], head=THREE),
        charts.pairs(nothing, [], head=FOUR),
        charts.timeline(nothing, []),
        charts.tree(nothing, []),
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
            self.assertEqual(tree.get("aria-labelledby"), " ".join(map(str, ids)))

    def test_what_is_drawn_is_told_where_that_is_not_what_it_says(self):
        told = Caption("a", "t", says="Filled: yes.", tells="Four dots.")
        self.assertIn('<desc id="a-desc">Four dots.</desc>', charts.tree(told, []).svg)

    def test_nothing_is_drawn_outside_it(self):
        for figure in every_figure():
            tree = drawn(figure)
            _, _, width, height = map(float, tree.get("viewBox", "").split())
            for part in tree.iter():
                for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                    self.assertTrue(0 <= float(part.get(name, 0)) <= most, part.attrib)
            for _start, end, _y in boxes(figure):
                self.assertLessEqual(end, width)

    def test_on_the_page_it_stands_beside_its_table(self):
        for figure in every_figure():
            made = render_to_string("kit/_figure.html", {"figure": figure})
            rows = len(figure.table.rows) + bool(figure.table.foot)
            self.assertNotIn("<script", made)
            self.assertIn("<caption>", made)
            self.assertEqual(made.count("<tr>"), 1 + rows)
            self.assertEqual(made.count("<th ") + made.count("<td"), cells(figure))

    def test_a_long_label_is_broken_into_lines_and_whole_in_the_table(self):
        for figure in every_figure()[6:10]:
            lines = [one for one in words(figure) if one.startswith(("Municipalidad", "3 Muni"))]
            self.assertGreaterEqual(len(lines), 2)
            self.assertTrue(any(one.endswith("…") for one in words(figure)))
        self.assertIn(LONG, charts.tree(caption(), [Node(Label(LONG))]).table.rows[0][0])

    def test_a_label_has_its_language_and_its_link_in_the_table(self):
        with override("es"):
            cell = Label("Harbour", "/places/harbour/", "en").cell
            own = Label("Puerto", language="es").cell
        self.assertEqual(cell, '<a href="/places/harbour/"><span lang="en">Harbour</span></a>')
        self.assertEqual(own, "Puerto")


class Parts(SimpleTestCase):
    def test_each_part_lies_where_it_lies_in_the_whole(self):
        whole, founding, towns, others, rest, last = boxes(charts.parts(caption(), WHOLE))
        self.assertEqual((whole[0], whole[1]), (EDGE, EDGE + ROOM))
        self.assertEqual((founding[0], rest[0]), (whole[0], founding[1]))
        self.assertEqual((towns[0], others[0], last[0]), (founding[0], towns[1], rest[0]))
        self.assertAlmostEqual(others[1], founding[1], delta=0.2)
        self.assertAlmostEqual(rest[1], whole[1], delta=0.2)
        self.assertAlmostEqual((founding[1] - founding[0]) / ROOM, 39 / 79, places=2)

    def test_how_deep_a_part_is_shows_without_colour(self):
        looks = [part.get("class") for part in drawn(charts.parts(caption(), WHOLE)).iter("rect")]
        self.assertEqual(looks[:3], ["ink f-ink", "ink f-tint", "ink f-paper"])

    def test_every_number_stands_in_the_drawing_and_in_the_table(self):
        with override("es"):
            figure = charts.parts(caption(), [KINDS[0], Part(Label("ONG"), 617, 1)])
        self.assertIn("1\u00a0234 Municipalidades", words(figure))
        self.assertEqual(figure.table.rows[0], ("Municipalidades", "1\u00a0234", "—"))
        self.assertEqual(figure.table.rows[1], ("ONG", "617", "Municipalidades"))

    def test_less_than_nothing_cannot_be_drawn(self):
        for value in (-1, float("nan"), float("inf"), Decimal("-0.5")):
            for draw in (charts.parts, charts.balance):
                with self.subTest(value), self.assertRaises(ValueError):
                    draw(caption(), [Part(Label("x"), value)])


class Pairs(SimpleTestCase):
    def test_both_numbers_stand_on_a_scale_that_begins_at_nothing(self):
        figure = charts.pairs(caption(), [Pair(Label("x"), 29, Label("y"), 34)], head=FOUR)
        (other, _, is_filled), (x, _, is_own) = dots(figure)
        self.assertEqual((is_filled, is_own), (False, True))
        self.assertAlmostEqual((x - EDGE) / (other - EDGE), 29 / 34, places=2)
        self.assertLess(other, EDGE + ROOM)
        self.assertEqual(figure.table.rows, (("x", "29", "y", "34"),))

    def test_numbers_that_would_touch_stand_side_by_side(self):
        for value, other in ((9999, 9998), (9998, 9999)):
            figure = charts.pairs(
                caption(), [Pair(Label("x"), value, Label("y"), other)], head=FOUR
            )
            low, high = sorted(list(drawn(figure).iter("text"))[1:], key=lambda one: one.text)
            self.assertIn("e", low.get("class", "").split())
            self.assertFalse({"e", "m"} & set(high.get("class", "").split()))
            self.assertLess(float(low.get("x", 0)), float(high.get("x", 0)))


class Balance(SimpleTestCase):
    def test_the_parts_fill_the_whole_and_differ_without_colour(self):
        parts = [Part(Label(str(i)), i + 1) for i in range(5)]
        tree = drawn(charts.balance(caption(), parts))
        large = [part for part in tree.iter("rect") if part.get("height") == "30"]
        frames = [float(part.get("width", 0)) for part in large if part.get("class") == "ink"]
        self.assertAlmostEqual(sum(frames), ROOM, delta=0.5)
        looks = {(part.get("class"), part.get("fill")) for part in large}
        self.assertEqual(len(looks - {("ink", None)}), 5)

    def test_the_table_adds_up(self):
        with override("en"):
            figure = charts.balance(caption(), KINDS)
        self.assertEqual(figure.table.foot, ("Total", "1,851", "100%"))


class Dots(SimpleTestCase):
    def test_each_thing_is_one_dot_and_the_filled_come_first(self):
        figure = charts.dots(caption(), [Group(Label("Norte"), 90, 7)], head=THREE)
        places = dots(figure)
        self.assertEqual(len({place[:2] for place in places}), 90)
        self.assertEqual([is_filled for _, _, is_filled in places], [True] * 7 + [False] * 83)

    def test_dots_never_touch(self):
        groups = [Group(Label(LONG), count, 1) for count in (90, 1, 18, 19)]
        for one, other in combinations(dots(charts.dots(caption(), groups, head=THREE)), 2):
            self.assertGreater(max(abs(one[0] - other[0]), abs(one[1] - other[1])), 12)

    def test_the_table_adds_up(self):
        figure = charts.dots(
            caption(), [Group(Label("Norte"), 16, 7), Group(Label("Sur"), 5, 2)], head=THREE
        )
        self.assertEqual(figure.table.foot[1:], ("21", "9"))


class Tree(SimpleTestCase):
    NODES = (
        Node(Label("A")),
        Node(Label("B"), 1),
        Node(Label("C"), 2, is_many=True),
        Node(Label("D"), 1),
        Node(Label("E"), 2),
    )

    def test_a_thing_stands_below_and_inside_of_the_one_it_belongs_to(self):
        figure = charts.tree(caption(), self.NODES)
        belongs = [row[0] + row[1] for row in figure.table.rows]
        self.assertEqual(belongs, ["A—", "BA", "CB", "DA", "ED"])
        ties = [part.get("d", "") for part in drawn(figure).iter("path")]
        self.assertEqual(len(ties), 4)
        self.assertEqual(ties[0].split(" ")[0], ties[2].split(" ")[0])
        heights = [y for _, y, _ in dots(figure)]
        self.assertEqual(heights[:2] + heights[3:], sorted(heights[:2] + heights[3:]))

    def test_many_are_two_hollow_dots(self):
        looks = [is_filled for _, _, is_filled in dots(charts.tree(caption(), self.NODES))]
        self.assertEqual(looks, [True, True, False, False, True, True])


class Timeline(SimpleTestCase):
    def test_marks_of_one_lane_never_cover_each_other(self):
        months = [date(year, month, 1) for year in (1994, 1995) for month in range(1, 13)]
        long = moment(1, date(1994, 1, 1), date(1996, 12, 31))
        marks = boxes(years(long, *(moment(i, day) for i, day in enumerate(months, 2))))
        self.assertEqual(len(marks), 25)
        for (x, end, y), (other_x, other_end, other_y) in combinations(marks, 2):
            self.assertTrue(y != other_y or end <= other_x or other_end <= x)

    def test_what_is_loosely_dated_is_hollow_and_as_long_as_its_years(self):
        figure = years(
            moment(1, date(1994, 1, 1), date(1996, 12, 31)),
            moment(2, date(1997, 2, 1)),
            moment(3, date(2003, 1, 1), date(2003, 12, 31)),
        )
        looks = [part.get("class") for part in drawn(figure).iter("rect")]
        self.assertEqual(looks, ["ink f-paper", "ink f-ink", "ink f-paper"])
        (x, end, _), _, (other_x, other_end, _) = boxes(figure)
        self.assertGreater(end - x, 2 * (other_end - other_x))

    def test_the_table_follows_the_numbers_across_the_lanes(self):
        one, two, three = (moment(i, date(1990 + i, 1, 1), said=str(i)) for i in (1, 2, 3))
        figure = charts.timeline(caption(), [Lane("a", (one, three)), Lane("b", (two,))])
        self.assertEqual([row[0] for row in figure.table.rows], ["1", "2", "3"])
        self.assertEqual(words(figure)[1 + words(figure).index("a")], "1")

    def test_the_line_begins_in_the_first_year_and_names_few(self):
        figure = years(moment(1, date(1000, 1, 1)), moment(2, date(2003, 1, 1)))
        named = [int(one) for one in words(figure) if one.isdigit() and len(one) == 4]
        self.assertEqual(named[0], 1000)
        self.assertLessEqual(len(named), 5)
        self.assertEqual(words(years(moment(1, date(1996, 3, 15))))[0], "1996")


class Numbers(SimpleTestCase):
    def test_more_packages_than_anybody_counts_are_said_by_their_power_of_ten(self):
        with override("en"):
            self.assertEqual(said_count(10**12 - 1), "999,999,999,999")
            self.assertEqual(said_count(10**40 + 1), "10⁴⁰ or more")
            self.assertEqual(said_number(10**40).count(","), 13)
        with override("es"):
            self.assertEqual(said_count(200**500), "10¹¹⁵⁰ o más")

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

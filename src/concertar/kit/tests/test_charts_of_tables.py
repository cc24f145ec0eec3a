"""Who sits at a table, what a package gives, what nature bears, what was measured since."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from math import hypot
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.test import SimpleTestCase
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as some

from concertar.kit import charts
from concertar.kit.charts import (
    Bound,
    Caption,
    Figure,
    Gain,
    Label,
    Nature,
    Package,
    Reading,
    SeatMark,
    Side,
    Spread,
    Verdict,
)
from concertar.kit.charts.axes import axis
from concertar.kit.charts.pen import SIGN, WIDTH
from concertar.kit.charts.seating import KINDS

HOSTILE = '</title><script>alert(1)</script>"{}%s&'
LONG = "Organizaciones sociales de base y comunidades campesinas " * 4
BAY = Bound(14, "límite de la bahía")
RIVER = Bound(Decimal("2.5"), "caudal", at_least=True)
NUMBERS = some.integers(-(10**6), 10**6) | some.decimals(-999, 999, places=2)


def caption(said: str = "Mesa") -> Caption:
    return Caption("a", said, said, said, said, said)


def drawn(figure: Figure) -> ElementTree.Element:
    return ElementTree.fromstring(figure.svg)  # noqa: S314 - what we drew ourselves


def words(figure: Figure) -> list[str]:
    return [part.text or "" for part in drawn(figure).iter("text")]


def side(name: str, kinds: str, young: str = "") -> Side:
    known = {"w": "woman", "m": "man", "u": "undeclared", "e": "empty"}
    marks = [SeatMark(known[kind], str(i) in young) for i, kind in enumerate(kinds)]  # type: ignore[arg-type]
    return Side(Label(name), tuple(marks))


def packages(count: int, recommended: int | None = 0) -> list[Package]:
    letters = "ABCDEFGHIJKL"[:count]
    return [
        Package(one, Label(f"Paquete {one}"), i == recommended) for i, one in enumerate(letters)
    ]


def gains(*values: float | None) -> Gain:
    return Gain(Label("Estado"), dict(zip("ABCDEFGHIJKL", values, strict=False)))


def months(*values: float | None) -> list[Reading]:
    start = date(2025, 1, 1)
    return [Reading(start + timedelta(days=30 * i), f"m{i}", one) for i, one in enumerate(values)]


def compared(*rows: Gain, count: int = 3, recommended: int | None = 0) -> Figure:
    return charts.comparison(caption(), packages(count, recommended), rows, head="Sector")


def every_figure(said: str) -> list[Figure]:
    name, seat = Label(said, said, said), SeatMark("woman", is_young=True)
    many = packages(12, 3)
    return [
        charts.seats(caption(said), [Side(name, (seat,) * 4)] * 20, [Nature(name)] * 3),
        charts.seats(caption(said), [Side(name, ())], [Nature(name, has_guardian=False)]),
        charts.seats(caption(said), []),
        charts.comparison(
            caption(said),
            [Package(one.letter, name, one.is_recommended) for one in many],
            [
                Gain(name, dict.fromkeys("ABCDEFGHIJKL", -3)),
                Gain(name, {"A": 10**7}),
                Gain(name, {}),
            ],
            head=said,
        ),
        charts.comparison(caption(said), [], [], head=said),
        charts.limit(
            caption(said),
            Bound(14, said),
            [Spread(name, -1, 0, 10**6), Spread(name), Spread(name, high=3, kind="fallback")],
        ),
        charts.limit(caption(said), Bound(-4, said, at_least=True), []),
        charts.series(
            caption(said),
            months(*range(23), None),
            bounds=[Bound(9, said), Bound(9, said, is_target=True), Bound(2, said, at_least=True)],
        ),
        charts.series(caption(said), months(-5, None, 5), bars=True),
        charts.series(caption(said), []),
    ]


class EveryPictureOfATable(SimpleTestCase):
    def test_it_is_well_formed_and_has_no_style_whatever_is_written_in_it(self):
        for said in (HOSTILE, LONG, "x" * 90, ""):
            for figure in every_figure(said):
                for part in drawn(figure).iter():
                    self.assertNotEqual(part.tag, "script")
                    self.assertNotIn("style", part.attrib)
                made = render_to_string("kit/_figure_folded.html", {"figure": figure})
                self.assertNotIn("<script", made)
                self.assertIn("<caption>", made)

    def test_nothing_is_drawn_outside_it(self):
        for said in (LONG, "x" * 90, ""):
            for figure in every_figure(said):
                self.assert_inside(figure)

    def assert_inside(self, figure: Figure) -> None:
        tree = drawn(figure)
        height = float(tree.get("viewBox", "").split()[3])
        for part in tree.iter():
            for name, most in (("x", WIDTH), ("cx", WIDTH), ("y", height), ("cy", height)):
                self.assertTrue(0 <= float(part.get(name, 0)) <= most, part.attrib)
        for part in tree.iter("text"):
            looks, x = part.get("class", "").split(), float(part.get("x", 0))
            size = len(part.text or "") * SIGN
            start = x - size if "e" in looks else x - size / 2 if "m" in looks else x
            self.assertGreaterEqual(start, -1, part.text)
            self.assertLessEqual(start + size, WIDTH + SIGN * 2, part.text)


class Seats(SimpleTestCase):
    def circles(self, figure: Figure) -> list[tuple[float, float, float]]:
        found = [
            tuple(float(part.get(name, 0)) for name in ("cx", "cy", "r"))
            for part in drawn(figure).iter("circle")
        ]
        return [(x, y, r) for x, y, r in found]

    def test_the_five_sides_of_a_city_are_named_inside_the_table(self):
        names = {"Estado": 3, "Sociedad civil": 2, "Sector privado": 2, "Academia": 1}
        sides = [
            Side(Label(name), (SeatMark("woman"),) * count)
            for name, count in {**names, "Comunidades": 2}.items()
        ]
        said = " ".join(words(charts.seats(caption(), sides)))
        for side in sides:
            self.assertIn(f"{side.label.text}\N{NO-BREAK SPACE}{len(side.seats)}", said)

    @settings(max_examples=40, deadline=None)
    @given(
        some.lists(
            some.lists(
                some.builds(SeatMark, some.sampled_from(["woman", "man", "empty"])), max_size=12
            ),
            max_size=20,
        )
    )
    def test_seats_never_touch_and_all_are_on_the_sheet(self, sides):
        figure = charts.seats(caption(), [Side(Label("Lado"), tuple(marks)) for marks in sides])
        height = float(drawn(figure).get("viewBox", "").split()[3])
        signs = len({mark.kind for marks in sides for mark in marks})
        circles = self.circles(figure)
        seats = circles[: len(circles) - signs]  # the rest stand in the key
        self.assertEqual(len(seats), sum(map(len, sides)))
        for (x, y, r), (other_x, other_y, _r) in combinations(seats, 2):
            self.assertGreater(hypot(x - other_x, y - other_y), 2 * r)
        for x, y, r in seats:
            self.assertTrue(r <= x <= WIDTH - r and r <= y <= height - r)

    def test_each_kind_looks_different_without_colour(self):
        looks = set()
        for kind in KINDS:
            for is_young in (False, True):
                if kind == "empty" and is_young:
                    continue
                figure = charts.seats(caption(), [Side(Label("x"), (SeatMark(kind, is_young),))])
                tree = drawn(figure)
                parts = [*tree.iter("circle"), *tree.iter("path")]
                looks.add(
                    tuple((one.get("class"), one.get("stroke-dasharray"), one.tag) for one in parts)
                )
        self.assertEqual(len(looks), 7)

    def test_names_stand_inside_while_they_fit_and_numbers_where_they_do_not(self):
        with override("es"):
            few = charts.seats(caption(), [side("Estado", "wm"), side("Academia", "w")])
            many = charts.seats(caption(), [side("Organizaciones sociales", "wm")] * 20)
        self.assertIn("Estado\u00a02", words(few))
        self.assertIn("20", words(many))
        self.assertEqual(sum(one.startswith("Organizaciones") for one in words(many)), 20)

    def test_the_table_counts_who_sits_there_and_says_the_weight(self):
        with override("es"):
            figure = charts.seats(caption(), [side("Estado", "wmue", "03"), side("Otros", "ww")])
        estado, otros = figure.table.rows
        self.assertEqual(
            estado,
            ("Estado", '4 <span class="late">(1 vacía)</span>', "1 de 3", "1", "1/2"),
        )
        self.assertEqual(otros, ("Otros", "2", "2 de 2", "0", "1/2"))
        self.assertEqual(figure.table.foot[2:], ("3 de 5", "1", "1"))

    def test_nature_sits_below_and_has_no_vote(self):
        with override("es"):
            figure = charts.seats(
                caption(), [side("Estado", "w")], [Nature(Label("La bahía"), has_guardian=False)]
            )
        self.assertIn("La bahía: aún sin guardiana o guardián, sin voto", words(figure))
        self.assertEqual(len(figure.table.rows), 1)


class Comparison(SimpleTestCase):
    def marks(self, figure: Figure) -> list[tuple[str, float, float]]:
        """The letter and the place of every mark; those of the key stand below."""
        found = [
            part for part in drawn(figure).iter("text") if "s" in part.get("class", "").split()
        ]
        return [(one.text or "", float(one.get("x", 0)), float(one.get("y", 0))) for one in found]

    @settings(max_examples=60, deadline=None)
    @given(some.lists(some.none() | NUMBERS, min_size=1, max_size=12))
    def test_marks_never_cover_each_other_and_none_is_lost(self, values):
        figure = compared(gains(*values), count=len(values))
        known = [value for value in values if value is not None]
        marks = self.marks(figure)[: len(known)]
        self.assertEqual(len(self.marks(figure)), len(known) + len(values))
        for (_, x, y), (_, other_x, other_y) in combinations(marks, 2):
            self.assertGreaterEqual(max(abs(x - other_x), abs(y - other_y)), 21.8)

    def test_more_stands_further_right_and_less_than_nothing_left_of_zero(self):
        figure = compared(gains(20, -8, 5))
        places = {letter: x for letter, x, _ in self.marks(figure)[:3]}
        (zero,) = [float(one.get("x", 0)) for one in drawn(figure).iter("text") if one.text == "0"]
        self.assertLess(places["B"], zero)
        self.assertLess(zero, places["C"])
        self.assertAlmostEqual((places["A"] - zero) / (zero - places["B"]), 20 / 8, delta=0.05)

    def test_the_dashed_line_stands_at_the_least_of_the_recommended(self):
        with override("es"):
            figure = compared(gains(22, 3), gains(Fraction(37, 2), 1), gains(30, 90))
        self.assertTrue(any(one.startswith("mínimo con A: 18") for one in words(figure)))
        (dashed,) = [one for one in drawn(figure).iter("path") if one.get("stroke-dasharray")]
        least = self.marks(figure)[2:4]
        self.assertIn(f"M{least[1][1]:.1f}".removesuffix(".0"), dashed.get("d", ""))

    def test_without_a_recommended_one_there_is_no_dashed_line(self):
        figure = compared(gains(22, 3), recommended=None)
        self.assertFalse([one for one in drawn(figure).iter("path") if one.get("stroke-dasharray")])

    def test_six_packages_have_six_shapes(self):
        figure = compared(gains(*range(0, 600, 100)), count=6)
        shapes = {
            one.get("d", "").split("m", 1)[1]
            for one in drawn(figure).iter("path")
            if one.get("class") == "ink f-paper"
        }
        self.assertEqual(len(shapes), 5)
        self.assertEqual(len(list(drawn(figure).iter("circle"))), 2)  # on the line and in the key

    def test_the_table_marks_the_least_and_adds_up_only_what_is_whole(self):
        with override("es"):
            whole = compared(gains(22, -6), gains(18, 7), count=2)
            holed = compared(gains(22, None), gains(18, 7), count=2)
        self.assertEqual(whole.table.foot, ("Suma", "40", "1"))
        self.assertIn("−6", whole.table.rows[0][2])
        self.assertIn("menor", whole.table.rows[0][2])
        self.assertEqual(holed.table.foot, ())
        self.assertEqual(holed.table.rows[0][2], "—")


class Limit(SimpleTestCase):
    def test_only_the_worst_case_is_compared_and_exactly(self):
        for spread, bound, verdict in (
            (Spread(Label("x"), 3, 8, 13.9), BAY, Verdict.KEEPS),
            (Spread(Label("x"), 3, 8, 14.0), BAY, Verdict.TOUCHES),
            (Spread(Label("x"), 3, 8, Decimal("14.0001")), BAY, Verdict.BREAKS),
            (Spread(Label("x"), 14.1, 20, 22), BAY, Verdict.BREAKS_AT_BEST),
            (Spread(Label("x"), 14, 20, 22), BAY, Verdict.BREAKS),
            (Spread(Label("x"), 3, 8, None), BAY, Verdict.UNKNOWN),
            (Spread(Label("x"), None, 8, 9), BAY, Verdict.KEEPS),
            (Spread(Label("x"), Fraction(5, 2), 3, 4), RIVER, Verdict.TOUCHES),
            (Spread(Label("x"), 2.6, 3, 4), RIVER, Verdict.KEEPS),
            (Spread(Label("x"), 1, 3, 4), RIVER, Verdict.BREAKS),
            (Spread(Label("x"), 1, 2, 2.4), RIVER, Verdict.BREAKS_AT_BEST),
            (Spread(Label("x"), None, 3, 4), RIVER, Verdict.UNKNOWN),
        ):
            with self.subTest(spread=spread):
                self.assertIs(spread.verdict(bound), verdict)

    def test_a_tenth_written_as_a_float_still_touches(self):
        self.assertIs(
            Spread(Label("x"), high=0.3).verdict(Bound(Decimal("0.3"), "x")), Verdict.TOUCHES
        )

    @given(some.lists(NUMBERS, min_size=3, max_size=3).map(sorted), NUMBERS, some.booleans())
    def test_a_verdict_is_the_sign_of_the_margin(self, ends, value, at_least):
        spread, bound = Spread(Label("x"), *ends), Bound(value, "x", at_least=at_least)
        margin, verdict = spread.margin(bound), spread.verdict(bound)
        assert margin is not None
        self.assertEqual(verdict.is_broken, margin < 0)
        self.assertEqual(verdict is Verdict.TOUCHES, margin == 0)

    def test_an_impossible_range_is_refused(self):
        for ends in (
            (3, 2, 4),
            (1, 5, 4),
            (5, None, 4),
            (float("nan"), 1, 2),
            (1, 2, float("inf")),
        ):
            with self.subTest(ends), self.assertRaises(ValueError):
                Spread(Label("x"), *ends)

    def test_what_is_unknown_never_keeps_the_limit(self):
        with override("es"):
            figure = charts.limit(caption(), BAY, [Spread(Label("C"), 1, 2)])
        self.assertIn("desconocido", words(figure))
        self.assertIn("?", words(figure))
        self.assertNotIn("respeta", "".join(words(figure)))
        self.assertEqual(figure.table.rows[0][3], "—")
        self.assertRegex(figure.table.rows[0][4], "—.*late.*desconocido")

    def test_no_word_is_written_across_the_water_where_there_is_room_before_it(self):
        with override("es"):
            figure = charts.limit(caption(), Bound(250, "x"), [Spread(Label("A"), 0, 9, 250)])
        water = max(
            float(one.get("d").split()[0][1:])
            for one in drawn(figure).iter("path")
            if one.get("class") == "wat" and one.get("stroke-width") == "3"
        )
        said = [one for one in drawn(figure).iter("text") if "toca" in (one.text or "")]
        self.assertTrue(said)
        self.assertTrue(all(float(one.get("x")) > water for one in said))

    def test_the_thick_mark_is_the_worst_end_of_either_limit(self):
        for bound, worst in ((BAY, 13), (Bound(1, "x", at_least=True), 4)):
            figure = charts.limit(caption(), bound, [Spread(Label("x"), 4, 8, 13)])
            (thick,) = [one for one in drawn(figure).iter("path") if one.get("stroke-width") == "4"]
            (thin,) = [
                one
                for one in drawn(figure).iter("path")
                if one.get("stroke-width") == "2" and "V" in one.get("d", "")
            ]
            is_right = float(thick.get("d", "M").split()[0][1:]) > float(
                thin.get("d", "M").split()[0][1:]
            )
            self.assertEqual(is_right, worst == 13)

    def test_the_side_where_nobody_may_be_is_hatched(self):
        for bound, away in ((BAY, "l6-6"), (RIVER, "l-6-6")):
            figure = charts.limit(caption(), bound, [Spread(Label("x"), 1, 2, 3)])
            hatch = next(one for one in drawn(figure).iter("path") if one.get("class") == "wat")
            self.assertIn(away, hatch.get("d", ""))

    def test_the_table_says_best_and_worst_from_the_side_of_nature(self):
        with override("es"):
            figure = charts.limit(caption(), RIVER, [Spread(Label("A"), 2.2, 3, 4.4)])
        self.assertEqual(figure.table.rows[0][1:4], ("4,4", "3,0", "2,2"))
        self.assertRegex(figure.table.rows[0][4], "−0,3.*late.*lo rompe")


class Series(SimpleTestCase):
    def test_what_passes_the_limit_is_a_square_and_the_rest_a_ring(self):
        for bound, beyond in ((Bound(250, "x"), 2), (Bound(250, "x", at_least=True), 1)):
            figure = charts.series(caption(), months(312, 298, 250, 214), bounds=[bound])
            squares = list(drawn(figure).iter("rect"))
            self.assertEqual(len(squares), beyond + 1)  # and one in the key
            self.assertEqual(len(list(drawn(figure).iter("circle"))), 4 - beyond)

    def test_to_be_beyond_a_target_is_no_harm(self):
        figure = charts.series(caption(), months(1, 9), bounds=[Bound(3, "m", is_target=True)])
        self.assertFalse(list(drawn(figure).iter("rect")))

    def test_what_was_not_measured_is_a_gap_and_no_zero(self):
        with override("es"):
            figure = charts.series(caption(), months(300, 310, None, 290, 280))
        line = next(
            one.get("d", "") for one in drawn(figure).iter("path") if "L" in one.get("d", "")
        )
        self.assertEqual(line.count("M"), 2)
        self.assertEqual(len(list(drawn(figure).iter("circle"))), 4)
        self.assertEqual(figure.table.rows[2][1], "sin medición")
        self.assertIn("sin medición", words(figure))

    def test_a_line_that_does_not_begin_at_zero_says_where_it_begins(self):
        far = charts.series(caption(), months(98, 104))
        near = charts.series(caption(), months(10, 104))
        bars = charts.series(caption(), months(98, 104), bars=True)
        said = [one for one in words(far) if one.isdigit()]
        self.assertIn("96", said)
        for figure in (near, bars):
            self.assertEqual([one for one in words(figure) if one.isdigit()], ["104"])

    def test_the_last_number_is_said_and_none_covers_another(self):
        bounds = [Bound(value, "x") for value in (100, 101, 102)]
        figure = charts.series(caption(), months(99, 103, 100.5), bounds=bounds, places=1)
        beside = [
            (float(one.get("y", 0)))
            for one in drawn(figure).iter("text")
            if float(one.get("x", 0)) > WIDTH * 0.7 and "q" not in one.get("class", "").split()
        ]
        for one, other in combinations(beside, 2):
            self.assertGreaterEqual(abs(one - other), 14)
        self.assertEqual(len(beside), 4)

    def test_readings_stand_at_their_days_in_order(self):
        rows = [*months(1, 2, 3), Reading(date(2026, 1, 1), "later", 4)]
        figure = charts.series(caption(), rows[::-1])
        places = [float(one.get("cx", 0)) for one in drawn(figure).iter("circle")]
        self.assertEqual(places, sorted(places))
        self.assertGreater(places[3] - places[2], 5 * (places[2] - places[1]))

    def test_two_years_of_bars_never_touch(self):
        figure = charts.series(caption(), months(*[5] * 24), bars=True)
        bars = [one for one in drawn(figure).iter("path") if one.get("class") == "ink"]
        places = sorted(float(one.get("d", "M").split()[0][1:]) for one in bars)
        thick = float(bars[0].get("stroke-width", 0))
        self.assertEqual(len(places), 24)
        self.assertTrue(all(b - a > thick for a, b in pairwise(places)))

    def test_a_bar_below_zero_hangs_from_the_line_of_zero(self):
        figure = charts.series(caption(), months(-4, 8), bars=True)
        down, up = [
            one.get("d", "") for one in drawn(figure).iter("path") if "V" in one.get("d", "")
        ]
        zero, low = (float(one) for one in down.split(" ")[1].split("V"))
        self.assertGreater(low, zero)
        self.assertLess(float(up.split("V")[1]), zero)


class Lines(SimpleTestCase):
    @given(some.lists(NUMBERS, max_size=6), some.booleans())
    def test_a_line_holds_every_number_and_few_are_written_on_it(self, values, from_zero):
        line = axis(values, 20, 320, from_zero=from_zero)
        ticks = line.ticks
        self.assertTrue(all(20 - 1e-6 <= line.at(value) <= 320 + 1e-6 for value in values))
        self.assertLessEqual(len(ticks), 7)
        self.assertGreaterEqual(len(ticks), 2)
        room = (line.at(ticks[1]) - line.at(ticks[0])) if len(ticks) > 1 else 300
        self.assertLessEqual(max(len(line.said(tick)) for tick in ticks) * SIGN, room)
        if from_zero:
            self.assertIn(0, ticks)

"""The drawn map: every place named, no name on another, distances true."""

from itertools import combinations
from math import asin, cos, hypot, radians, sin, sqrt

from django.test import SimpleTestCase, TestCase

from concertar.kit.access import OPERATOR
from concertar.network.actions import load_forum
from concertar.network.models import Territory
from concertar.site import map as drawn_map
from concertar.site.front import on_map
from concertar.site.labels import Box, Spot, place_labels, text_width
from concertar.site.projection import EARTH_RADIUS_KM

LIMA, CUSCO, TUMBES, TACNA = (-12.05, -77.03), (-13.53, -71.97), (-3.57, -80.46), (-18.01, -70.25)


def kilometres(one, other):
    """The great-circle distance, by the haversine formula."""
    (a, b), (c, d) = ([radians(x) for x in point] for point in (one, other))
    return (
        2
        * EARTH_RADIUS_KM
        * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
    )


class TheMapOfTheForum(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)
        rows = Territory.objects.all().local().located().select_related("parent")
        cls.places = tuple(on_map(place, members=1) for place in rows)
        cls.drawing = drawn_map.draw(cls.places)

    def test_all_places_stand_on_it_and_each_is_named_once(self):
        self.assertEqual(len(self.places), 34)
        self.assertEqual(len(self.drawing.dots), 34)
        names = [name.text for name in self.drawing.wide.names]
        self.assertEqual(sorted(names), sorted(place.name for place in self.places))
        self.assertEqual(self.drawing.wide.unplaced, ())

    def test_fifteen_dots_are_filled_and_nineteen_hollow(self):
        self.assertEqual((self.drawing.filled, self.drawing.hollow), (15, 19))
        self.assertEqual(sum(dot.filled for dot in self.drawing.dots), 15)

    def test_no_name_touches_another(self):
        for lettering in (self.drawing.wide, self.drawing.small):
            for one, other in combinations(lettering.boxes, 2):
                self.assertFalse(one.touches(other), (one, other))

    def test_every_name_lies_on_the_sheet_and_covers_no_dot(self):
        outline = self.drawing.outline
        dots = [(float(dot.x), float(dot.y)) for dot in self.drawing.dots]
        for lettering in (self.drawing.wide, self.drawing.small):
            for box in lettering.boxes:
                self.assertGreaterEqual(box.left, 0)
                self.assertLessEqual(box.right, outline["width"])
                self.assertFalse([dot for dot in dots if box.holds(dot)])

    def test_a_phone_names_the_capitals_in_larger_letters(self):
        names = {name.text for name in self.drawing.small.names}
        self.assertGreaterEqual(len(names), 10)
        self.assertLessEqual({"Arequipa", "Cajamarca", "Cusco", "Piura", "Puno"}, names)

    def test_the_same_places_give_the_same_drawing(self):
        drawn_map.draw.cache_clear()
        self.assertEqual(drawn_map.draw(self.places), self.drawing)

    def test_places_on_the_coast_lie_by_the_drawn_coast(self):
        shore = self.drawing.outline["shore"]
        for name in ("Ilo", "Paita", "Huanchaco", "Negritos"):
            place = next(place for place in self.places if place.name == name)
            x, y = drawn_map.projection().point(place.latitude, place.longitude)
            self.assertLess(min(hypot(x - a, y - b) for a, b in shore), 7, name)


class TheProjection(SimpleTestCase):
    def test_distances_are_true_to_one_part_in_a_hundred(self):
        projection = drawn_map.projection()
        for one, other in ((LIMA, CUSCO), (TUMBES, TACNA), (LIMA, TACNA)):
            (ax, ay), (bx, by) = projection.point(*one), projection.point(*other)
            drawn = hypot(ax - bx, ay - by) / projection.units_per_km
            self.assertAlmostEqual(drawn / kilometres(one, other), 1, delta=0.01)

    def test_the_scale_bar_is_as_long_as_it_says(self):
        drawing = drawn_map.draw(())
        long = float(drawing.scale.split("h")[1].split("v")[0])
        self.assertEqual(drawing.scale_km, 200)
        self.assertAlmostEqual(long, 200 * drawn_map.projection().units_per_km, delta=0.1)

    def test_north_is_up_and_east_is_right(self):
        projection = drawn_map.projection()
        (lima_x, lima_y), (cusco_x, _) = projection.point(*LIMA), projection.point(*CUSCO)
        self.assertLess(lima_x, cusco_x)
        self.assertLess(projection.point(*TUMBES)[1], lima_y)


class Labels(SimpleTestCase):
    def place(self, spots, **options):
        options = {"letters": 10, "far": 60, "size": (400, 200), **options}
        return place_labels(spots, dots=[(spot.x, spot.y) for spot in spots], **options)

    def test_two_places_on_one_spot_get_two_names_apart(self):
        one, other = self.place([Spot(100, 100, 60), Spot(100, 100, 60)])
        self.assertFalse(one.box.touches(other.box))

    def test_a_name_without_room_is_left_out_instead_of_drawn_over_another(self):
        full = [Box(0, 0, 400, 200)]
        self.assertEqual(self.place([Spot(100, 100, 60)], taken=full), [None])

    def test_boxes_that_share_an_edge_do_not_touch_and_boxes_that_share_a_point_inside_do(self):
        self.assertFalse(Box(0, 0, 10, 10).touches(Box(10, 0, 20, 10)))
        self.assertTrue(Box(0, 0, 10, 10).touches(Box(9, 9, 20, 20)))

    def test_a_broad_name_is_wider_than_a_narrow_one(self):
        self.assertGreater(text_width("Mmmm", 10), text_width("Illi", 10))
        self.assertGreater(text_width("Ilo", 10, bold=True), text_width("Ilo", 10))

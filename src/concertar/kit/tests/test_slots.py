"""Slots: filled from above, empty until then, and never a way in for markup."""

from django.template import Context, Template
from django.test import RequestFactory, SimpleTestCase
from django.utils.html import format_html

from concertar.kit import slots


def below(_request, place):
    return format_html("<p>{}</p>", place)


class Slots(SimpleTestCase):
    def setUp(self):
        self.addCleanup(slots.empty, "kit:below")

    def page(self) -> str:
        context = Context({"request": RequestFactory().get("/"), "place": "<Ilo>"})
        return Template('{% load slots %}{% slot "kit:below" place %}').render(context)

    def test_an_empty_slot_shows_nothing(self):
        self.assertEqual(self.page(), "")

    def test_a_slot_shows_what_fills_it_once_in_order(self):
        slots.fill("kit:below", below)
        slots.fill("kit:below", below)
        slots.fill("kit:below", lambda _request, _place: "<b>")
        self.assertEqual(self.page(), "<p>&lt;Ilo&gt;</p>\n&lt;b&gt;")

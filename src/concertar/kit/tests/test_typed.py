"""What people type loses the signs that nobody sees, before any form reads it."""

from timeit import timeit

from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase

from concertar.kit.signs import seen_of, unwanted_sign
from concertar.kit.typed import WithoutHiddenSigns

REVERSED = "La planta \u202eon\u202c se cierra"


class Typed(SimpleTestCase):
    def sent(self, **fields):
        request = RequestFactory().post("/", fields)
        WithoutHiddenSigns(lambda _request: HttpResponse()).process_view(request)
        return request.POST

    def test_a_text_cannot_be_shown_otherwise_than_it_reads(self):
        self.assertEqual(self.sent(text=REVERSED)["text"], "La planta on se cierra")

    def test_signs_of_no_width_make_no_second_name(self):
        self.assertEqual(self.sent(title="Plan\u200bta\0\u2060")["title"], "Planta")

    def test_every_value_of_a_field_is_cleaned_and_lines_stay(self):
        sent = self.sent(options=["a\u200b", "b"], text="uno\r\ndos\ttres\rfin")
        self.assertEqual(sent.getlist("options"), ["a", "b"])
        self.assertEqual(sent["text"], "uno\ndos\ttres\nfin")

    def test_a_picture_made_of_two_stays_one(self):
        for joined in ("👩\u200d🌾", "👩🏽\u200d🌾", "🏳\ufe0f\u200d🌈"):
            with self.subTest(joined):
                self.assertEqual(self.sent(text=f"Con {joined}.")["text"], f"Con {joined}.")
                self.assertEqual(unwanted_sign(f"Con {joined}."), "")

    def test_between_letters_a_joiner_joins_nothing(self):
        for text in (
            "Plan\u200dta",
            "👩\u200dta",
            "\u200d🌾",
            "👩\u200d\u200d🌾",
            "👩\u200d\U0001fadf",  # a picture that has no meaning yet
            "a\ufe0f\u200d🌾",
        ):
            with self.subTest(text):
                self.assertNotIn("\u200d", self.sent(text=text)["text"])
                self.assertNotEqual(unwanted_sign(text), "")

    def test_a_letter_is_one_sign_however_it_was_typed(self):
        self.assertEqual(self.sent(text="nin\u0303o")["text"], "niño")

    def test_a_password_is_left_as_it_was_typed(self):
        self.assertEqual(self.sent(password1="a\u200bb")["password1"], "a\u200bb")

    def test_nothing_can_be_added_to_what_was_sent(self):
        with self.assertRaises(AttributeError):
            self.sent(text="a")["text"] = "b"

    def test_an_address_asks_for_nothing_hidden_either(self):
        request = RequestFactory().get("/tables/new/", {"forum": "chim\0bote"})
        WithoutHiddenSigns(lambda _request: HttpResponse()).process_view(request)
        self.assertEqual(request.GET["forum"], "chimbote")
        self.assertEqual(request.GET.urlencode(), "forum=chimbote")

    def test_a_long_text_costs_little(self):
        long = "Año de la bahía. " * 60_000
        self.assertLess(timeit(lambda: seen_of(long), number=1), 0.5)

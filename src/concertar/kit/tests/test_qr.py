"""A QR code in a page says its address and carries nothing the content policy refuses."""

import re

import segno
from django.test import SimpleTestCase

from concertar.kit import qr

ADDRESS = "https://foro.example/agreements/aire-limpio/"


class QrCode(SimpleTestCase):
    def test_its_strokes_are_the_modules_of_the_code(self):
        drawing = qr.drawn(ADDRESS, "Code")
        dark = {
            (int(x) + step, int(y))
            for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawing)
            for step in range(int(length))
        }
        matrix = segno.make(ADDRESS, error="m", micro=False).matrix
        wanted = {(x, y) for y, row in enumerate(matrix) for x, one in enumerate(row) if one}
        self.assertEqual(dark, wanted)

    def test_it_has_a_name_and_no_style(self):
        drawing = qr.drawn(ADDRESS, 'A "code"')
        self.assertIn('aria-label="A &quot;code&quot;"', drawing)
        self.assertNotIn("style", drawing)

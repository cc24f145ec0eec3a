"""Paper: what people wrote stands on it as they wrote it, and the same content is the same file."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from django.test import SimpleTestCase
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from concertar.kit.paper import Content, Entry, Section, _qr, answer, directory, printed

TEMPLATE = "kit/paper/directory.typ"
HOSTILE = (
    '#eval("1+1")',
    "<script>alert(1)</script>",
    "C:\\users\\#let x = 1",
    "$ x $ *bold* _it_ `raw` @label = no heading",
    '#read("/etc/passwd") "} {',
    "Ñuñoa, Áncash — 1 °C, 3 m³",
)


def content(*titles: str, **rest: object) -> Content:
    entries = tuple(Entry(title, note="nota", facts=(("Clase", title),)) for title in titles)
    return Content(
        **{
            "title": "Directorio",
            "body": directory((Section("Ilo", entries),)),
            "address": "http://localhost:8000/institutions/",
            "made_at": datetime(2026, 11, 23, 15, 0, tzinfo=UTC),
            "language": "es",
            **rest,
        }
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def bare(said: str) -> str:
    """Without the blanks and line breaks that setting a text in columns puts into it."""
    return "".join(said.split())


def parts(tag: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every tag of a file, from the top."""
    yield tag
    below = tag.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        found = one.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield from parts(found)


class Sheets(SimpleTestCase):
    def test_what_people_wrote_is_text_and_never_code(self):
        for hostile in HOSTILE:
            with self.subTest(hostile):
                said = bare(text(printed(TEMPLATE, content(hostile)).pdf))
                self.assertEqual(said.count(bare(hostile)), 2)  # the name and the fact

    def test_every_text_of_a_sheet_may_be_hostile(self):
        for hostile in HOSTILE:
            sheet = content("Ilo", title=hostile, lede=hostile)
            self.assertIn(bare(hostile), bare(text(printed(TEMPLATE, sheet).pdf)))

    def test_the_same_content_is_the_same_file(self):
        made = printed(TEMPLATE, content("Ilo"))
        self.assertEqual(made, printed(TEMPLATE, content("Ilo")))
        self.assertEqual(read(made.pdf).metadata.creation_date, content("Ilo").made_at)

    def test_the_fingerprint_is_that_of_the_content_and_stands_on_the_sheet(self):
        one = content("Ilo")
        sheet = printed(TEMPLATE, one)
        said = {
            "title": "Directorio",
            "lede": "",
            "language": "es",
            "address": "http://localhost:8000/institutions/",
            "foot": "",
            "kicker": "",
            "mark": "",
            "body": one.body,
        }
        plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self.assertEqual(sheet.fingerprint, sha256(plain.encode()).hexdigest())
        self.assertIn(sheet.fingerprint, bare(text(sheet.pdf)))
        self.assertNotEqual(replace(one, lede="x").fingerprint, sheet.fingerprint)

    def test_two_printings_of_one_content_have_one_fingerprint(self):
        later = replace(content("Ilo"), made_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
        self.assertEqual(later.fingerprint, content("Ilo").fingerprint)

    def test_every_page_says_which_of_how_many_it_is(self):
        made = read(printed(TEMPLATE, content(*(f"Institución {i}" for i in range(300)))).pdf)
        count = len(made.pages)
        self.assertGreater(count, 2)
        for i, page in enumerate(made.pages, start=1):
            said = page.extract_text()
            self.assertIn(f"{i}", said)
            self.assertIn(bare(f"Página {i} de {count}"), bare(said))

    def test_it_is_tagged_names_its_language_and_carries_its_fonts(self):
        made = read(printed(TEMPLATE, content("Ilo")).pdf)
        root = made.trailer["/Root"]
        self.assertTrue(root["/MarkInfo"]["/Marked"])
        self.assertIn("/StructTreeRoot", root)
        self.assertEqual(root["/Lang"], "es")
        self.assertEqual(made.metadata.title, "Directorio")
        fonts = made.pages[0]["/Resources"]["/Font"].values()
        for font in fonts:
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            self.assertTrue({"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"]))

    def test_the_address_is_drawn_with_words_for_who_does_not_see_it_and_written(self):
        made = printed(TEMPLATE, content("Ilo"))
        tree = read(made.pdf).trailer["/Root"]["/StructTreeRoot"]
        (drawn,) = [part for part in parts(tree) if part.get("/S") == "/Figure"]
        self.assertEqual(drawn["/Alt"], "Código QR de la dirección de esta página")
        self.assertIn("http://localhost:8000/institutions/", text(made.pdf))
        self.assertIn("<path", _qr("http://localhost:8000/institutions/"))

    def test_it_is_made_on_a4(self):
        box = read(printed(TEMPLATE, content("Ilo")).pdf).pages[0].mediabox
        self.assertEqual((round(box.width), round(box.height)), (595, 842))

    def test_a_page_answers_with_it(self):
        response = answer(printed(TEMPLATE, content("Ilo")), "directorio")
        self.assertEqual(response["Content-Type"], "application/pdf")
        self.assertTrue(response.content.startswith(b"%PDF-"))

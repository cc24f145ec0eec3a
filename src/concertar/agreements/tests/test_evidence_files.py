"""Files handed in as evidence by whoever means harm or knows no better, over the site itself."""

from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from django.urls import reverse

from concertar.agreements.models import Check
from concertar.agreements.tests.factories import cast
from concertar.agreements.tests.negotiation import promised, signed
from concertar.kit import files
from concertar.kit.models import StoredFile
from concertar.kit.tests.test_files import PLACE, exif, jpeg, segment

PAGE = b"<html><script>alert(document.cookie)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


class EvidenceFiles(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        setting = override_settings(PRIVATE_FILES=folder.name)
        setting.enable()
        self.addCleanup(setting.disable)
        self.cast = cast()
        commitment = promised(signed(self.cast))
        self.page = reverse("agreements:commitment_detail", args=[commitment.pk])
        self.form = reverse("agreements:check_new", args=[commitment.pk])
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.client.force_login(self.cast.caio)

    def send(self, data, name="obra.jpg", kind="image/jpeg"):
        upload = SimpleUploadedFile(name, data, kind)
        return self.client.post(
            self.form, {"score": "2", "evidence": "Se vio la obra.", "file": upload}
        )

    def served(self, data, name="obra.jpg", kind="image/jpeg"):
        """What a stranger gets of what was handed in."""
        self.assertRedirects(self.send(data, name, kind), self.page)
        self.client.logout()
        return self.client.get(f"/files/{Check.objects.get().file_id}/")

    def assert_harmless(self, answer, kind, name):
        """Not to be read as a page by any browser: it is saved, under a true ending."""
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer["Content-Type"], kind)
        self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
        self.assertEqual(answer["Content-Disposition"], f'attachment; filename="{name}"')
        self.assertEqual(answer["Content-Security-Policy"], "default-src 'none'; sandbox")

    def assert_refused(self, answer, words):
        self.assertContains(answer, words, status_code=422)
        self.assertContains(answer, "Se vio la obra.", status_code=422)
        self.assertFalse(Check.objects.exists())
        self.assertFalse(StoredFile.objects.exists())

    def test_a_photo_is_published_without_the_place_it_was_taken(self):
        answer = self.served(jpeg(tail=PLACE))
        self.assertNotIn(b"GPS", answer.content)
        self.assertNotIn(b"78.59", answer.content)
        self.assertIn(b"drawn", answer.content)
        self.assert_harmless(answer, "image/jpeg", "obra.jpg")

    def test_wherever_in_a_photo_the_place_stands(self):
        """In a second Exif part, between the scans, and in the part where programs sign."""
        photo = jpeg()
        scan = photo.index(b"\xff\xda")
        for marker, body in ((0xE1, exif(1)), (0xEE, b"Adobe\0" + PLACE), (0xE0, PLACE),
                             (0xE3, PLACE), (0xFE, PLACE)):  # fmt: skip
            data = photo[:scan] + segment(marker, body) + photo[scan:]
            with self.subTest(hex(marker)):
                content = files.take_in(SimpleUploadedFile("obra.jpg", data))
                kept = files.path_of(content.sha256).read_bytes()
                self.assertNotIn(b"78.59", kept)

    def test_a_page_hidden_in_a_photo_is_cut_out(self):
        for data in (jpeg(tail=PAGE), jpeg()[:2] + segment(0xFE, PAGE) + jpeg()[2:]):
            kept = files.take_in(SimpleUploadedFile("obra.jpg", data))
            self.assertNotIn(b"<script", files.path_of(kept.sha256).read_bytes())

    def test_a_page_hidden_in_a_pdf_is_no_page(self):
        data = b"%PDF-1.7\n" + PAGE + b"\n%%EOF\n"
        answer = self.served(data, "acta.html", "text/html")
        self.assert_harmless(answer, "application/pdf", "acta.pdf")

    def test_a_page_before_a_pdf_is_plain_text(self):
        answer = self.served(PAGE + b"\n%PDF-1.7\n%%EOF\n", "acta.pdf", "application/pdf")
        self.assert_harmless(answer, "text/plain; charset=utf-8", "acta.txt")

    def test_a_drawing_with_a_script_is_plain_text(self):
        answer = self.served(DRAWING, "mapa.svg", "image/svg+xml")
        self.assert_harmless(answer, "text/plain; charset=utf-8", "mapa.txt")

    def test_an_empty_file_is_refused_in_a_sentence(self):
        self.assert_refused(self.send(b""), "empty")

    def test_a_photo_of_a_kind_that_cannot_be_bared_is_refused_in_a_sentence(self):
        for data in (b"RIFF\x10\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic\0\0\0\0", b"GIF89a\1\0\1\0"):
            self.assert_refused(self.send(data), "This kind of file cannot be kept. Send a PDF")

    def test_half_a_photo_is_refused_in_a_sentence(self):
        self.assert_refused(self.send(jpeg()[:60]), "picture")

    def test_a_name_leads_nowhere(self):
        names = {
            "../../etc/cron.d/obra.pdf": "obra.pdf",
            "..\\..\\obra.pdf": "obra.pdf",
            "/etc/obra.pdf": "obra.pdf",
            ".obra.pdf": "obra.pdf",
            "obra.pdf.exe": "obra.pdf.pdf",
            "o\u202ebra.pdf": "obra.pdf",
        }
        for name, kept in names.items():
            with self.subTest(name):
                answer = self._sent_raw(name)
                self.assertEqual(answer.status_code, 302, answer.content.decode()[-500:])
                self.assertEqual(StoredFile.objects.order_by("kept_at").last().name, kept)
        places = {files.path_of(one.sha256).parent.parent for one in StoredFile.objects.all()}
        self.assertEqual(len(places), 1)

    def _sent_raw(self, name):
        """As no library of a browser would send it: the name as it is, in the part's head."""
        parts = [("score", b"2"), ("evidence", f"Se vio {name!r}.".encode())]
        body = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="' + key.encode() + b'"\r\n\r\n'
            + value + b"\r\n" for key, value in parts
        )  # fmt: skip
        body += b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
        body += name.replace("\\", "\\\\").encode() + b'"\r\nContent-Type: application/pdf\r\n\r\n'
        body += b"%PDF-1.7\n" + name.encode() + b"\n%%EOF\n\r\n--x--\r\n"
        return self.client.generic(
            "POST", self.form, body, content_type="multipart/form-data; boundary=x"
        )

"""A file is read before it is believed, kept under its hash, and given only to who may see it."""

import errno
import shutil
import struct
import tempfile
import unittest
import zlib
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.transaction import TransactionManagementError
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import isolate_apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from concertar.kit import access, files, holders, pictures
from concertar.kit.access import Refused
from concertar.kit.models import StoredFile, StoredFileQuerySet
from concertar.kit.tests.cast import person, steward
from concertar.kit.tests.committed import CommittedTestCase

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PLACE = b"GPS -9.07,-78.59 Ana's telephone"


def upload(data=PDF, name="acta.pdf"):
    return SimpleUploadedFile(name, data)


def segment(marker, body):
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(turn):
    tiff = b"II\x2a\0" + struct.pack("<IH", 8, 2)
    tiff += struct.pack("<HHIHH", 0x0112, 3, 1, turn, 0) + struct.pack("<HHII", 0x8825, 4, 1, 99)
    return b"Exif\0\0" + tiff + b"\0\0\0\0" + PLACE


def jpeg(turn=6, width=4, height=3, tail=b""):
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xE1, exif(turn))
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE)
        + segment(0xE2, b"MPF\0" + PLACE)
        + segment(0xE2, b"ICC_PROFILE\0\1\1colour")
        + segment(0xED, PLACE)
        + segment(0xEE, b"Adobe\0d\0\0\0\0\1")
        + segment(0xEE, b"Adobe\0" + PLACE)
        + segment(0xFE, PLACE)
        + segment(0xDB, b"\0" * 65)
        + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"drawn\xff\0\xff\xd0more\xff\xff"
        + b"\xff\xd9"
        + tail
    )


def chunk(kind, body=b""):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width=1, height=1, tail=b""):
    return (
        pictures.PNG_START
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"gAMA", struct.pack(">I", 45455))
        + chunk(b"tEXt", b"Author\0" + PLACE)
        + chunk(b"eXIf", PLACE)
        + chunk(b"iTXt", PLACE)
        + chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
        + chunk(b"IEND")
        + tail
    )


class WithAFolder:
    def setUp(self):
        super().setUp()
        self.folder = Path(tempfile.mkdtemp(prefix="concertar-files-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        setting = override_settings(PRIVATE_FILES=self.folder)
        setting.enable()
        self.addCleanup(setting.disable)

    def on_disk(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]


class TakingIn(WithAFolder, TestCase):
    def refused(self, code, *arguments, **options):
        with self.assertRaises(Refused) as caught:
            files.take_in(upload(*arguments), **options)
        self.assertEqual(caught.exception.code, code)
        self.assertTrue(access.sentence(caught.exception, {}))
        self.assertEqual(self.on_disk(), [])

    def test_lays_the_content_under_its_hash_for_the_owner_alone(self):
        content = files.take_in(upload())
        path = files.path_of(content.sha256)
        self.assertEqual(path.read_bytes(), PDF)
        self.assertEqual(path.stat().st_mode & 0o077, 0)
        self.assertEqual(path.parent.stat().st_mode & 0o077, 0)
        self.assertEqual((content.size, content.media_type), (len(PDF), "application/pdf"))

    def test_the_same_content_twice_lies_there_once(self):
        self.assertEqual(files.take_in(upload()).sha256, files.take_in(upload(name="b.pdf")).sha256)
        self.assertEqual(len(self.on_disk()), 1)

    def test_handing_it_in_again_mends_a_damaged_content(self):
        path = files.path_of(files.take_in(upload()).sha256)
        path.write_bytes(b"X" + PDF[1:])
        files.take_in(upload())
        self.assertEqual(path.read_bytes(), PDF)

    def test_believes_the_content_and_not_the_name(self):
        self.assertEqual(files.take_in(upload(PDF, "photo.png")).media_type, "application/pdf")
        self.assertEqual(files.take_in(upload(b"a,b\n1,2\n", "t.csv")).media_type, "text/csv")
        self.assertEqual(files.take_in(upload(b"a,b\n1,2\n", "t.pdf")).media_type, "text/plain")

    def test_a_page_that_calls_itself_a_table_leaves_as_plain_text(self):
        content = files.take_in(upload(b"<svg onload=alert(1)>", "drawing.svg"))
        self.assertEqual((content.media_type, content.name), ("text/plain", "drawing.txt"))

    def test_kinds_nobody_allowed_are_refused(self):
        for data in (
            b"PK\3\4zip",
            b"MZ\x90\0program",
            b"GIF89a\1\0\1\0\0\0\0",
            b"caf\xe9",
            b"\0",
            "texto".encode("utf-16"),
        ):
            with self.subTest(data):
                self.refused("file_kind_not_allowed", data, "acta.pdf")

    def test_an_empty_file_is_refused(self):
        self.refused("file_empty", b"", "acta.pdf")

    def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_refused(self):
        files.take_in(upload(b"a" * 100, "a.txt"), largest=100)
        shutil.rmtree(self.folder)
        self.refused("file_too_large", b"a" * 101, "a.txt", largest=100)

    def test_a_full_disk_is_said_and_leaves_no_half_file(self):
        for trouble in (errno.ENOSPC, errno.EROFS):
            with mock.patch("os.fsync", side_effect=OSError(trouble, "full")):
                self.refused("file_no_room")

    def test_a_disk_that_fails_to_sync_is_not_asked_again(self):
        with (
            mock.patch("os.fsync", side_effect=OSError(errno.EIO, "broken")) as sync,
            self.assertRaises(OSError),
        ):
            files.take_in(upload())
        self.assertEqual((sync.call_count, self.on_disk()), (1, []))

    def test_content_is_synced_before_it_gets_its_name(self):
        seen = []

        def sync(handle):
            seen.append([path.name for path in self.on_disk()])

        with mock.patch("os.fsync", side_effect=sync):
            digest = files.take_in(upload()).sha256
        self.assertTrue(seen[0][0].startswith(".half-"))
        self.assertEqual(seen[1], [digest])


class Names(SimpleTestCase):
    def test_are_made_harmless(self):
        for given_name, kept in {
            "Acta de Chimbote.pdf": "Acta de Chimbote.pdf",
            "../../etc/passwd": "passwd.pdf",
            "C:\\Users\\ana\\acta.PDF": "acta.pdf",
            "a\r\nSet-Cookie: x=1.pdf": "a Set-Cookie x=1.pdf",
            "acta\u202efdp.exe": "acta fdp.pdf",
            "acta\u200b.pdf": "acta.pdf",
            ".htaccess": "htaccess.pdf",
            '<script>"x".pdf': "script x.pdf",
            "Peru\u0301.pdf": "Perú.pdf",
            "x" * 500 + ".pdf": "x" * 100 + ".pdf",
        }.items():
            with self.subTest(given_name):
                self.assertEqual(files.safe_name(given_name, "application/pdf"), kept)

    def test_are_given_where_nothing_is_left(self):
        for empty in ("", "..", "/", "\u202e", ".pdf"):
            self.assertRegex(files.safe_name(empty, "application/pdf"), r"^\w+\.pdf$")


class Pictures(SimpleTestCase):
    def test_a_photograph_loses_its_place_and_keeps_how_it_is_turned(self):
        bare = pictures.bare(jpeg(turn=6), "image/jpeg")
        self.assertNotIn(b"GPS", bare)
        self.assertIn(b"ICC_PROFILE", bare)
        self.assertEqual(bare.count(b"Adobe\0d"), 1)
        self.assertIn(b"drawn\xff\0\xff\xd0more", bare)
        self.assertEqual(pictures._orientation(bare[bare.index(b"\xff\xe1") :]), 6)

    def test_a_photograph_that_stands_upright_has_no_exif_left(self):
        self.assertNotIn(b"Exif", pictures.bare(jpeg(turn=1), "image/jpeg"))

    def test_a_drawing_loses_its_words(self):
        bare = pictures.bare(png(), "image/png")
        self.assertNotIn(b"GPS", bare)
        self.assertIn(b"IDAT", bare)
        self.assertIn(b"gAMA", bare)

    def test_what_hides_behind_the_end_is_cut_off(self):
        for data, kind in (
            (jpeg(tail=b"PK\3\4"), "image/jpeg"),
            (png(tail=b"PK\3\4"), "image/png"),
        ):
            self.assertNotIn(b"PK", pictures.bare(data, kind))

    def test_baring_twice_changes_nothing_more(self):
        for data, kind in ((jpeg(), "image/jpeg"), (png(), "image/png")):
            once = pictures.bare(data, kind)
            self.assertEqual(pictures.bare(once, kind), once)

    def test_a_picture_that_would_fill_the_memory_is_refused(self):
        for data, kind in (
            (png(50_000, 50_000), "image/png"),
            (jpeg(width=50_000, height=50_000), "image/jpeg"),
        ):
            with self.assertRaisesMessage(Refused, "picture_too_many_pixels"):
                pictures.bare(data, kind)

    def test_a_picture_cut_short_anywhere_is_refused(self):
        for data, kind in ((jpeg(), "image/jpeg"), (png(), "image/png")):
            for length in range(8 if kind == "image/png" else 3, len(data)):
                with self.assertRaisesMessage(Refused, "picture_broken"):
                    pictures.bare(data[:length], kind)


class AnyPicture(unittest.TestCase):
    @given(st.binary(max_size=200), st.integers(2, 300), st.sampled_from(["jpeg", "png"]))
    def test_is_bared_or_refused_and_nothing_else(self, noise, place, kind):
        data = bytearray(jpeg() if kind == "jpeg" else png())
        data[place : place + len(noise)] = noise
        try:
            pictures.bare(bytes(data), f"image/{kind}")
        except Refused as refusal:
            self.assertIn(refusal.code, ("picture_broken", "picture_too_many_pixels"))


class Keeping(WithAFolder, TestCase):
    def test_writes_who_handed_it_in_and_reads_back_the_content(self):
        ana = person("ana")
        file = files.keep(files.take_in(upload()), by=ana)
        self.assertEqual((file.kept_by, file.name), (str(ana.pk), "acta.pdf"))
        self.assertEqual(files.content_of(file), PDF)

    def test_content_that_was_changed_on_the_disk_is_not_given_out(self):
        file = files.keep(files.take_in(upload()), by=None)
        files.path_of(file.sha256).write_bytes(b"%PDF-1.7 another")
        with self.assertRaises(files.FileDamaged):
            files.content_of(file)
        files.path_of(file.sha256).unlink()
        with self.assertRaises(files.FileDamaged):
            files.content_of(file)


class KeepingOutsideATransaction(WithAFolder, CommittedTestCase):
    def test_is_refused(self):
        with self.assertRaises(TransactionManagementError):
            files.keep(files.take_in(upload()), by=None)


class ThePage(WithAFolder, TestCase):
    """Ana's annex holds a file; an annex is seen by who handed it in, and so is its file."""

    def setUp(self):
        super().setUp()
        self.ana, self.bea = person("ana"), person("bea")
        content = files.take_in(upload(name="Acta de concertación.pdf"))
        self.file = files.keep(content, by=self.ana)
        self.url = reverse("kit:file", args=[self.file.pk])

    def hold(self):
        with isolate_apps("concertar.kit"):

            class AnnexQuerySet(StoredFileQuerySet):
                def visible_to(self, visitor):
                    return self.filter(kept_by=str(visitor.pk))

            class Annex(StoredFile):
                objects = AnnexQuerySet.as_manager()

                class Meta:
                    proxy = True
                    app_label = "kit"

        holders.add(Annex, "id")
        self.addCleanup(holders.remove, Annex, "id")

    def get(self, visitor=None):
        if visitor:
            self.client.force_login(visitor)
        return self.client.get(self.url)

    def test_a_file_that_nothing_holds_is_seen_by_nobody(self):
        for visitor in (None, self.bea, self.ana, steward()):
            self.assertEqual(self.get(visitor).status_code, 404)

    def test_whoever_sees_the_thing_gets_its_file_as_an_attachment(self):
        self.hold()
        page = self.get(self.ana)
        self.assertEqual((page.status_code, page.content), (200, PDF))
        self.assertEqual(page["Content-Type"], "application/pdf")
        self.assertTrue(page["Content-Disposition"].startswith("attachment"))
        self.assertIn("Acta%20de%20concertaci%C3%B3n.pdf", page["Content-Disposition"])
        self.assertEqual(page["X-Content-Type-Options"], "nosniff")
        self.assertEqual(page["Cache-Control"], "private, no-store")
        self.assertEqual(page["Content-Security-Policy"], "default-src 'none'; sandbox")

    def test_nobody_else_learns_that_it_exists(self):
        self.hold()
        self.assertEqual(self.get().status_code, 404)
        self.assertEqual(self.get(self.bea).status_code, 404)

    def test_signing_out_shuts_the_address(self):
        self.hold()
        self.assertEqual(self.get(self.ana).status_code, 200)
        self.client.logout()
        self.assertEqual(self.get().status_code, 404)

    def test_a_damaged_file_is_not_given_out(self):
        self.hold()
        files.path_of(self.file.sha256).write_bytes(PDF + b"more")
        with self.assertLogs("concertar.kit.views", "ERROR"):
            self.assertEqual(self.get(self.ana).status_code, 404)

    def test_posting_to_it_is_refused(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.client.post(self.url).status_code, 405)


class TheFolder(SimpleTestCase):
    def test_of_private_files_is_no_public_one(self):
        private = Path(settings.PRIVATE_FILES).resolve()
        for public in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
            self.assertFalse(private.is_relative_to(Path(public).resolve()))
            self.assertFalse(Path(public).resolve().is_relative_to(private))

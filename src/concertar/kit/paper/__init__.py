"""Paper: a sheet that a meeting can hold, made by typst from data that is never code.

A template is a file `<app>/paper/<name>.typ` that begins with

    #import "/kit/paper/sheet.typ": data, sheet
    #show: sheet

and says what stands in `data.body`. The shared sheet adds the head and foot of every page, and at
the end the address as a QR code and the fingerprint of what was printed. The same content gives
the same file to the byte; it is tagged for who reads it by ear (PDF/UA-1) and carries its fonts.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

from concertar.kit.texts import Authored, reading_language

ROOT = Path(__file__).parents[2]  # templates may read nothing outside the site's own folder


@dataclass(frozen=True, slots=True)
class Content:
    """What a sheet says, and where the same is read on the site."""

    title: str
    body: Mapping[str, Any]  # texts, numbers, lists and mappings of them
    address: str
    made_at: datetime
    lede: str = ""
    language: str = ""
    kicker: str = ""  # whose it is, above the title
    mark: str = ""  # a sentence that must not be overlooked, as of an illustrative case
    mark_short: str = ""  # the same in a word, on every page
    foot: str = ""  # what ties every page to the whole, as the beginning of a hash

    @property
    def spoken_language(self) -> str:
        return self.language or reading_language()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything said, as JSON with sorted names and no blanks.

        When it was printed is not in it: two sheets that say the same have the same fingerprint.
        """
        said = {
            "address": self.address,
            "body": self.body,
            "foot": self.foot,
            "kicker": self.kicker,
            "language": self.spoken_language,
            "lede": self.lede,
            "mark": self.mark,
            "title": self.title,
        }
        plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed file and the fingerprint that stands on it."""

    pdf: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a directory: its name, a line on it, and what is known of it."""

    title: str
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a directory."""

    title: str
    entries: tuple[Entry, ...]


def directory(sections: tuple[Section, ...]) -> dict[str, Any]:
    """The body that `kit/paper/directory.typ` prints."""
    return {
        "sections": [
            {
                "title": section.title,
                "entries": [
                    {"title": one.title, "note": one.note, "facts": [list(f) for f in one.facts]}
                    for one in section.entries
                ],
            }
            for section in sections
        ]
    }


def printed(template: str, content: Content) -> Sheet:
    """The sheet of `template` (`kit/paper/directory.typ`) for this content."""
    with override(content.spoken_language):
        data = _data(content)
    pdf = typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=int(content.made_at.timestamp()),
    )
    return Sheet(pdf, content.fingerprint)


def _data(content: Content) -> dict[str, Any]:
    fingerprint = content.fingerprint
    return {
        "title": content.title,
        "lede": content.lede,
        "kicker": content.kicker,
        "mark": content.mark,
        "mark_short": content.mark_short,
        "foot": content.foot,
        "body": content.body,
        "language": content.spoken_language,
        "network": settings.NETWORK_NAME,
        "address": content.address,
        "made": date_format(localtime(content.made_at), "DATETIME_FORMAT"),
        "qr": _qr(content.address),
        "fingerprint_said": in_fours(fingerprint),
        "words": {
            "page": gettext("Page %(number)s of %(last)s") % {"number": "{n}", "last": "{last}"},
            "made": gettext("Printed on"),
            "read": gettext("The same on the site:"),
            "fingerprint": gettext("Fingerprint of the content (SHA-256):"),
            "qr": gettext("QR code of the address of this page"),
        },
    }


def in_fours(digest: str) -> str:
    """A hash so that two people can read it to each other."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def in_short(digest: str) -> str:
    """As much of a hash as fits at the foot of every page; the whole stands once on the sheet."""
    return f"{in_fours(digest[:16])} …"


def said(thing: Authored, field: str) -> dict[str, str]:
    """A text that somebody wrote, for `said` in `kit/paper/sheet.typ`."""
    text = thing.said(field)
    return spoken(text.text, text.language)


def spoken(text: str, language: str) -> dict[str, str]:
    """A text with its language, which is empty where it is the sheet's own."""
    plain = text.replace("\r\n", "\n").strip()
    return {"text": plain, "language": "" if language == reading_language() else language}


def _qr(address: str) -> str:
    """The address as a drawing that stands by itself."""
    inline = segno.make(address, error="m", micro=False).svg_inline(border=0)
    return inline.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def answer(sheet: Sheet, name: str) -> HttpResponse:
    """The sheet as a page's answer: shown by the browser, saved as `<name>.pdf`."""
    response = HttpResponse(sheet.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response

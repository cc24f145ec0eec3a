"""Photographs without what they tell about their maker: no place, no camera, no hidden parts.

Works on the containers by hand and never decodes a picture: segments of a JPEG and chunks of a
PNG are copied or dropped. A JPEG keeps how it is to be turned, or telephones' pictures would lie.
"""

import re
import struct
from collections.abc import Iterator

from concertar.kit.access import Refused

MOST_PIXELS = 50_000_000

# JPEG, by the standard ITU-T T.81: markers and what follows them.
SOI, EOI, SOS, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD}) | FRAMES
MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]")
PLAIN_JFIF = 18  # bytes of the segment that says "this is a JFIF", without its small picture
PLAIN_ADOBE = 16  # bytes of the segment that says how colours are written down
ORIENTATION = 0x0112

# PNG: what is needed to draw it, and what is needed to show its colours truly.
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYS"}
)


def bare(data: bytes, media_type: str) -> bytes:
    """The picture with only what draws it; refused if it is broken or would fill the memory."""
    try:
        if media_type == "image/jpeg":
            return b"".join(_bare_jpeg(data))
        return PNG_START + b"".join(_bare_png(data))
    except (IndexError, struct.error) as broken:
        raise Refused("picture_broken") from broken


def _bare_jpeg(data: bytes) -> Iterator[bytes]:
    yield bytes((0xFF, SOI))
    place, drawn = 2, False
    while True:
        while data[place] == 0xFF and data[place + 1] == 0xFF:
            place += 1  # filling before a marker
        if data[place] != 0xFF:
            raise Refused("picture_broken")
        marker = data[place + 1]
        if marker == EOI:
            if not drawn:
                raise Refused("picture_broken")
            yield bytes((0xFF, EOI))
            return  # what follows the end is not part of the picture
        end = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if end < place + 4 or end > len(data):
            raise Refused("picture_broken")
        segment = data[place:end]
        if marker in FRAMES:
            _refuse_too_many(*struct.unpack_from(">HH", segment, 5))
        if marker == SOS:
            drawn = True
            end = _end_of_scan(data, end)
            segment = data[place:end]
        yield _kept_of_jpeg(marker, segment)
        place = end


def _kept_of_jpeg(marker: int, segment: bytes) -> bytes:
    if marker in TABLES or marker == SOS:
        return segment
    if marker == APP14 and len(segment) == PLAIN_ADOBE and segment[4:9] == b"Adobe":
        return segment  # how the colours are written down
    if marker == APP0 and len(segment) == PLAIN_JFIF and segment[4:9] == b"JFIF\0":
        return segment
    if marker == APP2 and segment[4:16] == b"ICC_PROFILE\0":
        return segment
    if marker == APP1 and (turn := _orientation(segment)) not in (None, 1):
        return _only_orientation(turn)
    return b""


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the drawn part ends: at the next marker that is neither stuffing nor a restart."""
    marker = MARKER_IN_SCAN.search(data, place)
    if marker is None:
        raise Refused("picture_broken")
    return marker.start()


def _orientation(segment: bytes) -> int | None:
    """How the picture is to be turned (1 to 8), from the first directory of its Exif part."""
    if segment[4:10] != b"Exif\0\0":
        return None
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for i in range(count):
            tag, kind, number, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * i)
            if (tag, kind, number) == (ORIENTATION, 3, 1) and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return None
    return None


def _only_orientation(turn: int) -> bytes:
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, turn, 0)
    tiff = b"MM\0\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\0\0" + tiff
    return bytes((0xFF, APP1)) + struct.pack(">H", len(body) + 2) + body


def _bare_png(data: bytes) -> Iterator[bytes]:
    place, kinds = len(PNG_START), list[bytes]()
    while True:
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data) or (not kinds and kind != b"IHDR"):
            raise Refused("picture_broken")
        kinds.append(kind)
        if kind == b"IHDR":
            _refuse_too_many(*struct.unpack_from(">II", data, place + 8))
        if kind in PNG_KEPT:
            yield data[place:end]
        if kind == b"IEND":
            if b"IDAT" not in kinds:
                raise Refused("picture_broken")
            return
        place = end


def _refuse_too_many(one: int, other: int) -> None:
    if one * other > MOST_PIXELS:
        raise Refused("picture_too_many_pixels", megapixels=MOST_PIXELS // 1_000_000)
    if not one * other:
        raise Refused("picture_broken")

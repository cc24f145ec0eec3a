"""Files that people hand in: read before they are believed, kept apart, given only to who may see.

Outside the transaction `take_in` reads the upload, decides from the content what it is, removes
what a photograph tells about its maker and lays the content under its hash. Inside the
transaction `keep` writes the row. A content whose row was never written harms nobody: no address
leads to it.
"""

import errno
import os
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext

from concertar.kit import pictures
from concertar.kit.access import Refused, Visitor
from concertar.kit.models import StoredFile
from concertar.kit.signs import composed, unwanted_sign

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 100

# What a file may be, and the endings its name may keep; the first is given where it has none.
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "text/csv": (".csv",),
    "text/plain": (".txt",),
}
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


class Upload(Protocol):
    """What Django hands over for an uploaded file."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Content:
    """A file that was read and laid down, and has no row yet."""

    sha256: str
    size: int
    media_type: str
    name: str


class FileDamaged(Exception):
    """The content on the disk is missing or is not what was kept; the message is its hash."""


def take_in(upload: Upload, *, largest: int = LARGEST) -> Content:
    """Read an upload, refuse what is not allowed, and lay its content under its hash."""
    data = _read(upload, largest)
    media_type = media_type_of(data, upload.name or "")
    if media_type.startswith("image/"):
        data = pictures.bare(data, media_type)
    digest = sha256(data).hexdigest()
    _lay_down(data, digest)
    return Content(digest, len(data), media_type, safe_name(upload.name or "", media_type))


def keep(content: Content, *, by: Visitor | None) -> StoredFile:
    """Write the row of a content, inside the transaction of the act that needs the file."""
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("A file is kept inside the act's transaction.")
    return StoredFile.objects.create(
        sha256=content.sha256,
        size=content.size,
        media_type=content.media_type,
        name=content.name,
        kept_by=None if by is None or by.pk is None else str(by.pk),
    )


def content_of(file: StoredFile) -> bytes:
    """The content, compared with its hash before anybody gets it."""
    try:
        data = path_of(file.sha256).read_bytes()
    except OSError as trouble:
        raise FileDamaged(file.sha256) from trouble
    if sha256(data).hexdigest() != file.sha256:
        raise FileDamaged(file.sha256)
    return data


def media_type_of(data: bytes, name: str) -> str:
    """What the content is. The name decides only between tables and plain text."""
    for signature, media_type in SIGNATURES.items():
        if data.startswith(signature):
            return media_type
    if not _is_text(data):
        raise Refused("file_kind_not_allowed")
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def safe_name(name: str, media_type: str) -> str:
    """The name without folders, hidden or invisible signs, and with an ending that is true."""
    base = composed(name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(" " if unwanted_sign(sign) else sign for sign in base)
    plain = re.sub(r'[<>:"|?*\s]+', " ", visible).strip(" .")
    ending = PurePosixPath(plain).suffix
    endings = ENDINGS[media_type]
    stem = plain[: -len(ending)].strip(" .") if ending else plain
    kept = ending.lower() if ending.lower() in endings else endings[0]
    return (stem[:LONGEST_NAME] or gettext("file")) + kept


def path_of(digest: str) -> Path:
    return Path(settings.PRIVATE_FILES) / digest[:2] / digest


def _read(upload: Upload, largest: int) -> bytes:
    data = bytearray()
    for chunk in upload.chunks():
        data += chunk
        if len(data) > largest:
            raise Refused("file_too_large", megabytes=largest // (1024 * 1024))
    if not data:
        raise Refused("file_empty")
    return bytes(data)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text)


def _lay_down(data: bytes, digest: str) -> None:
    """Write beside, sync, then rename: the name never shows half a content."""
    path = path_of(digest)
    if path.exists() and path.read_bytes() == data:
        return
    beside = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".half-", delete=False) as half:
            beside = half.name
            half.write(data)
            half.flush()
            os.fsync(half.fileno())
        Path(beside).replace(path)
        _sync_folder(path.parent)
    except OSError as trouble:
        with suppress(OSError):
            Path(beside).unlink(missing_ok=True)
        if trouble.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
            raise Refused("file_no_room") from trouble
        raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Bringing tables in: a file is read whole and within bounds, and every fault is one sentence.

A room declares the columns it takes and reads a file into a `Table`; `plans.plan` then says the
fate of every row before anything is written, and the room's action applies all of it or nothing.

    FIELDS = (Field("name", cells.name), Field("kind", cells.one_of(Institution.Kind.values)))
    table = read_csv(path, FIELDS)

A table is UTF-8, with or without its mark; columns are separated by commas, semicolons or tabs
(Spanish spreadsheets write semicolons). Another alphabet is refused, not guessed: a guess that is
wrong spoils names in silence. What `exports` guarded against spreadsheets is given back plain.
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from concertar.kit.cells import LONGEST_CELL, CellRefused, Field, nearest, shown
from concertar.kit.guard import plain

MEGABYTE = 1_000_000
SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold."""

    size: int = 5 * MEGABYTE
    rows: int = 20_000
    columns: int = 60


LIMITS = Limits()


class FileRefused(Exception):
    """A file cannot be read at all; each sentence names the file, the place and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the line it begins on, its values by column, or why it was refused."""

    number: int
    values: Mapping[str, Any]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file, and the SHA-256 of the bytes they were read from."""

    file: str
    lines: tuple[Line, ...]
    digest: str

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(line.problem for line in self.lines if line.problem)


def placed(file: str, problem: str, *, line: int = 0, column: str = "") -> str:
    """A problem with the place it stands in: `members.csv, line 7, column “kind”: ...`."""
    place = [file]
    if line:
        place.append(gettext("line %(line)s") % {"line": line})
    if column:
        place.append(gettext("column “%(column)s”") % {"column": shown(column)})
    return f"{', '.join(place)}: {problem}"


def read_csv(
    source: Path | bytes, fields: Sequence[Field], *, file: str = "", limits: Limits = LIMITS
) -> Table:
    """Read a table; refuse the file for its form, and each row for what its cells say."""
    file = file or (source.name if isinstance(source, Path) else gettext("the file"))
    data = _bytes_of(source, file, limits)
    content = _decoded(data, file)
    names = [field.name for field in fields]
    separator = _separator(content, names)
    records = _records(content, separator, file, limits)
    _number, header = next(records, (0, []))
    header = [name.strip() for name in header]
    _require_columns(header, fields, file)
    by_name = {field.name: field for field in fields}
    lines = tuple(
        _line(file, number, header, cells, by_name) for number, cells in records if any(cells)
    )
    return Table(file, lines, sha256(data).hexdigest())


def _bytes_of(source: Path | bytes, file: str, limits: Limits) -> bytes:
    """The content of a file, if it is there and not too large."""
    if isinstance(source, bytes):
        found = source[: limits.size + 1]
    else:
        try:
            with open(source, "rb", opener=_without_waiting) as stream:
                found = stream.read(limits.size + 1)
        except OSError as error:
            problem = gettext("it cannot be opened; check its name and who may read it.")
            raise FileRefused(placed(file, problem)) from error
    if len(found) > limits.size:
        problem = gettext("it is larger than %(most)s MB; split it into smaller files.")
        raise FileRefused(placed(file, problem % {"most": limits.size / MEGABYTE}))
    return found


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe that nobody writes to as an empty file, instead of waiting for ever."""
    handle = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return handle


def _decoded(content: bytes, file: str) -> str:
    """The text of a file; anything but UTF-8 is refused with the line where it stops being it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problem = gettext("it is written in UTF-16; save it again as “CSV UTF-8”.")
        raise FileRefused(placed(file, problem))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = gettext(
            "it is not UTF-8 (perhaps Windows-1252, which Excel writes); save it as “CSV UTF-8”."
        )
        raise FileRefused(placed(file, problem, line=line)) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        problem = gettext("it carries an empty byte, as no text does; save it as “CSV UTF-8”.")
        raise FileRefused(placed(file, problem, line=line))
    return text


def _separator(content: str, names: Iterable[str]) -> str:
    """The sign under which the first line names most of the known columns."""
    first = content.partition("\n")[0]
    wanted = set(names)

    def known(separator: str) -> int:
        return len(wanted & {cell.strip().strip('"') for cell in first.split(separator)})

    return max(SEPARATORS, key=known)


def _records(
    content: str, separator: str, file: str, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    number, count = 1, 0
    try:
        for cells in reader:
            count += 1
            if count > limits.rows + 1:
                problem = gettext("it has more than %(most)s rows; split it into smaller files.")
                raise FileRefused(placed(file, problem % {"most": limits.rows}))
            if len(cells) > limits.columns:
                problem = gettext("it has more than %(most)s columns.")
                raise FileRefused(placed(file, problem % {"most": limits.columns}, line=number))
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        problem = gettext("a quotation mark opens or closes in the wrong place; correct it.")
        raise FileRefused(placed(file, problem, line=number)) from error


def _require_columns(header: Sequence[str], fields: Sequence[Field], file: str) -> None:
    """Refuse a header that lacks, repeats or invents a column: one sentence for each fault."""
    known = [field.name for field in fields]
    missing = [f.name for f in fields if not f.may_lack and f.name not in header]
    faults = []
    for name, times in Counter(header).items():
        if times > 1:
            problem = gettext("it stands %(times)s times in the header; keep one.")
            faults.append(placed(file, problem % {"times": times}, line=1, column=name))
        if name not in known:
            problem = gettext("it is not a known column; %(advice)s")
            advice = nearest(name, missing or known) or gettext("take it out or rename it.")
            faults.append(placed(file, problem % {"advice": advice}, line=1, column=name))
    for name in missing:
        problem = gettext("it is missing from the header; add it.")
        faults.append(placed(file, problem, line=1, column=name))
    if faults:
        raise FileRefused(*faults)


def _line(
    file: str,
    number: int,
    header: Sequence[str],
    cells: Sequence[str],
    fields: Mapping[str, Field],
) -> Line:
    if len(cells) != len(header):
        problem = gettext("it has %(cells)s cells where the header has %(columns)s; correct it.")
        counts = {"cells": len(cells), "columns": len(header)}
        return Line(number, {}, placed(file, problem % counts, line=number))
    raw = {name: plain(cell) for name, cell in zip(header, cells, strict=True)}
    return _read_cells(file, number, raw, fields.values())


def _read_cells(file: str, number: int, raw: Mapping[str, str], fields: Iterable[Field]) -> Line:
    """The values of one row, or its first fault."""
    values: dict[str, Any] = {}
    for field in fields:
        cell = raw.get(field.name, "")
        is_blank = not cell.strip()
        try:
            if is_blank and field.is_required and not field.may_lack:
                raise CellRefused(gettext("it is empty; write it."))
            if len(cell) > LONGEST_CELL * 2:
                raise CellRefused(gettext("it is far too long; shorten it."))
            values[field.name] = field.blank if is_blank else field.read(cell)
        except CellRefused as refusal:
            problem = placed(file, str(refusal), line=number, column=field.name)
            return Line(number, {}, problem)
    return Line(number, values)

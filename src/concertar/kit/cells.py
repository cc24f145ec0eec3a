"""What a cell of a file may say: each reader takes a cell and gives its value or one sentence."""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from concertar.kit.folding import fold
from concertar.kit.signs import composed, unwanted_sign

LONGEST_CELL = 10_000  # signs
LONGEST_NAME = 200
YES = frozenset({"yes", "si", "true", "1", "x"})
NO = frozenset({"no", "false", "0"})

Reader = Callable[[str], Any]


class CellRefused(Exception):
    """A cell says what it cannot; the message is the problem, without file and line."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column a file may have: its name, how a cell is read, what an empty cell means."""

    name: str
    read: Reader
    is_required: bool = True  # an empty cell refuses the row
    may_lack: bool = False  # the whole column may be absent
    blank: Any = ""


def nearest(word: str, known: Collection[str]) -> str:
    """“did you mean …” for a word that is almost one of the known ones, else nothing."""
    folded = {fold(one): one for one in known}
    close = difflib.get_close_matches(fold(word[:100]), folded, n=1, cutoff=0.6)
    return gettext("did you mean “%(word)s”?") % {"word": folded[close[0]]} if close else ""


def shown(cell: str) -> str:
    """A cell as a sentence quotes it: short, and without the signs that deceive."""
    text = "".join("�" if unwanted_sign(sign) else sign for sign in cell[:40])
    return text + "…" if len(cell) > 40 else text


def text(cell: str) -> str:
    """A text of several lines at most."""
    return _read_text(cell, longest=LONGEST_CELL, lines=True)


def name(cell: str) -> str:
    """A name: one line, one space between words, no sign that deceives."""
    return " ".join(_read_text(cell, longest=LONGEST_NAME, lines=False).split())


def _read_text(cell: str, *, longest: int, lines: bool) -> str:
    found = composed(cell).replace("\r\n", "\n").strip()
    if len(found) > longest:
        raise CellRefused(
            gettext("%(count)s signs are too many; %(most)s are the most.")
            % {"count": len(found), "most": longest}
        )
    if sign := unwanted_sign(found, lines=lines):
        raise CellRefused(
            gettext("it carries a sign that cannot be seen (%(sign)s); type it again without it.")
            % {"sign": sign}
        )
    return found


def number(low: int | None = None, high: int | None = None) -> Reader:
    """A whole number from `low` to `high`, both included."""

    def read(cell: str) -> int:
        found = decimal(low, high)(cell)
        if found != found.to_integral_value():
            raise CellRefused(gettext("“%(cell)s” is not a whole number.") % {"cell": shown(cell)})
        return int(found)

    return read


def decimal(low: float | None = None, high: float | None = None) -> Reader:
    """A number from `low` to `high`, both included, with a decimal point."""

    def read(cell: str) -> Decimal:
        plain = cell.strip().replace("\u2212", "-")
        try:
            if not plain.isascii() or "_" in plain:  # Python's own ways to write a number
                raise InvalidOperation
            found = Decimal(plain)
        except InvalidOperation:
            raise CellRefused(
                gettext("“%(cell)s” is not a number; write it with a decimal point, as in 12.5.")
                % {"cell": shown(cell)}
            ) from None
        within = found.is_finite() and abs(found.adjusted()) < 30
        if not within or (low is not None and found < low) or (high is not None and found > high):
            raise CellRefused(
                gettext("“%(cell)s” is out of range; it goes from %(low)s to %(high)s.")
                % {"cell": shown(cell), "low": _end(low), "high": _end(high)}
            )
        return found

    return read


def _end(end: float | None) -> str:
    return gettext("no limit") if end is None else str(end)


def flag(cell: str) -> bool:
    """Yes or no, in Spanish or English."""
    word = fold(cell)
    if word in YES or word in NO:
        return word in YES
    raise CellRefused(gettext("“%(cell)s” is neither yes nor no.") % {"cell": shown(cell)})


def day(cell: str) -> date:
    """A date as year-month-day."""
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise CellRefused(
            gettext("“%(cell)s” is not a date; write year-month-day, as in 2003-05-31.")
            % {"cell": shown(cell)}
        ) from None


def one_of(codes: Collection[str] | Mapping[str, Any]) -> Reader:
    """One of the given codes; for a mapping, what the code stands for."""

    def read(cell: str) -> Any:
        code = cell.strip()
        if code in codes:
            return codes[code] if isinstance(codes, Mapping) else code
        sentence = gettext("“%(cell)s” is not one of %(known)s;") % {
            "cell": shown(cell),
            "known": _some(codes),
        }
        advice = nearest(code, codes) or gettext("use one of them.")
        raise CellRefused(f"{sentence} {advice}")

    return read


def _some(codes: Collection[str]) -> str:
    first = [shown(code) for code in list(codes)[:8]]
    return ", ".join(first) + (" …" if len(codes) > len(first) else "")

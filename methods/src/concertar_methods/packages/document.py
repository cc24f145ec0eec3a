"""JSON read as evidence: every value knows its place, and every refusal names it.

Numbers are kept exactly as written: ``0.1`` is one tenth, not the nearest float. Sizes are
bounded before anything is parsed, so that a hostile file costs little.
"""

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from concertar_methods.errors import MethodError

MAX_BYTES = 5_000_000
MAX_NAME = 200
MAX_DIGITS = 60
MAX_EXPONENT = 30
MAX_NUMBER = 10**18

_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?([eE](?P<exponent>[+-]?\d+))?", re.ASCII)
_RATIO = re.compile(r"[+-]?\d+/\d+", re.ASCII)
_PLAIN_KEY = re.compile(r"[^\W\d]\w*")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Written(str):
    """A JSON number in the very characters of the file."""

    __slots__ = ()


class Repeated(dict[str, object]):
    """A JSON object in which one key stood twice; refused where it is met."""

    def __init__(self, pairs: Sequence[tuple[str, object]], key: str) -> None:
        super().__init__(pairs)
        self.key = key


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place, such as ``issues[3].options[1].cost.city``."""

    value: object
    place: str = ""

    def refuse(self, code: str, **params: object) -> NoReturn:
        raise MethodError(code, place=self.place, **params)

    def child(self, key: str | int, value: object) -> "Node":
        if isinstance(key, int):
            return Node(value, f"{self.place}[{key}]")
        if not _PLAIN_KEY.fullmatch(key):
            return Node(value, f"{self.place}[{json.dumps(key, ensure_ascii=True)}]")
        return Node(value, f"{self.place}.{key}" if self.place else key)

    def entries(self) -> dict[str, "Node"]:
        """The members of an object whose keys are names."""
        if not isinstance(self.value, Mapping):
            self.refuse("not_an_object")
        if isinstance(self.value, Repeated):
            self.child(self.value.key, None).refuse("repeated_key", name=self.value.key)
        found: dict[str, Node] = {}
        for key, value in self.value.items():
            child = self.child(key if isinstance(key, str) else str(key), value)
            name = Node(key, child.place).name()
            if name in found:
                child.refuse("repeated_key", name=name)
            found[name] = child
        return found

    def members(self, *, needed: Iterable[str] = (), allowed: Iterable[str]) -> dict[str, "Node"]:
        """The members of an object whose keys are fixed words."""
        known, found = list(allowed), self.entries()
        for key, child in found.items():
            if key not in known:
                child.refuse("unknown_key", name=key, suggestion=nearest(key, known))
        for key in needed:
            if key not in found:
                self.refuse("missing_key", name=key)
        return found

    def items(self, *, least: int = 0, most: int) -> list["Node"]:
        if isinstance(self.value, str | bytes) or not isinstance(self.value, Sequence):
            self.refuse("not_a_list")
        if len(self.value) < least:
            self.refuse("list_too_short", least=least)
        if len(self.value) > most:
            self.refuse("list_too_long", most=most, found=len(self.value))
        return [self.child(index, value) for index, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str) or isinstance(self.value, Written):
            self.refuse("not_text")
        return self.value

    def name(self) -> str:
        """A name people can see whole: no control, zero-width or direction characters."""
        text = unicodedata.normalize("NFC", self.text())
        if not text.strip():
            self.refuse("name_blank")
        if len(text) > MAX_NAME:
            self.refuse("name_too_long", most=MAX_NAME)
        for character in "" if text.isascii() and text.isprintable() else text:
            if unicodedata.category(character) in _INVISIBLE:
                self.refuse("name_with_hidden_character", character=f"U+{ord(character):04X}")
        return text

    def one_of(self, words: Sequence[str]) -> str:
        text = self.text()
        if text not in words:
            self.refuse("unknown_word", name=text, words=tuple(words))
        return text

    def number(self) -> Fraction:
        """An exact number: an integer, or a decimal or a fraction as text or JSON number."""
        number = self._exact()
        if abs(number) > MAX_NUMBER:
            self.refuse("number_too_large", most=MAX_NUMBER)
        return number

    def not_negative(self) -> Fraction:
        number = self.number()
        if number < 0:
            self.refuse("number_negative", number=str(number))
        return number

    def _exact(self) -> Fraction:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction | Decimal):
            self.refuse("not_a_number")
        if isinstance(value, int | Fraction):
            return Fraction(value)
        text = (value if isinstance(value, str) else str(value)).strip()
        if text.lstrip("+-").lower() in ("nan", "inf", "infinity"):
            self.refuse("number_not_finite", number=text)
        if len(text) > 2 * MAX_DIGITS:
            self.refuse("number_too_long", most=2 * MAX_DIGITS)
        if _RATIO.fullmatch(text):
            above, below = text.split("/")
            if int(below) == 0:
                self.refuse("number_not_finite", number=text)
            return Fraction(int(above), int(below))
        match = _DECIMAL.fullmatch(text)
        if match is None:
            self.refuse("not_a_number")
        exponent = int(match["exponent"] or 0)
        if exponent > MAX_EXPONENT:
            self.refuse("number_too_large", most=MAX_NUMBER)
        if exponent < -MAX_EXPONENT:
            self.refuse("number_too_long", most=2 * MAX_DIGITS)
        return Fraction(text)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, if any."""
    found = difflib.get_close_matches(name[:MAX_NAME], list(known)[:1000], n=1)
    return found[0] if found else None


def parse(source: str | bytes) -> Node:
    """The tree of a JSON text in UTF-8 (with or without a byte order mark).

    Raises
    ------
    MethodError
        ``file_too_large`` (most), ``not_utf8`` (line), ``not_json`` (line, column),
        ``nested_too_deep``.
    """
    if len(source) > MAX_BYTES:
        raise MethodError("file_too_large", most=MAX_BYTES)
    text = _decoded(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    try:
        tree = json.loads(
            text,
            parse_float=Written,
            parse_int=Written,
            parse_constant=Written,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise MethodError("not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise MethodError("nested_too_deep") from None
    return Node(tree)


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise MethodError("not_utf8", line=line) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return Repeated(pairs, key)
        seen.add(key)
    return found

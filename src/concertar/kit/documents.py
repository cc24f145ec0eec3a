"""Reading YAML that other people wrote: plain data, within bounds, each value with its line.

Only the plain kinds of YAML 1.2 are read: text, whole numbers, decimals, true, false, null, lists
and mappings. `no` is a word and `2003-05` is a word. Anchors, aliases, tags, repeated keys and
numbers that are not finite are refused.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext

from concertar.kit.cells import Field, nearest, shown
from concertar.kit.imports import (
    LIMITS,
    FileRefused,
    Limits,
    Line,
    Table,
    bytes_of,
    decoded,
    line_of,
    placed,
)

DEEPEST = 20
MOST_VALUES = 200_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where it was built

Way = tuple[str | int, ...]  # the keys and positions that lead to a value

PLAIN_WORDS: Mapping[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]{1,3})?")
NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and on which line each of its values begins."""

    file: str
    data: Any
    lines: Mapping[Way, int]

    def placed(self, problem: str, *way: str | int) -> str:
        """A problem with the place it stands in: `forum.yaml, line 9, column “forum.name”`."""
        column = ".".join(str(step) for step in way)
        return placed(self.file, problem, line=self.lines.get(way, 0), column=column)

    def table(self, fields: Sequence[Field], *way: str | int) -> Table:
        """The list of mappings at `way`, read as the rows of a table are."""
        found = self.data
        for step in way:
            known = isinstance(found, Mapping) and step in found
            found = found[step] if known else None
        if not isinstance(found, list):
            raise FileRefused(self.placed(gettext("a list is needed here."), *way))
        return Table(
            self.file,
            tuple(self._line(one, fields, (*way, i)) for i, one in enumerate(found)),
        )

    def _line(self, one: Any, fields: Sequence[Field], way: Way) -> Line:
        number = self.lines.get(way, 0)
        if not isinstance(one, Mapping):
            problem = gettext("a mapping of names and values is needed here.")
            return Line(number, {}, self.placed(problem, *way))
        known = [field.name for field in fields]
        for name in one:
            if name not in known:
                advice = nearest(name, known) or gettext("take it out or rename it.")
                problem = gettext("“%(name)s” is not a known name; %(advice)s") % {
                    "name": shown(name),
                    "advice": advice,
                }
                return Line(number, {}, placed(self.file, problem, line=number))
        return line_of(self.file, number, one, fields)


def read_yaml(source: Path | bytes, *, file: str = "", limits: Limits = LIMITS) -> Document:
    """Read a document, or refuse it with the line of its first fault."""
    file = file or (source.name if isinstance(source, Path) else gettext("the file"))
    content = decoded(bytes_of(source, file, limits), file)
    try:
        reader = _Reader(file, yaml.parse(content, Loader=LOADER))
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = gettext(
            "it is not well-formed YAML; look at the indents, quotes and colons here."
        )
        line = mark.line + 1 if mark else 0
        raise FileRefused(placed(file, problem, line=line)) from error
    except yaml.YAMLError as error:
        problem = gettext("it carries a sign that YAML does not allow; take it out.")
        raise FileRefused(placed(file, problem)) from error
    return Document(file, data, reader.lines)


class _Reader:
    """Turns the events of a parser into data, stopping at the first that goes beyond bounds."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.events = events
        self.lines: dict[Way, int] = {}

    def document(self) -> Any:
        data: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal(event, gettext("a second document begins; keep one."))
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, ())
        return data

    def _value(self, event: yaml.Event, way: Way) -> Any:
        self._require_plain(event, way)
        self.lines[way] = _line_of(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(way)
        return self._mapping(way)

    def _list(self, way: Way) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*way, len(found))))
        return found

    def _mapping(self, way: Way) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refusal(event, gettext("a name must be one word or text."))
            self._require_plain(event, way)
            if event.value in found:
                problem = gettext("“%(name)s” is written twice; keep one.")
                raise self._refusal(event, problem % {"name": shown(event.value)})
            found[event.value] = self._value(next(self.events), (*way, event.value))
            self.lines[*way, event.value] = _line_of(event)
        return found

    def _require_plain(self, event: yaml.Event, way: Way) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = gettext("anchors and aliases (& and *) are not read; write the value out.")
            raise self._refusal(event, problem)
        if getattr(event, "tag", None) not in (None, "!"):
            problem = gettext("tags (!) are not read; take it out.")
            raise self._refusal(event, problem)
        if len(way) > DEEPEST:
            problem = gettext("lists within lists go deeper than %(most)s; write it flatter.")
            raise self._refusal(event, problem % {"most": DEEPEST})
        if len(self.lines) > MOST_VALUES:
            problem = gettext("it holds more than %(most)s values; split it into smaller files.")
            raise self._refusal(event, problem % {"most": MOST_VALUES})

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        if not event.implicit[0]:  # quoted, or a block: always a text
            return text
        if text in PLAIN_WORDS:
            return PLAIN_WORDS[text]
        if WHOLE.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        if DECIMAL.fullmatch(text) or NOT_FINITE.fullmatch(text):
            problem = gettext("“%(cell)s” is not a number that can be counted with.")
            raise self._refusal(event, problem % {"cell": shown(text)})
        return text

    def _refusal(self, event: yaml.Event, problem: str) -> FileRefused:
        return FileRefused(placed(self.file, problem, line=_line_of(event)))


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0

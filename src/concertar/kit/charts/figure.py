"""What every picture is made of: its words, its drawing and the table that says the same."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from concertar.kit.texts import marked


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture. `name` is its own on its page: the ids of its parts begin with it."""

    name: str
    title: str
    says: str  # what to see, under the drawing
    tells: str = ""  # what is drawn, for whoever does not see it; without it, the same
    unit: str = ""
    source: str = ""

    @property
    def titled(self) -> str:
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class Label:
    """What a thing is called: plainly in a drawing, with its language and its link in a table."""

    text: str
    address: str = ""
    language: str = ""  # none: the reader's

    @property
    def cell(self) -> SafeString:
        said = marked(self.text, self.language)
        return format_html('<a href="{}">{}</a>', self.address, said) if self.address else said


Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture, in words: the first cell of a row names it.

    `words` are the places of the columns that hold words; the others hold numbers. A table that
    `stacks` stands on a telephone as one short list for each row.
    """

    caption: str
    head: Row
    rows: tuple[Row, ...]
    words: tuple[int, ...] = (0,)
    foot: Row = ()
    stacks: bool = False

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The name of each column, and whether it holds numbers."""
        return [(name, i not in self.words) for i, name in enumerate(self.head)]

    @property
    def body(self) -> list[list[tuple[str, str, bool]]]:
        """The cells of each row: the name of the column, what is said, whether it is a number."""
        return [self._cells(row) for row in self.rows]

    @property
    def last(self) -> list[tuple[str, str, bool]]:
        return self._cells(self.foot) if self.foot else []

    def _cells(self, row: Row) -> list[tuple[str, str, bool]]:
        return [
            (name, cell, is_number)
            for (name, is_number), cell in zip(self.columns, row, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its words, and the table that says the same."""

    caption: Caption
    svg: SafeString
    table: Table

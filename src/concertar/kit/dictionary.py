"""The data dictionary: every column of everything that can be taken away, in every language."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from concertar.kit.exports import Column, Dataset, Kind, Source, register, registered


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of one dataset, as the dictionary explains it."""

    dataset: Dataset
    column: Column

    def codes_in(self, language: str) -> list[str]:
        with override(language):
            return [f"{code}: {label}" for code, label in self.column.choices]


def entries() -> Iterator[Entry]:
    """Every column of every registered dataset, dataset by dataset."""
    for dataset in registered():
        for column in dataset.columns:
            yield Entry(dataset, column)


def _in(language: str, words: str | Promise) -> str:
    with override(language):
        return str(words)


def _columns_in(language: str) -> tuple[Column, ...]:
    """What is said of a column in one language."""
    return (
        Column(
            f"label_{language}",
            _("label"),
            _("What the column is called, in the language that ends this name."),
            value=lambda entry: _in(language, entry.column.label),
        ),
        Column(
            f"meaning_{language}",
            _("meaning"),
            _("What a value in the column says, in the language that ends this name."),
            value=lambda entry: _in(language, entry.column.meaning),
        ),
        Column(
            f"unit_{language}",
            _("unit"),
            _("The unit of the numbers, in the language that ends this name."),
            value=lambda entry: _in(language, entry.column.unit),
        ),
        Column(
            f"codes_{language}",
            _("codes"),
            _("Every code a cell may hold and what it means, in the language that ends this name."),
            value=lambda entry: entry.codes_in(language),
            kind=Kind.LIST,
        ),
    )


DICTIONARY = register(
    Dataset(
        "dictionary",
        _("Data dictionary"),
        _("What each column of each download means."),
        columns=(
            Column(
                "dataset",
                _("dataset"),
                _("The name of the file that has the column."),
                value=lambda entry: entry.dataset.name,
            ),
            Column(
                "column",
                _("column"),
                _("The name of the column, the same in every language."),
                value=lambda entry: entry.column.name,
            ),
            Column(
                "kind",
                _("kind"),
                _("What a cell of the column holds."),
                value=lambda entry: entry.column.kind,
                kind=Kind.CODE,
                choices=tuple(Kind.choices),
            ),
            Column(
                "source",
                _("source"),
                _("Where the values of the column come from."),
                value=lambda entry: entry.column.source,
                kind=Kind.CODE,
                choices=tuple(Source.choices),
            ),
            Column(
                "is_private",
                _("private"),
                _("Whether only some people may download the column."),
                value=lambda entry: entry.column.is_private,
                kind=Kind.FLAG,
            ),
            *(column for code, _name in settings.LANGUAGES for column in _columns_in(code)),
        ),
    )
)

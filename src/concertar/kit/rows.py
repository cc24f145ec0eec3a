"""A sheet of many rows typed in as one form: what holds for all of it, then a row each.

A row is left white by leaving its first field empty. Every field says in its label whose row it is,
so that whoever hears the form knows, and so does the list of what is to be corrected.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is shown."""

    label: str
    cells: tuple[tuple[str, BoundField], ...]  # each under the name of its column
    note: str = ""


class RowsForm(forms.Form):
    """Fields of its own stand above; rows are added one by one, each with the same columns."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows: dict[Hashable, tuple[str, tuple[str, ...], str]] = {}
        self._columns: tuple[str, ...] = ()

    def add_row(
        self, key: Hashable, label: str, fields: Mapping[str, forms.Field], *, note: str = ""
    ) -> None:
        names = tuple(f"{column}-{key}" for column in fields)
        self._columns = tuple(str(field.label) for field in fields.values())
        for name, field in zip(names, fields.values(), strict=True):
            field.required = False
            field.label = f"{label}: {field.label}"
            self.fields[name] = field
        self._rows[key] = (label, names, note)

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    @property
    def rows(self) -> Iterator[Row]:
        for label, names, note in self._rows.values():
            fields = (self[name] for name in names)
            yield Row(label, tuple(zip(self._columns, fields, strict=True)), note)

    @property
    def above(self) -> list[BoundField]:
        """What holds for the whole sheet."""
        in_rows = {name for _label, names, _note in self._rows.values() for name in names}
        return [field for field in self if field.name not in in_rows]

    @property
    def filled(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The rows that were not left white, by their key, each with its cleaned values."""
        for key, (_label, names, _note) in self._rows.items():
            values = {name.partition("-")[0]: self.cleaned_data.get(name) for name in names}
            if self.cleaned_data.get(names[0]) not in (None, ""):
                yield key, values

    def add_row_error(self, key: Hashable, error: str | Promise, column: str = "") -> None:
        """Say what is wrong with one row: at the field of the column, or at its first."""
        _label, names, _note = self._rows[key]
        name = f"{column}-{key}"
        self.add_error(name if name in names else names[0], str(error))

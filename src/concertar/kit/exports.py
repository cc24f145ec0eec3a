"""Taking data away: columns are declared once and become CSV, JSON and the data dictionary.

A room declares a `Dataset` in its exports.py, registers it, and its view is one line:

    INSTITUTIONS = register(Dataset("institutions", _("Institutions"), _("..."), columns=(
        column_of(Institution, "slug"),
        column_of(Institution, "constituency", source=Source.INFERRED),
        Column("city", _("City"), _("The city it works in."), value=lambda one: one.place.name),
        column_of(Institution, "phone", may_read=rules.may_read_contacts),
    )))

    def institution_download(request, form):
        rows = Institution.objects.visible_to(request.user).select_related("place")
        return download(request, INSTITUTIONS, LIST.select(request, rows), form)

Names of columns and codes in cells are the same in every language, so that what reads a file
today reads it tomorrow; labels and meanings stand in the dictionary in every language.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import Visitor
from concertar.kit.guard import guarded
from concertar.kit.listing import Selection

Words = str | Promise

CHUNK = 1000  # rows read from the database at a time
LIST_SEPARATOR = " | "
EXCEL_MARK = "\ufeff"  # without it Excel takes UTF-8 for the machine's own alphabet


class Source(models.TextChoices):
    """Where the values of a column come from."""

    STATED = "stated", _("stated in the source")
    INFERRED = "inferred", _("inferred by who prepared the data")
    COMPUTED = "computed", _("computed by the site")


class Kind(models.TextChoices):
    """What a cell of a column holds."""

    TEXT = "text", _("text")
    CODE = "code", _("one of the listed codes")
    NUMBER = "number", _("number, with a decimal point")
    FLAG = "flag", _("true or false")
    DATE = "date", _("date, as year-month-day")
    MOMENT = "moment", _("moment in UTC, as ISO 8601 writes it")
    LIST = "list", _("several values, separated by “ | ” in CSV")


def _anybody(_person: Visitor) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it is called, what it means, and how a row gives its value."""

    name: str
    label: Words
    meaning: Words
    value: Callable[[Any], Any] | None = None
    kind: Kind = Kind.TEXT
    unit: Words = ""
    source: Source = Source.STATED
    choices: tuple[tuple[str, Words], ...] = ()
    may_read: Callable[[Any], bool] = _anybody

    @property
    def is_private(self) -> bool:
        return self.may_read is not _anybody

    @property
    def read(self) -> Callable[[Any], Any]:
        return self.value or attrgetter(self.name)


KINDS: tuple[tuple[type[models.Field], Kind], ...] = (
    (models.BooleanField, Kind.FLAG),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DATE),
    (models.IntegerField, Kind.NUMBER),
    (models.FloatField, Kind.NUMBER),
    (models.DecimalField, Kind.NUMBER),
)


def column_of(model: type[models.Model], field: str, **rest: Any) -> Column:
    """The column of a model's field: label, meaning, kind and codes are those of the field."""
    declared = model._meta.get_field(field)
    if not isinstance(declared, models.Field):
        raise TypeError(f"{model.__name__}.{field} is no column; write a Column with its value")
    codes = tuple((str(code), label) for code, label in declared.flatchoices if code)
    plain = next((kind for type_, kind in KINDS if isinstance(declared, type_)), Kind.TEXT)
    known = {
        "name": field,
        "label": declared.verbose_name,
        "meaning": declared.help_text,
        "kind": Kind.CODE if codes else plain,
        "choices": codes,
    }
    return Column(**{**known, **rest})


@dataclass(frozen=True, slots=True)
class Dataset:
    """Something that can be taken away: its name (that of the file) and its columns."""

    name: str
    label: Words
    meaning: Words
    columns: tuple[Column, ...]

    def columns_for(self, person: Visitor) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.may_read(person))


_datasets: dict[str, Dataset] = {}


def register(dataset: Dataset) -> Dataset:
    """Put a dataset into the dictionary; every dataset that leaves the server stands there."""
    if _datasets.setdefault(dataset.name, dataset) is not dataset:
        raise ValueError(f"two datasets are called {dataset.name!r}")
    return dataset


def registered() -> tuple[Dataset, ...]:
    """Every dataset of every room, by name."""
    _discover()
    return tuple(_datasets[name] for name in sorted(_datasets))


@cache
def _discover() -> None:
    autodiscover_modules("exports")


def csv_lines(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[str]:
    """The lines of a CSV file, header first, every text guarded against spreadsheets."""
    columns = tuple(columns)
    writer = csv.writer(_Echo())
    yield writer.writerow([column.name for column in columns])
    for row in rows:
        yield writer.writerow([_cell(column.read(row)) for column in columns])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _cell(value: Any) -> str:
    """A value as CSV carries it; numbers stay numbers, whatever their sign."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int | float):
        return str(plain)
    if isinstance(plain, list):
        return guarded(LIST_SEPARATOR.join(str(part) for part in plain))
    return guarded(plain)


def _plain(value: Any) -> Any:
    """A value as JSON carries it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value)


def json_lines(
    dataset: Dataset, columns: Iterable[Column], rows: Iterable[Any], asked: QueryDict
) -> Iterator[str]:
    """The parts of one JSON object: dataset, what was asked, columns, rows."""
    columns = tuple(columns)
    head = {
        "dataset": dataset.name,
        "filters": {name: asked.getlist(name) for name in asked},
        "columns": [column.name for column in columns],
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    separator = "\n"
    for row in rows:
        cells = {column.name: _plain(column.read(row)) for column in columns}
        yield separator + json.dumps(cells, ensure_ascii=False, allow_nan=False)
        separator = ",\n"
    yield "\n]}\n"


def download(
    request: HttpRequest, dataset: Dataset, rows: Selection | Iterable[Any], form: str
) -> HttpResponseBase:
    """Everything in `rows` as `csv` or `json`, streamed, with the columns this person may read.

    Takes the `Selection` of a list, so that a download carries the same filters as its page.
    """
    if form not in ("csv", "json"):
        raise Http404(form)
    query = ""
    if isinstance(rows, Selection):
        if rows.complaints:
            return HttpResponseBadRequest(
                "\n".join(rows.complaints) + "\n", content_type="text/plain; charset=utf-8"
            )
        query, rows = rows.query, rows.rows
    columns = dataset.columns_for(request.user)
    found = rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows
    if form == "json":
        lines = json_lines(dataset, columns, found, QueryDict(query))
        response = StreamingHttpResponse(lines, content_type="application/json")
    else:
        lines = _marked(csv_lines(columns, found), request.GET.get("for") == "excel")
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{dataset.name}.csv"'
    _keep_private(response, columns)
    return response


def _marked(lines: Iterator[str], for_excel: bool) -> Iterator[str]:
    if for_excel:
        yield EXCEL_MARK
    yield from lines


def _keep_private(
    response: HttpResponse | StreamingHttpResponse, columns: Iterable[Column]
) -> None:
    """What one person may read is kept by no cache between her and us."""
    response["Vary"] = "Cookie"
    if any(column.is_private for column in columns):
        response["Cache-Control"] = "private, no-store"

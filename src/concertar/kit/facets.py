"""Facets: the filters of a list, with how many rows each of their values would show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Choices, Count, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from concertar.kit.folding import fold

Words = str | Promise

UNSTATED = "-"  # how an address asks for the rows where nothing is stated
FLAG_LABELS: Mapping[str, Words] = {
    "yes": pgettext_lazy("filter", "Yes"),
    "no": pgettext_lazy("filter", "No"),
}


class ValueRefused(Exception):
    """An address carries a value that this filter cannot have."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its name in the address, its label, and the field it asks.

    The field and the field of its label stand here alone; an address never names a column.
    `choices` gives labels known beforehand, `label_field` reads them from the rows.
    """

    name: str
    label: Words
    field: str
    choices: type[Choices] | Mapping[str, Words] | None = None
    label_field: str = ""
    kind: Literal["text", "number", "flag", "uuid"] = "text"

    @property
    def labels(self) -> Mapping[str, Words] | None:
        if self.kind == "flag":
            return FLAG_LABELS
        if self.choices is None or isinstance(self.choices, Mapping):
            return self.choices
        return {str(value): label for value, label in self.choices.choices if value != ""}

    def condition(self, value: str) -> Q:
        """The rows that carry `value`; refuses a value that no row can carry."""
        if value == UNSTATED:
            blank = Q(**{self.field: ""}) if self.kind == "text" else Q()
            return Q(**{f"{self.field}__isnull": True}) | blank
        if self.labels is not None and value not in self.labels:
            raise ValueRefused(value)
        return Q(**{self.field: self._stored(value)})

    def _stored(self, value: str) -> str | int | bool | UUID:
        if self.kind == "flag":
            return value == "yes"
        if self.kind == "number":
            if not (value.isascii() and value.isdecimal() and len(value) < 10):
                raise ValueRefused(value)
            return int(value)
        if self.kind == "uuid":
            try:
                return UUID(value)
            except ValueError as error:
                raise ValueRefused(value) from error
        return value

    def crosses_many(self, model: type[Model]) -> bool:
        """Whether one row may carry several values, so that a join would repeat it."""
        reached: type[Model] | None = model
        for step in self.field.split("__"):
            if reached is None:
                return False
            try:
                found = reached._meta.get_field(step)
            except FieldDoesNotExist:  # an annotation, or a part of a date
                return False
            if found.one_to_many or found.many_to_many:
                return True
            reached = found.related_model if found.is_relation else None
        return False

    def narrow(self, rows: QuerySet[Any], condition: Q) -> QuerySet[Any]:
        """The rows that fit, each once, though it may fit by several of its values."""
        if not self.crosses_many(rows.model):
            return rows.filter(condition)
        fitting = rows.model._base_manager.filter(condition)
        return rows.filter(pk__in=fitting.order_by().values("pk"))

    def count(self, rows: QuerySet[Any], *, chosen: str = "") -> "Filter":
        """The filter with its options counted over `rows`: one grouped query."""
        repeats = self.crosses_many(rows.model)  # to count each row once is dearer
        counts: dict[str, int] = {}
        labels: dict[str, str] = {}
        asked = (self.field, self.label_field) if self.label_field else (self.field,)
        grouped = rows.order_by().values_list(*asked).annotate(Count("pk", distinct=repeats))
        for stored, *label, count in grouped:
            value = self._value_of(stored)
            counts[value] = counts.get(value, 0) + count
            labels[value] = str(label[0]) if label and label[0] is not None else value
        return Filter(self.name, str(self.label), self._options(counts, labels, chosen))

    def _value_of(self, stored: Any) -> str:
        if stored is None or stored == "":
            return UNSTATED
        if self.kind == "flag":
            return "yes" if stored else "no"
        return str(stored)

    def _options(
        self, counts: Mapping[str, int], labels: Mapping[str, str], chosen: str
    ) -> "tuple[Option, ...]":
        """Declared values in their order, others by name, what is not stated at the end."""
        known = self.labels
        if known is not None:
            values = [value for value in known if counts.get(value) or value == chosen]
        else:
            values = sorted((v for v in counts if v != UNSTATED), key=lambda v: fold(labels[v]))
            if self.kind == "number":
                values.sort(key=int)
        if chosen and chosen not in (*values, UNSTATED):
            values.append(chosen)
        if counts.get(UNSTATED) or chosen == UNSTATED:
            values.append(UNSTATED)
        names = labels if known is None else {value: str(known[value]) for value in known}
        names = {**names, UNSTATED: gettext("Not stated")}
        return tuple(
            Option(value, names.get(value, value), value == chosen, counts.get(value, 0))
            for value in values
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One value a reader may choose, and how many rows it would show."""

    value: str
    label: str
    is_chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet as the page shows it."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def is_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)

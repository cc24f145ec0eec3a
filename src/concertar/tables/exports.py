"""What of the tables can be taken away: the tables themselves, and the options of one.

Neither holds an interest, a position, a score or a value.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.kit.exports import Column, Dataset, Kind, Source, column_of, register
from concertar.tables.models import Option, Table
from concertar.tables.models.table import State


def said(model: type[models.Model], field: str, of: Callable[[Any], Any]) -> tuple[Column, Column]:
    """An authored text, a column for each language."""

    def in_language(language: str) -> Callable[[Any], str]:
        return lambda row: of(row).said(field, language).text

    meaning = _("In the language that ends the name of the column.")
    return (
        column_of(model, field, name=f"{field}_es", meaning=meaning, value=in_language("es")),
        column_of(model, field, name=f"{field}_en", meaning=meaning, value=in_language("en")),
    )


def _itself(row: Any) -> Any:
    return row


def _is_open(table: Table | None) -> bool:
    """Whether everybody sees the table: one that is being prepared is named to nobody."""
    return table is not None and table.state != State.DRAFT


TABLES = register(
    Dataset(
        "tables",
        _("Tables"),
        _("The tables of concertación that have opened, and those you prepare."),
        columns=(
            column_of(Table, "slug", meaning=_("The word in the address of its page.")),
            *said(Table, "title", _itself),
            *said(Table, "question", _itself),
            Column(
                "forum",
                _("forum"),
                _("The key of the forum it belongs to."),
                value=lambda one: one.forum.slug,
            ),
            Column(
                "place",
                _("place"),
                _("The key of the forum's place; empty where a consortium hosts it."),
                value=lambda one: one.forum.territory.slug if one.forum.territory else "",
            ),
            Column(
                "refers_to",
                _("refers to"),
                _("The key of the table to which it refers what it cannot settle."),
                value=lambda one: one.parent.slug if _is_open(one.parent) else "",
            ),
            column_of(Table, "state", meaning=_("Where it stands.")),
            column_of(Table, "decides_by", meaning=_("The moment by which it decides.")),
            column_of(
                Table, "publishes", meaning=_("What leaves of the scores if an agreement stands.")
            ),
            column_of(
                Table, "least_signatures", meaning=_("Fewer than these, and the agreement fails.")
            ),
            column_of(
                Table, "may_reserve", meaning=_("Whether a reservation counts as a signature.")
            ),
            column_of(Table, "currency", meaning=_("Of every amount of money at the table.")),
            Column(
                "charter_sha256",
                _("hash of the charter"),
                _("SHA-256 of the charter's exact text; empty before the table opens."),
                value=lambda one: one.charter.sha256 if hasattr(one, "charter") else "",
                source=Source.COMPUTED,
            ),
            column_of(Table, "is_illustrative", meaning=_("Made up, to show how tables work.")),
        ),
    )
)


class OptionRow:
    """One number of an option: what it costs, loads or moves; or the option alone."""

    def __init__(self, option: Option, kind: str = "", row: Any = None) -> None:
        self.option, self.kind, self.row = option, kind, row

    @property
    def whom(self) -> str:
        party = {"cost": "payer", "load": "bearer"}.get(self.kind)
        return getattr(self.row, party).seat.institution.slug if party else ""

    @property
    def unit(self) -> str:
        if self.kind == "cost":
            return self.option.issue.table.currency
        if self.kind == "effect":
            return str(self.row.indicator.unit)
        capacity = getattr(self.row.bearer, "capacity", None) if self.kind == "load" else None
        return capacity.unit if capacity else ""

    def number(self, end: str) -> Decimal | int | None:
        if self.kind == "effect":
            reach: Decimal | None = getattr(self.row, end)
            return reach
        if self.kind == "cost":
            return Decimal(self.row.amount) / 100
        return self.row.amount if self.kind == "load" else None


def rows_of(option: Option) -> list[OptionRow]:
    found = [
        *(OptionRow(option, "cost", row) for row in option.costs.all()),
        *(OptionRow(option, "load", row) for row in option.loads.all()),
        *(OptionRow(option, "effect", row) for row in option.effects.all()),
    ]
    return found or [OptionRow(option)]


def _key(name: str, label: Promise, meaning: Promise, value: Callable[[Any], str]) -> Column:
    return Column(name, label, meaning, value=value)


def _keys(options: Any) -> list[str]:
    return sorted(f"{one.issue.key}/{one.key}" for one in options.all())


KINDS = (("cost", _("cost")), ("load", _("load")), ("effect", _("effect")))

OPTIONS = register(
    Dataset(
        "table-options",
        _("Options of a table"),
        _("Every option of one table with its costs, loads and effects, a line each."),
        columns=(
            _key("table", _("table"), _("The key of the table."),
                 lambda row: row.option.issue.table.slug),
            _key("issue", _("issue"), _("The key of the issue."), lambda row: row.option.issue.key),
            _key("option", _("option"), _("The key of the option."), lambda row: row.option.key),
            *said(Option, "title", lambda row: row.option),
            Column("status_quo", _("as today"), _("Whether it is going on as today."),
                   value=lambda row: row.option.is_status_quo, kind=Kind.FLAG),
            Column("fallback", _("fallback"), _("Whether it holds where there is no agreement."),
                   value=lambda row: row.option.pk == row.option.issue.fallback_id,
                   kind=Kind.FLAG),
            Column("withdrawn", _("withdrawn"), _("Whether it was set aside."),
                   value=lambda row: row.option.is_withdrawn, kind=Kind.FLAG),
            Column("requires", _("only together with"),
                   _("Issue and option, by key, of those it comes only together with."),
                   value=lambda row: _keys(row.option.requires), kind=Kind.LIST),
            Column("excludes", _("never together with"),
                   _("Issue and option, by key, of those it never comes together with."),
                   value=lambda row: _keys(row.option.excludes), kind=Kind.LIST),
            Column("kind", _("kind of number"),
                   _("What the line tells of the option; empty where nothing is noted."),
                   kind=Kind.CODE, choices=KINDS),
            _key("institution", _("institution"),
                 _("The key of the institution that pays, or that carries it out."),
                 lambda row: row.whom),
            _key("indicator", _("indicator"), _("The key of the indicator that it moves."),
                 lambda row: row.row.indicator.slug if row.kind == "effect" else ""),
            Column("low", _("low"), _("The low end; of a cost or a load, the amount."),
                   value=lambda row: row.number("low"), kind=Kind.NUMBER),
            Column("likely", _("likely"), _("What is likely; of a cost or a load, the amount."),
                   value=lambda row: row.number("likely"), kind=Kind.NUMBER),
            Column("high", _("high"), _("The high end; of a cost or a load, the amount."),
                   value=lambda row: row.number("high"), kind=Kind.NUMBER),
            _key("unit", _("unit"), _("The unit of the three numbers."), lambda row: row.unit),
            _key("source", _("source"), _("Who says so, and where it can be read."),
                 lambda row: row.row.source if row.row else ""),
        ),
    )
)  # fmt: skip

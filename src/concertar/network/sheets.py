"""The tables in which a network's facts are kept and brought in, one declaration for each.

A sheet is a file of comma-separated values that a person can open and correct. A text that
people read stands in one column for each language; a reference is the key of another row.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concertar.kit import cells
from concertar.kit.cells import Field
from concertar.kit.folding import fold
from concertar.network.columns import (
    INFERRED,
    KEY,
    SOURCE,
    code_of,
    degrees,
    free_slug,
    optional,
    order,
    period,
    said_in_both,
    slug,
    slugs,
    text_of,
    zone,
)
from concertar.network.models import (
    Affiliation,
    Body,
    Institution,
    Milestone,
    Programme,
    ProgrammeLine,
    ReportedFigure,
    Source,
    Territory,
    ThematicGroup,
)

LAST_YEAR = 9999

Values = dict[str, Any]
Fault = tuple[str, str]  # a column and what is wrong with it
NO_FAULT: Fault = ("", "")


@dataclass(frozen=True, slots=True)
class Unique:
    """What only one row may have, and the column to name when two have it."""

    column: str
    of: Callable[[Mapping[str, Any]], Hashable | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its columns, the noun its rows become, and what its rows refer to."""

    name: str
    label: Promise
    model: type[models.Model]
    columns: tuple[Field, ...]
    key: tuple[str, ...] = ("slug",)
    refers: Mapping[str, str] = field(default_factory=dict)
    refers_to_many: Mapping[str, str] = field(default_factory=dict)
    unique: tuple[Unique, ...] = ()
    derive: Callable[[Values], Values] = dict
    fault: Callable[[Values], Fault] = lambda _values: NO_FAULT

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def spoken(self) -> Sequence[str]:
        return getattr(self.model, "spoken", ())

    def key_of(self, values: Mapping[str, Any]) -> Hashable:
        """What tells the row from all others: its key, or several values together."""
        found = tuple(values[name] for name in self.key)
        return found[0] if len(found) == 1 else found

    @property
    def inside(self) -> str:
        """The reference by which its rows lie in one another, or nothing."""
        return next((name for name, sheet in self.refers.items() if sheet == self.name), "")


# ---- what the rows of a sheet become ------------------------------------------------------------


def _sortable(values: Values) -> Values:
    return {**values, "sort_name": fold(values["name"])}


def _dated(values: Values) -> Values:
    """The column `when` as first day, last day and precision."""
    when = values.pop("when")
    return {**values, "starts": when.starts, "ends": when.ends, "precision": when.precision.value}


def _with_precision(name: str) -> Callable[[Values], Values]:
    """A date column as its first day and its precision."""

    def derive(values: Values) -> Values:
        when = values.pop(name)
        precision = when.precision.value if when else ""
        return {**values, name: when.starts if when else None, f"{name}_precision": precision}

    return derive


def _place_fault(values: Values) -> Fault:
    given = [values[name] not in (None, "") for name in ("latitude", "longitude", "coordinates")]
    if any(given) and not all(given):
        problem = gettext("write latitude, longitude and the origin of both, or none of them.")
        return "coordinates", problem
    return NO_FAULT


def _programme_fault(values: Values) -> Fault:
    first, last = values["first_year"], values["last_year"]
    if first and last and last < first:
        return "last_year", gettext("it comes before the first year.")
    return NO_FAULT


def _line_fault(values: Values) -> Fault:
    scopes: Mapping[str, tuple[str, ...]] = {
        "theme": ("",),
        "priority": ("national", "city"),
        "strategy": ("general", "institutions", "financial"),
    }
    if values["scope"] not in scopes[values["kind"]]:
        return "scope", gettext("it does not go with a line of this kind.")
    return NO_FAULT


def _figure_fault(values: Values) -> Fault:
    if values["value_to"] is not None and values["value_to"] <= values["value"]:
        return "value_to", gettext("a range ends above the value that it begins with.")
    return NO_FAULT


def _affiliation_fault(values: Values) -> Fault:
    if values["starts"] and values["ends"] and values["ends"] <= values["starts"]:
        return "ends", gettext("it ends before it starts.")
    return NO_FAULT


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "sources",
        _("Sources"),
        Source,
        (
            KEY,
            text_of(Source, "title"),
            text_of(Source, "author"),
            optional("year", cells.number(1, LAST_YEAR), None),
            Field("language", cells.one_of(("es", "en", "qu", "ay", "fr", "de", "pt"))),
            text_of(Source, "licence"),
        ),
    ),
    Sheet(
        "bodies",
        _("Bodies"),
        Body,
        (
            KEY,
            *said_in_both(Body),
            code_of(Body, "level"),
            optional("parent", slug),
            order(),
            Field("stands_for_many", cells.flag),
            *SOURCE,
        ),
        refers={"parent": "bodies", "source": "sources"},
    ),
    Sheet(
        "places",
        _("Places"),
        Territory,
        (
            Field("slug", free_slug),
            Field("name", cells.name),
            code_of(Territory, "kind"),
            optional("parent", slug),
            optional("assembly", slug),
            Field("agenda21", cells.flag),
            optional("latitude", degrees(90), None),
            optional("longitude", degrees(180), None),
            code_of(Territory, "coordinates"),
            Field("zone", zone),
            INFERRED,
            *SOURCE,
        ),
        refers={"parent": "places", "assembly": "bodies", "source": "sources"},
        unique=(Unique("name", itemgetter("parent", "kind", "sort_name")),),
        derive=_sortable,
        fault=_place_fault,
    ),
    Sheet(
        "institutions",
        _("Institutions"),
        Institution,
        (
            KEY,
            Field("name", cells.name),
            text_of(Institution, "acronym"),
            code_of(Institution, "kind"),
            code_of(Institution, "constituency"),
            optional("place", slug),
            code_of(Institution, "source_group"),
            *said_in_both(Institution),
            INFERRED,
            *SOURCE,
        ),
        refers={"place": "places", "source": "sources"},
        unique=(Unique("name", itemgetter("sort_name")),),
        derive=_sortable,
    ),
    Sheet(
        "affiliations",
        _("Affiliations"),
        Affiliation,
        (
            Field("institution", slug),
            code_of(Affiliation, "standing"),
            code_of(Affiliation, "instrument"),
            optional("starts", cells.day, None),
            optional("ends", cells.day, None),
            *SOURCE,
        ),
        key=("institution", "starts"),
        unique=(Unique("institution", lambda v: None if v["ends"] else v["institution"]),),
        refers={"institution": "institutions", "source": "sources"},
        fault=_affiliation_fault,
    ),
    Sheet(
        "programmes",
        _("Programmes"),
        Programme,
        (
            KEY,
            code_of(Programme, "kind"),
            optional("parent", slug),
            order(),
            *said_in_both(Programme),
            optional("first_year", cells.number(1, LAST_YEAR), None),
            optional("last_year", cells.number(1, LAST_YEAR), None),
            optional("approved", period, None),
            optional("supported_by", slugs, []),
            Field("seeks_funds", cells.flag),
            *SOURCE,
        ),
        refers={"parent": "programmes", "source": "sources"},
        refers_to_many={"supported_by": "institutions"},
        derive=_with_precision("approved"),
        fault=_programme_fault,
    ),
    Sheet(
        "programme_lines",
        _("Programme lines"),
        ProgrammeLine,
        (
            KEY,
            Field("programme", slug),
            code_of(ProgrammeLine, "kind"),
            code_of(ProgrammeLine, "scope"),
            order(),
            *said_in_both(ProgrammeLine),
            *SOURCE,
        ),
        refers={"programme": "programmes", "source": "sources"},
        unique=(Unique("order", itemgetter("programme", "kind", "scope", "order")),),
        fault=_line_fault,
    ),
    Sheet(
        "thematic_groups",
        _("Thematic groups"),
        ThematicGroup,
        (KEY, Field("programme", slug), order(), *said_in_both(ThematicGroup), *SOURCE),
        refers={"programme": "programmes", "source": "sources"},
    ),
    Sheet(
        "milestones",
        _("Milestones"),
        Milestone,
        (
            KEY,
            code_of(Milestone, "kind"),
            Field("when", period),
            *said_in_both(Milestone),
            optional("place", slug),
            INFERRED,
            *SOURCE,
        ),
        refers={"place": "places", "source": "sources"},
        derive=_dated,
    ),
    Sheet(
        "figures",
        _("Reported figures"),
        ReportedFigure,
        (
            KEY,
            code_of(ReportedFigure, "topic"),
            order(),
            *said_in_both(ReportedFigure),
            Field("value", cells.number(0, 10**15)),
            optional("value_to", cells.number(0, 10**15), None),
            code_of(ReportedFigure, "qualifier"),
            optional("as_of", period, None),
            optional("part_of", slug),
            code_of(ReportedFigure, "counted"),
            optional("disagrees_with", slugs, []),
            *SOURCE,
        ),
        refers={"part_of": "figures", "source": "sources"},
        refers_to_many={"disagrees_with": "figures"},
        derive=_with_precision("as_of"),
        fault=_figure_fault,
    ),
)

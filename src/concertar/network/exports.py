"""What of the network can be taken away, and what each column means."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.kit.exports import Column, Dataset, Kind, Source, column_of, register
from concertar.network.lists import STANDINGS
from concertar.network.models import (
    Body,
    Institution,
    Milestone,
    Programme,
    ReportedFigure,
    Territory,
)


def said(model: type[models.Model], field: str) -> tuple[Column, Column]:
    """An authored text, a column for each language."""

    def in_language(language: str) -> Callable[[Any], str]:
        return lambda one: one.said(field, language).text

    meaning = _("In the language that ends the name of the column.")
    return (
        column_of(model, field, name=f"{field}_es", meaning=meaning, value=in_language("es")),
        column_of(model, field, name=f"{field}_en", meaning=meaning, value=in_language("en")),
    )


def key_of(name: str, label: Promise, meaning: Promise) -> Column:
    """The key of another row that this one refers to."""
    return Column(name, label, meaning, value=lambda one: _slug_of(getattr(one, name)))


def _slug_of(thing: Any) -> str:
    return thing.slug if thing else ""


INFERRED = Column(
    "inferred",
    _("inferred values"),
    _("The columns of this row that the source does not give and that were concluded from others."),
    value=lambda one: one.inferred_fields,
    kind=Kind.LIST,
)
SOURCE = key_of(
    "source", _("source of the row"), _("The document or data set that the row is taken from.")
)


def pointer_of(model: type[models.Model]) -> Column:
    return column_of(model, "source_pointer")


PLACES = register(
    Dataset(
        "places",
        _("Places"),
        _("The cities, districts and neighbourhoods of the network."),
        columns=(
            column_of(Territory, "slug"),
            column_of(Territory, "name", meaning=_("As the place is called.")),
            column_of(Territory, "kind", meaning=_("What kind of place it is.")),
            key_of("parent", _("inside"), _("The key of the place that it lies in.")),
            key_of(
                "assembly",
                _("regional assembly"),
                _("The key of the regional assembly it belongs to; empty if unknown."),
            ),
            column_of(Territory, "agenda21"),
            column_of(Territory, "latitude", meaning=_("North of the equator."), unit=_("degrees")),
            column_of(Territory, "longitude", meaning=_("East of Greenwich."), unit=_("degrees")),
            column_of(
                Territory,
                "coordinates",
                meaning=_("Where the coordinates come from; none are in the document itself."),
            ),
            Column(
                "institutions",
                _("institutions"),
                _("How many institutions of the directory are in the place."),
                value=lambda one: one.institution_count,
                kind=Kind.NUMBER,
                source=Source.COMPUTED,
            ),
            INFERRED,
            SOURCE,
            pointer_of(Territory),
        ),
    )
)

INSTITUTIONS = register(
    Dataset(
        "institutions",
        _("Institutions"),
        _("The institutions of the directory, affiliated to the network or not."),
        columns=(
            column_of(Institution, "slug"),
            column_of(Institution, "name"),
            column_of(Institution, "acronym", meaning=_("The short form of its name.")),
            column_of(Institution, "kind", meaning=_("What kind of institution it is.")),
            column_of(Institution, "constituency"),
            Column(
                "standing",
                _("standing"),
                _("How it belongs to the network at present."),
                kind=Kind.CODE,
                choices=tuple(STANDINGS.items()),
            ),
            key_of("place", _("place"), _("The key of the place it is in; empty if unknown.")),
            Column(
                "region",
                _("regional assembly"),
                _("The key of the regional assembly of its place; empty if unknown."),
                value=lambda one: _slug_of(one.place and one.place.assembly),
                source=Source.INFERRED,
            ),
            column_of(
                Institution,
                "source_group",
                meaning=_("The list of the source in which it stands."),
            ),
            *said(Institution, "note"),
            column_of(Institution, "is_illustrative"),
            INFERRED,
            SOURCE,
            pointer_of(Institution),
        ),
    )
)

BODIES = register(
    Dataset(
        "bodies",
        _("Bodies"),
        _("The bodies through which the network decides and works."),
        columns=(
            column_of(Body, "slug"),
            *said(Body, "name"),
            column_of(Body, "level", meaning=_("Whether it is of the nation, a region or a city.")),
            key_of("parent", _("inside"), _("The key of the body that it belongs to.")),
            *said(Body, "composition"),
            *said(Body, "note"),
            column_of(Body, "stands_for_many"),
            SOURCE,
            pointer_of(Body),
        ),
    )
)

PROGRAMMES = register(
    Dataset(
        "programmes",
        _("Programmes"),
        _("The plan of the network, its sub-programmes and the action programmes."),
        columns=(
            column_of(Programme, "slug"),
            column_of(Programme, "kind", meaning=_("What kind of programme it is.")),
            key_of("parent", _("inside"), _("The key of the programme that it is part of.")),
            *said(Programme, "name"),
            *said(Programme, "objective"),
            column_of(Programme, "first_year", meaning=_("The year in which it begins.")),
            column_of(Programme, "last_year", meaning=_("The year in which it ends.")),
            column_of(
                Programme,
                "approved",
                meaning=_("The first day of the period in which it was approved."),
            ),
            column_of(
                Programme,
                "approved_precision",
                meaning=_("How much of the date of approval the source gives."),
            ),
            Column(
                "supported_by",
                _("supported by"),
                _("The keys of the institutions that support it."),
                value=lambda one: [other.slug for other in one.supported_by.all()],
                kind=Kind.LIST,
            ),
            column_of(
                Programme, "seeks_funds", meaning=_("Whether funds are still being sought for it.")
            ),
            SOURCE,
            pointer_of(Programme),
        ),
    )
)

MILESTONES = register(
    Dataset(
        "milestones",
        _("Milestones"),
        _("The documented history of the network."),
        columns=(
            column_of(Milestone, "slug", meaning=_("The word in the address of its page.")),
            column_of(Milestone, "kind", meaning=_("What part of the history it belongs to.")),
            column_of(Milestone, "starts"),
            column_of(Milestone, "ends"),
            column_of(Milestone, "precision"),
            *said(Milestone, "title"),
            key_of("place", _("place"), _("The key of the place where it happened.")),
            *said(Milestone, "discrepancy"),
            INFERRED,
            SOURCE,
            pointer_of(Milestone),
        ),
    )
)


def of_figure(column: Column) -> Column:
    """The same column, read from a figure that stands beside what is counted here."""
    return replace(column, value=lambda reading: column.read(reading.figure))


COUNTED_HERE = Column(
    "counted_here",
    _("count"),
    _("What is counted in this directory; empty where nothing can be counted."),
    value=lambda reading: reading.counted,
    kind=Kind.NUMBER,
    source=Source.COMPUTED,
)
FIGURES = register(
    Dataset(
        "figures",
        _("Reported figures"),
        _("Numbers as a source reports them; the rows behind them are not in the directory."),
        columns=(
            *(
                of_figure(column)
                for column in (
                    column_of(
                        ReportedFigure, "slug", meaning=_("The word in the address of its page.")
                    ),
                    column_of(ReportedFigure, "topic", meaning=_("What the figure is about.")),
                    *said(ReportedFigure, "what"),
                    column_of(
                        ReportedFigure, "value", meaning=_("The number, or where a range begins.")
                    ),
                    column_of(ReportedFigure, "value_to"),
                    column_of(ReportedFigure, "qualifier"),
                    *said(ReportedFigure, "unit"),
                    column_of(
                        ReportedFigure,
                        "as_of",
                        meaning=_("The first day of the period it speaks of."),
                    ),
                    column_of(
                        ReportedFigure,
                        "as_of_precision",
                        meaning=_("How much of that date the source gives."),
                    ),
                    key_of(
                        "part_of", _("part of"), _("The key of the figure that it is a part of.")
                    ),
                    column_of(ReportedFigure, "counted"),
                    Column(
                        "disagrees_with",
                        _("disagrees with"),
                        _("The keys of the figures that say otherwise."),
                        value=lambda one: [other.slug for other in one.disagrees_with.all()],
                        kind=Kind.LIST,
                    ),
                    *said(ReportedFigure, "discrepancy"),
                    SOURCE,
                    pointer_of(ReportedFigure),
                )
            ),
            COUNTED_HERE,
        ),
    )
)

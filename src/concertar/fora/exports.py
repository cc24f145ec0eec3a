"""What of the fora can be taken away, and what each column means.

What a delegate declared of themselves (gender, age) is in no column: it is shown added up only.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Forum, Seat
from concertar.kit.exports import Column, Dataset, Kind, Source, column_of, register
from concertar.network.models import Mandate


def _said(field: str, language: str) -> Column:
    return column_of(
        Forum,
        field,
        name=f"{field}_{language}",
        meaning=_("In the language that ends the name of the column."),
        value=lambda one: one.said(field, language).text,
    )


def _slug_of(*path: str) -> Callable[[Any], str]:
    """The key of the row at the end of a way of references; empty where it ends before."""

    def read(row: Any) -> str:
        for step in path:
            row = getattr(row, step)
            if row is None:
                return ""
        return str(row.slug)

    return read


SEAT_COUNT = Column(
    "seats",
    _("seats"),
    _("How many seats are open today."),
    value=lambda one: one.seat_count,
    kind=Kind.NUMBER,
    source=Source.COMPUTED,
)

FORA = register(
    Dataset(
        "fora",
        _("Fora"),
        _("The permanent spaces of concertación of a place or of a consortium."),
        columns=(
            column_of(Forum, "slug", meaning=_("The word in the address of its page.")),
            *(_said(field, language) for field in Forum.spoken for language in ("es", "en")),
            Column(
                "place",
                _("place"),
                _("The key of the place it is of."),
                value=_slug_of("territory"),
            ),
            Column(
                "consortium",
                _("consortium"),
                _("The key of the institution that is the consortium it is of."),
                value=_slug_of("consortium"),
            ),
            Column(
                "parent",
                _("refers to"),
                _("The key of the forum to which it refers what it cannot settle."),
                value=_slug_of("parent"),
            ),
            column_of(Forum, "zone", meaning=_("Whose calendar says which day it is.")),
            *(
                column_of(Forum, quota, meaning=_("Declared share of the taken seats, 0 to 1."))
                for quota in ("women_quota", "youth_quota", "poorest_quota")
            ),
            SEAT_COUNT,
            column_of(Forum, "is_illustrative", meaning=_("Made up for a demonstration.")),
        ),
    )
)

SEATS = register(
    Dataset(
        "seats",
        _("Seats"),
        _("The seats of a forum, open and closed, by institution."),
        columns=(
            Column("forum", _("forum"), _("The key of the forum."), value=_slug_of("forum")),
            Column(
                "constituency",
                _("constituency"),
                _("The key of the side it is on."),
                value=lambda one: one.constituency.key,
            ),
            Column(
                "institution",
                _("institution"),
                _("The key of the institution that has the seat."),
                value=_slug_of("institution"),
            ),
            Column(
                "institution_name",
                _("name of the institution"),
                _("As it calls itself."),
                value=lambda one: one.institution.name,
            ),
            Column(
                "is_illustrative",
                _("illustrative"),
                _("Made up for a demonstration."),
                value=lambda one: one.institution.is_illustrative,
                kind=Kind.FLAG,
            ),
            column_of(Seat, "of_poorest_district"),
            column_of(Seat, "starts", meaning=_("Its first day.")),
            column_of(Seat, "ends", meaning=_("Its last day; empty while it lasts.")),
        ),
    )
)

MANDATES = register(
    Dataset(
        "mandates",
        _("Mandates"),
        _("Who may speak and sign for the seats of a forum, by which document, and when."),
        columns=(
            Column(
                "forum", _("forum"), _("The key of the forum."), value=_slug_of("seat", "forum")
            ),
            Column(
                "institution",
                _("institution"),
                _("The key of the institution that gave it."),
                value=_slug_of("seat", "institution"),
            ),
            Column(
                "person",
                _("person"),
                _("Who holds it, as the name stands in minutes and agreements."),
                value=lambda one: one.mandate.person.name,
            ),
            *(
                column_of(
                    Mandate,
                    name,
                    meaning=meaning,
                    value=lambda one, n=name: getattr(one.mandate, n),
                )
                for name, meaning in (
                    ("capacity", _("Whether the person takes the seat or stands in.")),
                    ("power", _("Whether the person may also sign.")),
                    ("document", _("What gives it, with number and date.")),
                    ("starts", _("Its first day.")),
                    ("ends", _("Its last day; empty while it lasts.")),
                )
            ),
        ),
    )
)

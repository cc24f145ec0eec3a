"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from concertar.network.models import (
    RESERVED_SLUGS,
    Affiliation,
    Body,
    Institution,
    Milestone,
    Programme,
    ProgrammeLine,
    ReportedFigure,
    Territory,
)
from concertar.network.tests.factories import body, figure, institution, place

pytestmark = pytest.mark.django_db


def refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_place_may_not_lie_in_itself():
    peru = place("Perú")
    refuses(lambda: Territory.objects.filter(pk=peru.pk).update(parent=peru))


def test_a_path_ends_with_the_key_of_its_place():
    peru = place("Perú")
    refuses(lambda: place("Ilo", inside=peru, path="peru/lio/"))
    refuses(lambda: place("Ilo", inside=peru, path="ilo/"))
    refuses(lambda: place("Chile", path="peru/chile/"))


@pytest.mark.parametrize(
    "where",
    [
        {"latitude": -91, "longitude": 0, "coordinates": "geonames"},
        {"latitude": 0, "longitude": 181, "coordinates": "geonames"},
        {"latitude": 1, "coordinates": "geonames"},
        {"latitude": 1, "longitude": 1},
        {"latitude": 1, "longitude": 1, "coordinates": "guessed"},
        {"coordinates": "geonames"},
    ],
)
def test_coordinates_are_whole_or_absent(where):
    refuses(lambda: place("Ilo", **where))


def test_the_database_knows_no_coordinate_that_is_no_number():
    peru = place("Perú")
    sql = "UPDATE network_territory SET latitude = %s, longitude = 0, coordinates = 'geonames'"
    with pytest.raises(Exception) as refusal, transaction.atomic():  # noqa: PT011
        connection.cursor().execute(sql, ["NaN"])
    assert isinstance(refusal.value, IntegrityError)
    peru.refresh_from_db()
    assert peru.latitude is None


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_no_place_is_called_like_a_room_of_the_site(slug):
    refuses(lambda: place("Ilo", slug=slug))


def test_one_place_of_a_name_and_kind_in_a_place():
    peru = place("Perú")
    place("Santa", inside=peru)
    refuses(lambda: place("Santa", inside=peru, slug="santa-2"))
    place("Santa", inside=peru, slug="santa-3", kind="district")


def test_one_institution_of_a_name():
    institution("Cámara de Comercio")
    refuses(lambda: institution("CAMARA DE COMERCIO", slug="otra"))


def test_an_institution_has_one_present_affiliation():
    one = institution("Natura", standing="founding")
    refuses(
        lambda: Affiliation.objects.create(
            institution=one, standing="member", starts=date(2001, 1, 1)
        )
    )
    Affiliation.objects.create(
        institution=one, standing="member", starts=date(2001, 1, 1), ends=date(2002, 1, 1)
    )


def test_an_affiliation_does_not_end_before_it_starts():
    one = institution("Natura")
    refuses(
        lambda: Affiliation.objects.create(
            institution=one, standing="member", starts=date(2002, 1, 1), ends=date(2001, 1, 1)
        )
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: institution("Natura", kind="club"),
        lambda: institution("Natura", constituency="army"),
        lambda: institution("", slug="x"),
        lambda: place("Ilo", kind="planet"),
        lambda: body("Asamblea", level="galactic"),
        lambda: figure("Ciudades", 29, qualifier="almost"),
        lambda: figure("Ciudades", 29, value_to=29),
        lambda: figure("Ciudades", 29, unit=""),
        lambda: figure("Ciudades", 29, as_of=date(2003, 1, 1)),
        lambda: figure("Ciudades", -1),
        lambda: Institution.objects.create(name="X", slug="", sort_name="x", kind="ngo"),
    ],
)
def test_a_value_that_no_list_knows_is_refused(make):
    refuses(make)


def test_a_figure_and_a_body_and_a_programme_are_no_part_of_themselves():
    ciudades, norte = figure("Ciudades", 29), body("Norte")
    plan = Programme.objects.create(slug="plan", name="Plan", kind="plan")
    refuses(lambda: ReportedFigure.objects.filter(pk=ciudades.pk).update(part_of=ciudades))
    refuses(lambda: Body.objects.filter(pk=norte.pk).update(parent=norte))
    refuses(lambda: Programme.objects.filter(pk=plan.pk).update(parent=plan))


def test_a_programme_does_not_end_before_it_starts_nor_leave_its_date_vague():
    refuses(
        lambda: Programme.objects.create(
            slug="p", name="P", kind="plan", first_year=2007, last_year=2003
        )
    )
    refuses(
        lambda: Programme.objects.create(slug="p", name="P", kind="plan", approved=date(2003, 5, 1))
    )


def test_the_scope_of_a_line_goes_with_its_kind():
    plan = Programme.objects.create(slug="plan", name="Plan", kind="plan")
    refuses(
        lambda: ProgrammeLine.objects.create(
            slug="l", programme=plan, kind="theme", scope="city", order=1, text="Agua"
        )
    )


def test_a_milestone_does_not_end_before_it_starts():
    refuses(
        lambda: Milestone.objects.create(
            slug="m",
            kind="network",
            title="M",
            precision="year",
            starts=date(1995, 1, 1),
            ends=date(1994, 12, 31),
        )
    )

"""Reported figures held against what is counted, and against each other."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from concertar.kit.access import OPERATOR
from concertar.network import drawings, tally
from concertar.network.actions import load_forum
from concertar.network.models import ReportedFigure
from concertar.network.tests.factories import figure, institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings():
    load_forum(by=OPERATOR)
    figures = ReportedFigure.objects.prefetch_related("disagrees_with")
    found = tally.readings(list(figures), AnonymousUser())
    return {reading.figure.slug: reading for reading in found}


def test_what_the_source_lists_is_what_is_counted(readings):
    for slug in (
        "instituciones-afiliadas", "miembros-fundadores", "otros-miembros", "ciudades-agenda-21",
        "fundadores-municipalidades", "fundadores-ong", "fundadores-universidades",
        "otros-municipalidades", "otros-ong", "otros-universidades", "asambleas-regionales",
        "programas-de-accion", "grupos-tematicos",
    ):  # fmt: skip
        assert readings[slug].counted == readings[slug].figure.value, slug
        assert not readings[slug].differs


def test_twenty_nine_cities_are_reported_and_thirty_four_places_are_named(readings):
    cities = readings["ciudades"]
    assert (cities.figure.value, cities.counted, cities.differs) == (29, 34, True)


def test_the_parts_of_a_figure_add_up(readings):
    wholes = {slug: r for slug, r in readings.items() if r.parts_total is not None}
    assert set(wholes) == {
        "instituciones-afiliadas", "miembros-fundadores", "otros-miembros", "posgrados",
    }  # fmt: skip
    assert all(r.parts_total == r.figure.value for r in wholes.values())


def test_the_letters_of_section_three_e_do_not_add_up_to_seventy_nine(readings):
    letters = [
        reading.figure.value
        for slug, reading in readings.items()
        if reading.figure.topic == "affiliation" and slug != "declaraciones-ciudades"
    ]
    assert sum(letters) == 101
    assert "101" in readings["instituciones-afiliadas"].figure.discrepancy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cartas-de-autorizacion", "miembros-fundadores"),
        ("universidades-maestrias-iii-d", "universidades-maestrias-recuadro-3"),
        ("anmin-nota-15", "anmin-recuadro-2"),
    ],
)
def test_what_the_source_says_twice_is_tied_together_and_explained(readings, one, other):
    against = {figure.slug for figure in readings[one].figure.disagrees_with.all()}
    assert against == {other}
    assert readings[one].figure.value != readings[other].figure.value
    assert readings[one].figure.discrepancy
    assert readings[other].figure.discrepancy


def test_a_qualified_figure_does_not_differ_from_a_count():
    institution("Natura", standing="member")
    about = figure("Afiliadas", 300, qualifier="about", counted="affiliated")
    assert not tally.readings([about], AnonymousUser())[0].differs
    exact = figure("Exactas", 300, counted="affiliated")
    assert tally.readings([exact], AnonymousUser())[0].differs


def test_the_disputes_are_drawn_once_each(readings):
    drawn = drawings.draw_disputes(list(readings.values()))
    pairs = [(int(row[1]), int(row[3])) for row in drawn.table.rows]
    assert sorted(map(sorted, pairs)) == [[3, 4], [29, 34], [39, 44]]
    assert drawings.draw_disputes([]) is None


def test_what_is_counted_here_says_so_and_what_is_reported_leads_to_its_row(readings):
    with override("en"):
        drawn = drawings.draw_disputes([readings["ciudades"]])
    (row,) = drawn.table.rows
    assert 'href="#ciudades"' in row[0]
    assert row[2].endswith("(counted here)")


def test_the_parts_are_drawn_under_their_whole(readings):
    with override("en"):
        drawn = {
            figure.caption.name: figure for figure in drawings.draw_sums(list(readings.values()))
        }
    assert set(drawn) == {"sum-instituciones-afiliadas", "sum-posgrados"}
    whole, *parts = drawn["sum-instituciones-afiliadas"].table.rows
    assert (whole[1], whole[2]) == ("79", "—")
    inside = [int(row[1]) for row in parts if row[2] == whole[0]]
    assert sorted(inside) == [39, 40]
    assert sum(int(row[1]) for row in parts) == 2 * 79
    assert drawn["sum-instituciones-afiliadas"].caption.says == "The parts add up: 79."


def test_parts_that_do_not_add_up_are_said_not_to():
    whole = figure("Todas", 10)
    part = figure("Unas", 4, part_of=whole)
    with override("en"):
        (drawn,) = drawings.draw_sums(tally.readings([whole, part], AnonymousUser()))
    assert drawn.caption.says == "The parts add up to 4, not to 10."

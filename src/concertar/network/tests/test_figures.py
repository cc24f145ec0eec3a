"""Reported figures held against what is counted, and against each other."""

import pytest
from django.contrib.auth.models import AnonymousUser

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


def test_the_disputes_are_drawn_from_nothing_and_once_each(readings):
    drawn = drawings.draw_disputes(list(readings.values()))
    pairs = [(row.reading.figure.value, row.other) for row in drawn.rows]
    assert sorted(map(sorted, pairs)) == [[3, 4], [29, 34], [39, 44]]
    for row in drawn.rows:
        ratio = (row.x - drawings.MARGIN) / (row.other_x - drawings.MARGIN)
        assert ratio == pytest.approx(row.reading.figure.value / row.other, abs=0.01)


def test_the_parts_are_drawn_under_their_whole_on_one_scale(readings):
    whole = next(
        one
        for one in drawings.draw_sums(list(readings.values()))
        if one.whole.figure.slug == "instituciones-afiliadas"
    )
    leaves = [bar for bar in whole.bars if bar.reading.parts_total is None]
    assert sum(bar.width for bar in leaves) == pytest.approx(whole.bars[0].width, abs=0.5)
    assert max(bar.x + bar.width for bar in whole.bars) <= drawings.WIDTH

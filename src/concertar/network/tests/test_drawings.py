"""The pictures: every row of the network in its place."""

from django.utils.translation import override

from concertar.network import drawings
from concertar.network.models import Body, Milestone, Territory
from concertar.network.periods import read_period


def milestone(when, kind="network"):
    period = read_period(when)
    return Milestone(
        kind=kind, starts=period.starts, ends=period.ends, precision=period.precision,
        title=when, slug=f"en-{when.replace('/', '-')}",
    )  # fmt: skip


def body(name, **fields):
    return Body(name=name, slug=name.lower(), language="es", **fields)


def town(name, *, assembly=None, agenda21=False):
    return Territory(name=name, sort_name=name.lower(), assembly=assembly, agenda21=agenda21)


def looks(figure, tag):
    """Whether each mark of the drawing is filled, in order."""
    marks = figure.svg.split(f"<{tag} ")[1:]
    return ["f-ink" in mark.split(">")[0] for mark in marks]


def test_a_loosely_dated_milestone_is_hollow():
    drawn = drawings.draw_years([milestone("1994/1996"), milestone("1997-02"), milestone("2003")])
    assert looks(drawn, "rect") == [False, True, False]


def test_each_kind_has_its_lane_and_numbers_follow_the_list():
    rows = [milestone("1994"), milestone("1995", "world"), milestone("1996")]
    with override("es"):
        drawn = drawings.draw_years(rows)
    assert [row[:2] for row in drawn.table.rows] == [("1", "1994"), ("2", "1995"), ("3", "1996")]
    assert 'href="#en-1995"' in drawn.table.rows[1][2]
    places = [drawn.svg.index(f">{said}</text>") for said in ("Vida de la red", 1, 3, 2)]
    assert places == sorted(places)


def test_each_place_is_one_dot_under_its_assembly():
    north = body("Norte")
    places = [
        town("Ilo"),
        town("Ate", assembly=north),
        town("Casma", assembly=north, agenda21=True),
    ]
    with override("es"):
        drawn = drawings.draw_regions([north], places)
    known, unknown = drawn.table.rows
    assert known == ('<a href="/bodies/norte/">Norte</a>', "2", "1")
    assert unknown == ("Asamblea desconocida", "1", "0")
    assert drawn.table.foot[1:] == ("3", "1")
    assert looks(drawn, "circle") == [True, False, False]


def test_a_place_of_an_assembly_that_is_not_shown_is_still_counted():
    drawn = drawings.draw_regions([], [town("Ate", assembly=body("Norte"))])
    assert len(drawn.table.rows) == 1
    assert drawn.table.foot[1] == "1"


def test_without_places_of_unknown_assembly_there_is_no_row_for_them():
    north = body("Norte")
    drawn = drawings.draw_regions([north, body("Sur")], [town("Ate", assembly=north)])
    assert [row[1] for row in drawn.table.rows] == ["1", "0"]


def test_a_body_stands_under_the_one_it_belongs_to():
    nation = body("Nacional")
    council = body("Consejo", parent=nation)
    office = body("Oficina", parent=council, stands_for_many=True)
    descent = drawings.in_descent([office, council, nation])
    assert [(one.name, depth) for one, depth in descent] == [
        ("Nacional", 0), ("Consejo", 1), ("Oficina", 2),
    ]  # fmt: skip
    with override("es"):
        drawn = drawings.draw_bodies(descent)
    assert drawn.table.rows[1][1] == '<a href="/bodies/nacional/">Nacional</a>'
    assert looks(drawn, "circle") == [True, True, False, False]

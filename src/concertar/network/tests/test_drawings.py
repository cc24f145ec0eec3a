"""The pictures: everything in its place, nothing on top of anything else."""

from datetime import date
from itertools import combinations

from concertar.network import drawings
from concertar.network.models import Body, Milestone, Territory
from concertar.network.periods import read_period


def milestone(when, kind="network"):
    period = read_period(when)
    return Milestone(
        kind=kind, starts=period.starts, ends=period.ends, precision=period.precision, title=when
    )


def town(name, *, assembly=None, agenda21=False):
    return Territory(name=name, sort_name=name.lower(), assembly=assembly, agenda21=agenda21)


def test_milestones_of_one_kind_never_cover_each_other():
    many = [milestone(f"{year}-{month:02}") for year in (1994, 1995) for month in range(1, 13)]
    drawn = drawings.draw_years([milestone("1994/1996"), *many])
    marks = [mark for lane in drawn.lanes for mark in lane.marks]
    assert len(marks) == 25
    for one, other in combinations(marks, 2):
        assert one.y != other.y or one.x + one.width <= other.x or other.x + other.width <= one.x
    assert all(mark.x >= 0 and mark.x + mark.width <= drawings.WIDTH for mark in marks)


def test_a_loosely_dated_milestone_is_hollow_and_as_long_as_its_years():
    drawn = drawings.draw_years([milestone("1994/1996"), milestone("1997-02"), milestone("2003")])
    long, exact, short = sorted(drawn.lanes[0].marks, key=lambda mark: mark.number)
    assert (long.filled, exact.filled, short.filled) == (False, True, False)
    assert long.width > 2 * short.width


def test_numbers_follow_the_list():
    rows = [milestone("1994"), milestone("1995", "world"), milestone("1996")]
    drawn = drawings.draw_years(rows)
    numbers = {lane.label: [mark.number for mark in lane.marks] for lane in drawn.lanes}
    assert sorted(map(tuple, numbers.values())) == [(1, 3), (2,)]


def test_one_day_alone_can_be_drawn():
    assert drawings.draw_years([milestone("1996-03-15")]).lanes
    assert drawings.draw_years([]) is None


def test_each_place_is_one_dot_under_its_assembly():
    north = Body(name="Norte")
    places = [
        town("Ilo"),
        town("Casma", assembly=north, agenda21=True),
        town("Ate", assembly=north),
    ]
    drawn = drawings.draw_regions([north], places)
    assert [(row.body, len(row.dots)) for row in drawn.rows] == [(north, 2), (None, 1)]
    assert (drawn.total, drawn.with_agenda21) == (3, 1)
    assert drawn.rows[0].dots[0].filled


def test_many_places_run_on_below_within_the_width():
    north = Body(name="Norte")
    drawn = drawings.draw_regions([north], [town(f"P{i}", assembly=north) for i in range(90)])
    dots = drawn.rows[0].dots
    assert len({(dot.x, dot.y) for dot in dots}) == 90
    assert max(dot.x for dot in dots) <= drawings.WIDTH
    assert max(dot.y for dot in dots) <= drawn.height


def test_a_body_stands_under_the_one_it_belongs_to():
    nation = Body(name="Nacional")
    council = Body(name="Consejo", parent=nation)
    office = Body(name="Dirección", parent=council)
    drawn = drawings.draw_bodies([office, council, nation])
    assert [node.body.name for node in drawn.nodes] == ["Nacional", "Consejo", "Dirección"]
    assert [node.x for node in drawn.nodes] == sorted({node.x for node in drawn.nodes})
    assert drawings.draw_bodies([]) is None


def test_the_first_year_of_the_line_is_that_of_the_first_milestone():
    drawn = drawings.draw_years([milestone("1994"), milestone("2003-09")])
    assert drawn.years[0][0] == date(1994, 1, 1).year

"""Dates as sources give them."""

from datetime import date

import pytest
from django.utils.translation import override

from concertar.network.periods import read_period, said_date, said_period


@pytest.mark.parametrize(
    ("written", "starts", "ends", "precision"),
    [
        ("1994", date(1994, 1, 1), date(1994, 12, 31), "year"),
        ("1996-02", date(1996, 2, 1), date(1996, 2, 29), "month"),
        ("1996-03-15", date(1996, 3, 15), date(1996, 3, 15), "day"),
        ("1994/1996", date(1994, 1, 1), date(1996, 12, 31), "year"),
        ("1996-03/1996-04", date(1996, 3, 1), date(1996, 4, 30), "month"),
    ],
)
def test_a_period_is_read(written, starts, ends, precision):
    period = read_period(written)
    assert (period.starts, period.ends, period.precision) == (starts, ends, precision)


@pytest.mark.parametrize(
    "written",
    ["", "94", "1996-13", "1996-00", "1996-02-30", "1996/1994", "1994/1996-02", "0000", "1994/",
     "/1994", "19941", "1994-1", "١٩٩٤", "1994 "],
)  # fmt: skip
def test_what_is_no_period_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011
        read_period(written)


@pytest.mark.parametrize(
    ("written", "spanish", "english"),
    [
        ("1994", "1994", "1994"),
        ("1994/1996", "1994–1996", "1994–1996"),
        ("2001-09", "setiembre de 2001", "September 2001"),
        ("1996-03-15", "15 de marzo de 1996", "15 March 1996"),
        ("1996-03/1996-04", "de marzo de 1996 a abril de 1996", "March 1996 to April 1996"),
    ],
)
def test_a_period_is_said_in_both_languages(written, spanish, english):
    period = read_period(written)
    for language, said in (("es", spanish), ("en", english)):
        with override(language):
            assert said_period(period.starts, period.ends, period.precision) == said


def test_a_date_says_no_more_than_its_source():
    assert said_date(date(2003, 1, 1), "year") == "2003"

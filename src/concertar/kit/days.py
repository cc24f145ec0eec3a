"""Days and hours that people write: on a calendar, and within the years that somebody can mean.

A year of four wrong digits is not read: neither 26, nor 0001, nor 9999, at which calendars end.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concertar.kit import clock

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
DAY, MOMENT = "%Y-%m-%d", "%Y-%m-%dT%H:%M"  # as browsers send them


def is_within_reach(day: date) -> bool:
    """Whether somebody can mean this day; of a moment, its own day is asked for.

    >>> is_within_reach(date(2026, 6, 18)), is_within_reach(date(1, 1, 1))
    (True, False)
    """
    return FIRST.year <= day.year <= LAST.year


def require_reach(day: date) -> None:
    if not is_within_reach(day):
        raise ValidationError(
            _("Write a year from %(first)s to %(last)s."),
            code="day_out_of_reach",
            params={"first": FIRST.year, "last": LAST.year},
        )


class DayField(forms.DateField):
    """A day, by the calendar of whatever browser there is."""

    default_validators = [require_reach]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format=DAY, attrs={"type": "date"}), **kwargs)


class MomentField(forms.DateTimeField):
    """A day and an hour, as the clocks of a place show them."""

    default_validators = [require_reach]

    def __init__(self, *, zone: str = "America/Lima", **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=[MOMENT], **kwargs)
        self.zone = zone

    def prepare_value(self, value: Any) -> Any:
        return clock.in_zone(value, self.zone) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        return found.replace(tzinfo=ZoneInfo(self.zone)) if found else None

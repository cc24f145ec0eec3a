"""What time it is, and for whom.

Moments are UTC inside the house. Where a deadline decides, the database's clock decides, read
inside the transaction and after the lock: two servers with different clocks then agree.
"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone


def now() -> datetime:
    """The moment by this process's clock: for showing, never for deciding."""
    return timezone.now()


def database_now(using: str = DEFAULT_DB_ALIAS) -> datetime:
    """The moment by the database's clock, at this statement and not when the transaction began.

    SQLite lives inside this process, on this machine's disk: its clock is the machine's, and is
    read here without the query because its own function knows milliseconds only.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)


def is_within(opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> bool:
    """Whether `at` lies in the window: the opening moment does, the closing moment does not.

    An end that was not set is no limit.
    """
    return (opens_at is None or opens_at <= at) and (closes_at is None or at < closes_at)


def in_zone(moment: datetime, zone: str) -> datetime:
    """The moment as the clocks of a place show it; `zone` as in "America/Lima"."""
    return moment.astimezone(ZoneInfo(zone))


class DayIn(models.Func):
    """The day that calendars show at a moment, in the zone that each row names itself.

    `Seat.objects.filter(starts__lte=DayIn(clock.now(), "forum__zone"))`: one query, many zones.
    """

    output_field = models.DateField()
    template = "(%(expressions)s)::date"
    arg_joiner = " AT TIME ZONE "

    def __init__(self, moment: datetime, zone: str) -> None:
        at = models.Value(moment.astimezone(UTC), output_field=models.DateTimeField())
        super().__init__(at, models.F(zone))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # Django teaches SQLite this function, for days in a zone that the query names.
        return self.as_sql(
            compiler,
            connection,
            template="django_datetime_cast_date(%(expressions)s, 'UTC')",
            arg_joiner=", ",
            **context,
        )

"""The files of the case, read: its texts in two languages, its days, and its steps in order."""

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

CASE = Path(__file__).parent.parent / "data/cases/aire-limpio-ilo"
OFFICE_OPENS, HALL_OPENS, OFFICE_CLOSES = time(8), time(17), time(18)
# A month's value is known some weeks later: the month of the signature is that of this day.
MONTH_OF_DAY = -16

Text = Mapping[str, str]  # the same words in "es", the authentic language, and in "en"
Row = Mapping[str, Any]


class CaseDiffers(Exception):
    """What the rooms computed is not what the case says: one of the two is wrong."""


_told_by: ContextVar[Path] = ContextVar("told_by", default=CASE)


@contextmanager
def told_by(folder: Path) -> Iterator[None]:
    """Within it the case is read from another folder: the same case with other words or numbers."""
    before = _told_by.set(folder)
    try:
        yield
    finally:
        _told_by.reset(before)


def read(name: str) -> Row:
    """One file of the case: `forum`, `table`, `scores` ..."""
    return _read(_told_by.get() / f"{name}.json")


@cache
def _read(file: Path) -> Row:
    found: Row = json.loads(file.read_text(encoding="utf-8"))
    return found


def only(rows: list[Row], **wanted: Any) -> Row:
    """The one row that says so."""
    (found,) = (row for row in rows if all(row.get(key) == want for key, want in wanted.items()))
    return found


def authored(**texts: Text | None) -> dict[str, Any]:
    """Texts as the actions take them: Spanish, and English as its marked translation."""
    said = {name: text for name, text in texts.items() if text}
    spanish = {name: text["es"] for name, text in said.items()}
    english = {name: text["en"] for name, text in said.items() if "en" in text}
    return spanish | {"language": "es", "translations": {"en": english} if english else {}}


def translated(**texts: Text) -> dict[str, Any]:
    """As above, where the room itself knows the language."""
    said = authored(**texts)
    del said["language"]
    return said


@dataclass(frozen=True, slots=True)
class Calendar:
    """From the days of the script, counted from the signature, to days of the calendar."""

    signed_on: date
    zone: str

    @classmethod
    def telling(cls, number: int, today: date, zone: str) -> "Calendar":
        """The calendar in which that day of the script is today."""
        return cls(today - timedelta(days=number), zone)

    def day(self, number: int) -> date:
        return self.signed_on + timedelta(days=number)

    def moment(self, number: int, at: time) -> datetime:
        return datetime.combine(self.day(number), at, ZoneInfo(self.zone))

    def end_of_month(self, number: int) -> date:
        """The last day of a month, counted from that of the signature."""
        zero = self.day(MONTH_OF_DAY)
        year, month = divmod(zero.year * 12 + zero.month - 1 + number, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the script: what is done, by whom, on which day, from which part of the files."""

    said: Row

    @property
    def do(self) -> str:
        return str(self.said["do"])

    @property
    def day(self) -> int:
        return int(self.said["day"])

    @property
    def part(self) -> str:
        """What the reference names after its file and member: a session, a number, a key."""
        return str(self.said["ref"]).partition("#")[2].partition("/")[2]

    @property
    def channel(self) -> str:
        """As it reached the site: what lies in the past came on paper or from the hall."""
        return "hall" if self.said["channel"] == "hall" else "paper"

    @property
    def move(self) -> tuple[str, str]:
        """From which state to which, where the step is one of the table."""
        return str(self.said["from"]), str(self.said["to"])


def steps() -> list[Step]:
    return [Step(said) for said in read("steps")["steps"]]


def position(until: str) -> int:
    """How many steps come before the table first enters a state, or before the first such deed."""
    for number, step in enumerate(steps()):
        if until in (step.do, step.said.get("to")):
            return number
    raise ValueError(f"no step of the case leads to {until!r}")

"""What a play has put on the table so far: its rows by the keys of the case."""

from dataclasses import dataclass, field
from typing import Any

from concertar.accounts.models import Person
from concertar.agreements.models import Agreement, Clause, Commitment, Criticism, Draft
from concertar.fora.models import Constituency, Forum, Guardianship, Seat
from concertar.network.models import Institution, Mandate, Source, Territory
from concertar.observatory.models import Indicator, Limit, NaturalEntity
from concertar.site.case.script import Calendar, Row, Step, read
from concertar.tables.models import Actor, Interest, Meeting, Option, Package, Run, Table


@dataclass
class Stage:
    """One play: its place, its calendar, and everything made in it."""

    place: Territory
    calendar: Calendar
    copy: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    sides: dict[str, Constituency] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    mandates: dict[tuple[str, str], Mandate] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    limits: dict[str, Limit] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    interests: dict[str, Interest] = field(default_factory=dict)
    options: dict[tuple[str, str], Option] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    packages: dict[str, Package] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    criticisms: dict[str, Criticism] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    made: dict[type, Any] = field(default_factory=dict)  # what a play has one of

    def slug(self, slug: str) -> str:
        """A copy of the case has keys of its own, so that it stands beside the whole one."""
        return f"{slug}-{self.copy}" if self.copy else slug

    def how(self, step: Step) -> dict[str, Any]:
        """The day of an act, and how it reached the site."""
        return {"on": self.calendar.day(step.day), "channel": step.channel}

    def mandate(self, actor: str, person: str) -> Mandate:
        return self.mandates[actor, person]

    def delegate(self, actor: str, day: int) -> str:
        """Who speaks for a party on a day: its delegate or, where the mandate is out, the other."""
        held = [row for row in read("forum")["mandates"] if row["institution"] == actor]
        held.sort(key=lambda row: row["capacity"] != "delegate")
        return next(str(row["person"]) for row in held if holds(row, day))

    @property
    def today(self) -> int:
        """Which day of the script it is today."""
        return (self.forum.today() - self.calendar.signed_on).days

    def put(self, thing: Any) -> None:
        self.made[type(thing)] = thing

    @property
    def ana(self) -> Person:
        """Who facilitates."""
        return self.people["ana"]

    @property
    def rosa(self) -> Person:
        """Who keeps the network's data."""
        return self.people["rosa"]

    @property
    def forum(self) -> Forum:
        forum: Forum = self.made[Forum]
        return forum

    @property
    def table(self) -> Table:
        """The table as it stands now: others of its rows were changed by the acts."""
        table: Table = Table.objects.select_related("forum__territory").get(pk=self.made[Table].pk)
        return table

    @property
    def entity(self) -> NaturalEntity:
        entity: NaturalEntity = self.made[NaturalEntity]
        return entity

    @property
    def guardianship(self) -> Guardianship:
        guardianship: Guardianship = self.made[Guardianship]
        return guardianship

    @property
    def run(self) -> Run:
        """The last search for packages."""
        run: Run = self.made[Run]
        return run

    @property
    def draft(self) -> Draft:
        """The text that is being written."""
        draft: Draft = self.made[Draft]
        return draft

    @property
    def agreement(self) -> Agreement:
        agreement: Agreement = self.made[Agreement]
        return agreement


def holds(mandate: Row, day: int) -> bool:
    return bool(mandate["from_day"] <= day <= mandate["to_day"])

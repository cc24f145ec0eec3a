"""Plain functions that put one thing each into the database, for the tests of this room."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from concertar.accounts.models import Person
from concertar.fora.models import (
    Constituency,
    Delegate,
    Facilitator,
    Forum,
    Guardianship,
    Seat,
)
from concertar.network.models import Institution, Mandate, Territory
from concertar.network.tests.factories import institution, person, place, slug_of
from concertar.observatory.models import NaturalEntity

LONG_AGO = date(2020, 1, 1)
# The five sides of Peruvian concertación, each with who sits on it and the seats it declared.
SIDES = {
    "Estado": ("Municipalidad de la Costa", "Dirección Regional del Ambiente"),
    "Sociedad civil": ("Asociación Aire Limpio",),
    "Sector privado": ("Empresa Fundidora",),
    "Academia": ("Universidad de la Costa",),
    "Comunidades": ("Junta Vecinal Pampa Inalámbrica",),
}


def some_place() -> Territory:
    return Territory.objects.filter(slug="ilo").first() or place(
        "Ilo", inside=Territory.objects.filter(slug="peru").first() or place("Perú")
    )


def forum(name: str = "Foro de Ilo", **rest: Any) -> Forum:
    values = {"slug": slug_of(name), "zone": "America/Lima", **rest}
    if "territory" not in values and "consortium" not in values:
        values["territory"] = some_place()
    return Forum.objects.create(name=name, **values)


def facilitator(of: Forum, who: Person | str = "ana", **rest: Any) -> Facilitator:
    return Facilitator.objects.create(forum=of, person=_person(who), **{"starts": LONG_AGO, **rest})


def constituency(of: Forum, name: str = "Estado", **rest: Any) -> Constituency:
    values = {"key": slug_of(name), "order": of.constituencies.count(), **rest}
    return Constituency.objects.create(forum=of, name=name, **values)


def seat(side: Constituency, who: Institution | str, **rest: Any) -> Seat:
    one = who if isinstance(who, Institution) else institution(who)
    values = {"starts": LONG_AGO, **rest}
    return Seat.objects.create(forum=side.forum, constituency=side, institution=one, **values)


def mandate(of: Institution, who: Person | str, **rest: Any) -> Mandate:
    values = {
        "capacity": "delegate",
        "power": "sign",
        "document": "Acuerdo de Concejo 012-2025, 3 de marzo de 2025",
        "starts": LONG_AGO,
        **rest,
    }
    return Mandate.objects.create(institution=of, person=_person(who), **values)


def delegate(
    of: Seat, who: Person | str = "bea", *, gender: str = "", age: str = "", **rest: Any
) -> Delegate:
    """Somebody who speaks and signs for a seat since long ago; `rest` is the mandate's."""
    given = mandate(of.institution, who, **{"matter": of.forum.slug, **rest})
    return Delegate.objects.create(seat=of, mandate=given, gender=gender, age=age)


def entity(name: str = "Bahía de Ilo", **rest: Any) -> NaturalEntity:
    values = {"slug": slug_of(name), "kind": "bay", **rest}
    values.setdefault("territory", some_place())
    return NaturalEntity.objects.create(name=name, **values)


def guardianship(of: Forum, what: NaturalEntity, who: Institution | str, **rest: Any):
    guardian = who if isinstance(who, Institution) else institution(who)
    values = {"basis": "Acuerdo de la asamblea, 5 de junio de 2025", "starts": LONG_AGO, **rest}
    return Guardianship.objects.create(forum=of, entity=what, guardian=guardian, **values)


@dataclass
class CityForum:
    """A forum of a city with its people: Ana facilitates, Bea takes part, Zeca is a stranger."""

    forum: Forum
    ana: Person
    bea: Person
    zeca: Person
    sides: dict[str, Constituency] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    delegates: dict[str, Delegate] = field(default_factory=dict)

    @property
    def bea_seat(self) -> Seat:
        return self.seats["Asociación Aire Limpio"]


def city_forum(name: str = "Foro de Ilo", **rest: Any) -> CityForum:
    """Five constituencies, six seats, a delegate who signs in each; Bea speaks for civil society.

    The other delegates are called d1 ... d5, in the order of the seats.
    """
    made = CityForum(forum(name, **rest), person("ana"), person("bea"), person("zeca"))
    facilitator(made.forum, made.ana)
    number = 0
    for side_name, sitters in SIDES.items():
        side = made.sides[side_name] = constituency(made.forum, side_name)
        for sitter in sitters:
            made.seats[sitter] = seat(side, sitter)
            who: Person | str = made.bea
            if sitter != "Asociación Aire Limpio":
                number += 1
                who = f"d{number}"
            made.delegates[sitter] = delegate(made.seats[sitter], who)
    return made


def _person(who: Person | str) -> Person:
    if isinstance(who, Person):
        return who
    return Person.objects.filter(email=f"{who}@foro.example").first() or person(who)

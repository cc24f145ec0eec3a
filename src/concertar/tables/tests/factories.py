"""A forum, its people and its tables, put into the database as plainly as possible.

Ana facilitates, Bea speaks and signs for the town hall, Zeca is a stranger. Each side of the forum
has one seat; `table_in` gives a table of all of them in any state.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
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
from concertar.kit import canonical, clock
from concertar.kit.folding import fold
from concertar.network.models import Institution, Mandate, Territory
from concertar.observatory.models import Indicator, Limit, NaturalEntity
from concertar.tables import charter
from concertar.tables.models import (
    Actor,
    Charter,
    Choice,
    Consent,
    Cost,
    Effect,
    Interest,
    Issue,
    Option,
    Package,
    Position,
    Step,
    Table,
)
from concertar.tables.models.table import State

LONG_AGO = date(2020, 1, 1)
# Each side, its institution and who speaks and signs for it.
SIDES = {
    "state": ("Estado", "Municipalidad de Ejemplo", "bea"),
    "civil-society": ("Sociedad civil", "Colectivo de Ejemplo", "caio"),
    "private-sector": ("Sector privado", "Empresa de Ejemplo", "dora"),
    "academia": ("Academia", "Universidad de Ejemplo", "elis"),
    "communities": ("Comunidades", "Juntas vecinales de Ejemplo", "fabio"),
}


def slug_of(name: str) -> str:
    return fold(name).replace(" ", "-")


def person(who: str, **rest: Any) -> Person:
    known = Person.objects.filter(email=f"{who}@example.org").first()
    return known or Person.objects.create(name=who.capitalize(), email=f"{who}@example.org", **rest)


def institution(name: str, **rest: Any) -> Institution:
    values = {"slug": slug_of(name), "sort_name": fold(name), "kind": "ngo", **rest}
    return Institution.objects.create(name=name, **values)


def place(name: str = "Chimbote", **rest: Any) -> Territory:
    slug = slug_of(name)
    values = {"kind": "city", "sort_name": fold(name), "path": f"{slug}/", **rest}
    return Territory.objects.create(slug=slug, name=name, zone="America/Lima", **values)


@dataclass
class Cast:
    """A forum with five sides, and everybody in it by name."""

    forum: Forum
    people: dict[str, Person]
    seats: dict[str, Seat]
    mandates: dict[str, Mandate] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def mandate(seat: Seat, who: Person, **rest: Any) -> Mandate:
    """A mandate to speak and sign for a seat; who declares a woman of 30 or more."""
    values = {
        "power": Mandate.Power.SIGN,
        "matter": seat.forum.slug,
        "document": "Acuerdo de concejo 12-2026",
        "starts": LONG_AGO,
        **rest,
    }
    given = Mandate.objects.create(institution=seat.institution, person=who, **values)
    Delegate.objects.create(seat=seat, mandate=given, gender="woman", age="adult")
    return given


def forum(name: str = "Foro de Chimbote", *, sides: dict[str, Any] | None = None) -> Cast:
    """A forum with Ana, a seat for every side, and Zeca outside it."""
    territory = Territory.objects.filter(slug="chimbote").first() or place()
    made = Forum.objects.create(
        slug=slug_of(name), name=name, territory=territory, women_quota=Decimal("0.5")
    )
    cast = Cast(made, {"ana": person("ana"), "zeca": person("zeca")}, {})
    Facilitator.objects.create(forum=made, person=cast.ana, starts=LONG_AGO)
    for order, (key, (side, body, who)) in enumerate((sides or SIDES).items()):
        constituency = Constituency.objects.create(forum=made, key=key, name=side, order=order)
        of = Institution.objects.filter(slug=slug_of(body)).first() or institution(body)
        seat = Seat.objects.create(
            forum=made, constituency=constituency, institution=of, starts=LONG_AGO
        )
        cast.seats[key] = seat
        cast.people[who] = person(who)
        cast.mandates[who] = mandate(seat, cast.people[who])
    return cast


def seat(cast: Cast, side: str, name: str, who: str = "") -> Seat:
    """One more seat on a side, and who speaks for it."""
    constituency = Constituency.objects.get(forum=cast.forum, key=side)
    made = Seat.objects.create(
        forum=cast.forum, constituency=constituency, institution=institution(name), starts=LONG_AGO
    )
    cast.seats[slug_of(name)] = made
    if who:
        cast.people[who] = person(who)
        cast.mandates[who] = mandate(made, cast.people[who])
    return made


def table(cast: Cast, *, state: str = State.DRAFT, **rest: Any) -> Table:
    """A table with an actor for every seat; the town hall must sign."""
    values = {
        "slug": "bahia",
        "title": "La bahía",
        "question": "¿Cómo bajar la carga que recibe la bahía?",
        "problem": "La bahía recibe más de lo que puede depurar.",
        "decides_by": clock.now() + timedelta(days=30),
        "least_signatures": 3,
        **rest,
    }
    made = Table.objects.create(forum=cast.forum, state=state, **values)
    for order, (key, at) in enumerate(cast.seats.items()):
        Actor.objects.create(
            table=made, seat=at, order=order, bears=key == "communities",
            causes=key == "private-sector", resolves=key == "state", must_sign=key == "state",
        )  # fmt: skip
    return made


def actor(of: Table, side: str) -> Actor:
    return Actor.objects.select_related("seat__institution", "table__forum").get(
        table=of, seat__constituency__key=side, seat__institution__name__endswith="Ejemplo"
    )


def issue(of: Table, key: str = "efluentes", *options: str, **rest: Any) -> Issue:
    """An issue with its status quo and the options named."""
    order = of.issues.count()
    made = Issue.objects.create(table=of, key=key, title=key.capitalize(), order=order, **rest)
    Option.objects.create(issue=made, key="hoy", title="Seguir como hoy", is_status_quo=True)
    for number, name in enumerate(options or ("planta",), 1):
        option(made, name, order=number)
    return made


def option(of: Issue, key: str, **rest: Any) -> Option:
    return Option.objects.create(issue=of, key=key, title=key.capitalize(), **rest)


def indicator(slug: str = "carga", unit: str = "t/d") -> Indicator:
    return Indicator.objects.create(slug=slug, name=slug.capitalize(), unit=unit)


def limit(of: Indicator, *, most: int = 14, status: str = "adopted", **rest: Any) -> Limit:
    values = {"slug": f"limite-{of.slug}", "kind": "nature", "name": "Límite de la bahía", **rest}
    adopted_on = LONG_AGO if status == "adopted" else None
    return Limit.objects.create(
        indicator=of, most=most, basis="Estudio", status=status, adopted_on=adopted_on, **values
    )


def guardianship(cast: Cast, name: str = "Bahía El Ferrol") -> Guardianship:
    entity = NaturalEntity.objects.create(
        slug=slug_of(name), name=name, kind="bay", territory=cast.forum.territory
    )
    return Guardianship.objects.create(
        forum=cast.forum, entity=entity, guardian=cast.seats["academia"].institution,
        basis="Acuerdo de asamblea", starts=LONG_AGO,
    )  # fmt: skip


def effect(of: Option, on: Indicator, low: int, likely: int, high: int) -> Effect:
    of.issue.affects.add(on)
    return Effect.objects.create(
        option=of, indicator=on, low=low, likely=likely, high=high, source="Estudio"
    )


def cost(of: Option, payer: Actor, amount: int = 100_000_00) -> Cost:
    return Cost.objects.create(option=of, payer=payer, amount=amount, source="Presupuesto")


def package(of: Table, letter: str = "A", *keys: str) -> Package:
    """A package on the table: of each issue the option named, else the first that changes it."""
    made = Package.objects.create(table=of, letter=letter, origins=["table"])
    for one in of.issues.all():
        options = one.options.filter(is_withdrawn=False)
        chosen = options.filter(key__in=keys).first() or options.last()
        Choice.objects.create(package=made, issue=one, option=chosen)
    return made


def interest(of: Actor, text: str = "Aire limpio", **rest: Any) -> Interest:
    return Interest.objects.create(actor=of, text=text, **rest)


def position(of: Actor, text: str = "Que se cierre", **rest: Any) -> Position:
    return Position.objects.create(actor=of, text=text, **rest)


def consent(of: Actor, given: Mandate) -> Consent:
    return Consent.objects.create(
        actor=of, charter_sha256=of.table.charter.sha256, mandate=given, day=LONG_AGO,
        channel="paper",
    )  # fmt: skip


def frozen(of: Table) -> Charter:
    """The charter of a table, as opening it would freeze it."""
    text = canonical.text_of(charter.charter_of(of))
    return Charter.objects.create(table=of, text=text, sha256=canonical.sha256_of(text))


def table_in(cast: Cast, state: str = State.TALKING, **rest: Any) -> Table:
    """A table that came to this state, with two issues; a charter unless it is a draft."""
    made = table(cast, state=state, **rest)
    issue(made, "efluentes", "planta", "cada-uno")
    issue(made, "plazo", "dos-anos")
    if state != State.DRAFT:
        frozen(made)
        came = [State.DRAFT, State.OPEN] + [state] * (state != State.OPEN)
        came_on = made.forum.today() - timedelta(days=30)
        for before, after in pairwise(came):
            Step.objects.create(table=made, before=before, after=after, day=came_on, channel="hall")
    return made

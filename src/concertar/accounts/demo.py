"""The people of the demo: they do not exist, and their e-mails lead nowhere (RFC 2606)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.accounts.models import Person, PersonQuerySet


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody made up, and what they are made up for."""

    name: str
    email: str
    part: Promise | str
    is_steward: bool = False


PEOPLE = (
    DemoPerson("Ana Quispe", "ana.quispe@demo.invalid", _("Facilitates.")),
    DemoPerson("Bea Torres", "bea.torres@demo.invalid", _("Takes part for an institution.")),
    DemoPerson("Zeca Lima", "zeca.lima@demo.invalid", _("Has an account and no role.")),
    DemoPerson(
        "Rosa Mamani",
        "rosa.mamani@demo.invalid",
        _("Steward: keeps the network's data."),
        is_steward=True,
    ),
)


def people() -> PersonQuerySet:
    """Who can be entered as. The door shows them to strangers: they are nobody's data.

    People made up to take part on paper have no e-mail, and no way in.
    """
    made_up: PersonQuerySet = Person.objects.fictitious().active().exclude(email=None)
    return made_up


def part_of(email: str | None) -> Promise | str:
    return {person.email: person.part for person in PEOPLE}.get(email or "", "")

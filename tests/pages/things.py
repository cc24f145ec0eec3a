"""Things of the worked case whose keys differ in every database: what @names stand for.

The pages are asked in a database where the case was played to its end, and where copies of it
were stopped on their way, so that every form meets a table at which its verb is possible.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.apps import apps

from concertar.site.case import play

CASE = "aire-limpio-ilo"
BEA, SMELTER, GUARDIAN = "juntas-vecinales", "empresa-fundidora", "guardiana-del-aire"
# Before which state or deed a copy of the case is stopped, and how its keys end.
COPIES = {
    "open": "draft",
    "scoring": "talking",
    "proposing": "scoring",
    "drafting": "proposing",
    "agreement.answers": "criticised",
    "signing": "drafting",
    "agreement.sign": "signing",
}


def prepare() -> None:
    """Play the case and its copies, those that are not in this database yet."""
    play()
    for until, copy in COPIES.items():
        play(until=until, copy=copy)


def first(label: str, *order: str, **which: Any) -> Any:
    """The key of the first row of a noun, in this order, among those that fit."""
    noun = apps.get_model(label)
    return noun.objects.filter(**which).order_by(*order).values_list("pk", flat=True).first()


def of(copy: str) -> str:
    """The key of the table of one copy; without a name, of the case that was played whole."""
    return f"{CASE}-{copy}" if copy else CASE


def actor(copy: str, who: str) -> Callable[[], Any]:
    """The actor of a party of one copy of the case."""
    slug = {"table__slug": of(copy), "seat__institution__slug__contains": who}
    return partial(first, "tables.Actor", "order", **slug)


def words(noun: str, who: str, visibility: str) -> Callable[[], Any]:
    """An interest or a position of a party at the table that talks."""
    which = {
        "actor__table__slug": of("talking"),
        "actor__seat__institution__slug__contains": who,
        "visibility": visibility,
    }
    return partial(first, f"tables.{noun}", "text", **which)


def clause(copy: str) -> Callable[[], Any]:
    """A clause of the text that is being written, or that was frozen."""
    which = {"draft__table__slug": of(copy), "draft__state__in": ("open", "frozen")}
    return partial(first, "agreements.Clause", "order", **which)


def checked(who: str) -> Callable[[], Any]:
    """A check of what a party promised."""
    responsible = {"commitment__responsible__seat__institution__slug__contains": who}
    return partial(first, "agreements.Check", "day", **responsible)


def of_the_forum(noun: str, *order: str, **which: Any) -> Callable[[], Any]:
    return partial(first, f"fora.{noun}", *order, **which)


TALKING = {"issue__table__slug": of("talking")}
IN_THE_FORUM = {"seat__forum__slug": "foro-de-ilo", "seat__institution__slug__contains": BEA}

THINGS: dict[str, Callable[[], Any]] = {
    "@actor-draft": actor("draft", BEA),
    "@actor-talking": actor("talking", SMELTER),
    "@own-talking": actor("talking", BEA),
    "@actor-scoring": actor("scoring", SMELTER),
    "@own-scoring": actor("scoring", BEA),
    "@own-case": actor("", BEA),
    "@interest-own": words("Interest", BEA, "facilitator"),
    "@interest-confided": words("Interest", SMELTER, "facilitator"),
    "@interest-public": words("Interest", SMELTER, "public"),
    "@position-own": words("Position", BEA, "public"),
    "@position-public": words("Position", SMELTER, "public"),
    "@issue": partial(first, "tables.Issue", "order", table__slug=of("talking")),
    "@option": partial(first, "tables.Option", "order", **TALKING, is_status_quo=False),
    "@limit": partial(first, "observatory.Limit", "slug", tables__slug=of("talking")),
    "@guardianship-draft": partial(first, "fora.Guardianship", tables__slug=of("draft")),
    "@package": partial(first, "tables.Package", "letter", table__slug=of("proposing")),
    "@clause": clause("drafting"),
    "@clause-frozen": clause(""),
    "@criticism": partial(
        first, "agreements.Criticism", "day", clause__draft__table__slug=of("criticised")
    ),
    "@commitment": partial(first, "agreements.Commitment", "number", agreement__table__slug=CASE),
    "@commitment-drafted": partial(
        first, "agreements.Commitment", "number", draft__table__slug=of("drafting")
    ),
    "@check": checked(SMELTER),
    "@check-own": checked(BEA),
    "@seat": of_the_forum("Seat", forum__slug="foro-de-ilo", institution__slug__contains=BEA),
    "@delegate": of_the_forum("Delegate", mandate__capacity="delegate", **IN_THE_FORUM),
    "@facilitator": of_the_forum("Facilitator", forum__slug="foro-de-ilo", ends=None),
    "@guardianship": of_the_forum("Guardianship", forum__slug="foro-de-ilo"),
}


def key_of(name: str) -> str:
    found = THINGS[name]()
    if found is None:
        raise LookupError(f"{name} is not in this database")
    return str(found)


def everything() -> dict[str, str]:
    """Every @name with its key, for whoever asks a site on another database."""
    return {name: key_of(name) for name in THINGS}

"""Every address of the site that speaks of one table, and what is said there to somebody."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from concertar.agreements.models import Check, Clause, Commitment, Criticism
from concertar.fora.models import Delegate, Facilitator, Seat
from concertar.tables.models import Actor, Interest, Issue, Option, Package, Position, Table

FEW = 2  # of what is public, so that one stands for all
# Of the parties, those that somebody of the crawl speaks for, and one that nobody does.
PARTIES = ("juntas-vecinales", "empresa-fundidora", "gobierno-local")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SHEETS = ("convocation", "attendance", "notice", "consent", "interests", "options", "scores")
ASKED = {
    "tables:table_detail": ("", "?trace=1"),
    "tables:packages": ("", "?package=A"),
    "tables:package_propose": ("", "?rule=leximin"),
    "tables:sheet": ("", "?change"),
    "agreements:agreement_detail": ("", "?text=en&trace=1"),
}
# What is wrong in every form: a choice that is none, a text of nothing, a day that is no day.
WRONG = {
    "csrfmiddlewaretoken": "any", "step": "check", "to": "nowhere", "language": "xx", "text": " ",
    "on": "2999-13-32", "day": "never", "channel": "web", "visibility": "all", "amount": "much",
    "severity": "9", "score": "9", "option": "none", "sha256": "0", "actor": "none",
}  # fmt: skip


def addresses(table: Table) -> Iterator[str]:
    """Every route, once for each thing of the table that it may be about."""
    for name, names in _routes():
        if name.partition(":")[0] in ("tables", "agreements", "fora", "observatory"):
            for path in _paths(name, names, table):
                yield from (path + query for query in _asked(name, table))
    for slug in _slugs_of_parties(table):
        yield reverse("network:institution_detail", args=[slug])
    yield reverse("network:place_detail", args=[table.forum.territory.slug])
    for name in ("site:home", "site:dictionary", "site:health", "accounts:me", "accounts:my_data"):
        yield reverse(name)


def said_at(client: Client, path: str, method: str = "get") -> str:
    """Whatever leaves the server in answer: its head, its cookies, and its body in words."""
    answer = client.get(path) if method == "get" else client.head(path)
    return _whole(answer)


def said_to_wrong_input(client: Client, path: str) -> str:
    """What a form says that was filled in wrongly; nothing that it does is kept."""
    said = ""
    with transaction.atomic():
        said = _whole(client.post(path, WRONG))
        transaction.set_rollback(True)
    return said


def found_by(client: Client, page: str, word: str) -> str:
    """The page of a search, without the word that was looked for and what differs each time."""
    said = client.get(page + word).content.decode()
    return TOKEN.sub("", said).replace(word, "")


def _whole(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.status_code}\n{head}\n{answer.cookies}\n{body.decode('utf-8', 'replace')}"


def _asked(name: str, table: Table) -> tuple[str, ...]:
    if name in ("tables:table_paper", "agreements:criticism_paper"):
        return ("", *(f"?party={slug}" for slug in _slugs_of_parties(table)))
    return ASKED.get(name, ("",))


def _routes() -> Iterator[tuple[str, frozenset[str]]]:
    return _named(get_resolver(), "")


def _named(resolver: URLResolver, space: str) -> Iterator[tuple[str, frozenset[str]]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLPattern):
            regex = item.pattern.regex
            converters = getattr(item.pattern, "converters", {})
            yield f"{space}{item.name}", frozenset({*regex.groupindex, *converters})
        else:
            yield from _named(item, f"{space}{item.namespace}:" if item.namespace else space)


def _paths(name: str, names: frozenset[str], table: Table) -> Iterator[str]:
    """The addresses of one route: all ways to fill its arguments in."""
    ways: list[dict[str, Any]] = [{}]
    for one in sorted(names):
        ways = [way | {one: value} for way in ways for value in _values(name, one, table)]
    yield from (reverse(name, kwargs=way) for way in ways)


def _values(name: str, argument: str, table: Table) -> list[Any]:
    room, _colon, page = name.partition(":")
    if argument == "slug":
        return _slugs(room, page, table)
    if argument == "key" and room == "fora":
        return ["estado"]
    if argument in FIXED:
        return list(FIXED[argument])
    if argument == "party":
        return _slugs_of_parties(table)
    noun = page.split("_")[0] if argument in ("key", "pk") else argument
    things = OF_ANOTHER.get(name, THINGS[noun])
    return list(things(table).values_list("pk", flat=True))


FIXED = {
    "form": ("csv", "json"),
    "sheet": SHEETS,
    "number": (1, 2, 9),
    "step": ("review",),
}


def _slugs(room: str, page: str, table: Table) -> list[str]:
    if room == "fora":
        return [table.forum.slug]
    if room == "observatory":
        limit = table.limits.select_related("entity", "indicator").first()
        assert limit is not None
        of_page = {"limit": limit.slug, "entity": limit.entity.slug}
        return [of_page.get(page.split("_")[0], limit.indicator.slug)]
    if page in OF_AN_AGREEMENT:
        return [*table.agreements.values_list("slug", flat=True), f"{table.slug}-77"]
    return [table.slug]


OF_AN_AGREEMENT = {
    "sign", "decide", "withdraw", "follow_up", "agreement_detail", "agreement_data", "acta_paper",
    "follow_up_paper",
}  # fmt: skip


def _actors(table: Table) -> QuerySet[Actor]:
    slugs = [f"ilustrativo-{party}" for party in PARTIES]
    return Actor.objects.filter(table=table, seat__institution__slug__in=slugs)


def _slugs_of_parties(table: Table) -> list[str]:
    return list(_actors(table).values_list("seat__institution__slug", flat=True))


def _few(noun: Any, **of: str) -> Callable[[Table], QuerySet]:
    """A few of what a table has, by the way from the noun to it."""
    return lambda table: noun.objects.filter(**{of["to"]: table}).order_by("pk")[:FEW]


def _all(noun: Any, **of: str) -> Callable[[Table], QuerySet]:
    return lambda table: noun.objects.filter(**{of["to"]: table})


def _confided(noun: Any) -> Callable[[Table], QuerySet]:
    """Everything that was confided, and one public thing beside it."""

    def of_table(table: Table) -> QuerySet:
        here = noun.objects.filter(actor__in=_actors(table))
        public = here.filter(visibility="public").order_by("pk").values_list("pk", flat=True)[:1]
        return here.filter(Q(visibility="facilitator") | Q(pk__in=list(public)))

    return of_table


THINGS: dict[str, Callable[[Table], QuerySet]] = {
    **dict.fromkeys(("actor", "interest", "position", "consent"), _actors),
    "guardian": lambda table: table.guardianships.all(),
    "issue": _few(Issue, to="table"),
    "option": _few(Option, to="issue__table"),
    "limit": lambda table: table.limits.all(),
    "clause": _few(Clause, to="draft__table"),
    "criticism": _all(Criticism, to="clause__draft__table"),
    "commitment": _few(Commitment, to="draft__table"),
    "check": _all(Check, to="commitment__draft__table"),
    "package": _all(Package, to="table"),
    "seat": lambda table: Seat.objects.filter(forum=table.forum).order_by("pk")[:FEW],
    "delegate": lambda table: Delegate.objects.filter(seat__forum=table.forum)[:FEW],
    "facilitator": lambda table: Facilitator.objects.filter(forum=table.forum)[:FEW],
    "guardianship": lambda table: table.guardianships.all(),
}
# Of these pages the key is not that of what their name begins with.
OF_ANOTHER = {
    "tables:option_new": THINGS["issue"],
    "tables:interest_change": _confided(Interest),
    "tables:interest_withdraw": _confided(Interest),
    "tables:position_change": _confided(Position),
    "tables:position_withdraw": _confided(Position),
    "fora:delegate_new": THINGS["seat"],
}

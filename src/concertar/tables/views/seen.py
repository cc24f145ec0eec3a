"""A table as one person sees it: what they are to it, who is at it and what they may do now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from concertar.fora.models import Facilitator
from concertar.fora.rules import seats_spoken_for_now
from concertar.kit.access import Refused, Visitor, is_signed_in, require
from concertar.tables import rules
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import State
from concertar.tables.rules import Role


@dataclass(frozen=True, slots=True)
class Seen:
    """Read in one query, whoever asks; in two where nobody is at the table yet."""

    table: Table
    actors: tuple[Actor, ...]
    own_keys: frozenset[UUID]  # of those for whom this person speaks today
    roles: frozenset[Role]

    @property
    def is_facilitated(self) -> bool:
        return Role.FACILITATOR in self.roles

    @property
    def own(self) -> tuple[Actor, ...]:
        return tuple(actor for actor in self.actors if actor.pk in self.own_keys)

    @property
    def present(self) -> tuple[Actor, ...]:
        return tuple(actor for actor in self.actors if not actor.is_empty_chair)

    @property
    def empty_chairs(self) -> tuple[Actor, ...]:
        return tuple(actor for actor in self.actors if actor.is_empty_chair)

    @property
    def may(self) -> frozenset[str]:
        """The verbs this person has at the table today."""
        return rules.allowed(self.roles, self.table.state)

    @property
    def parent(self) -> Table | None:
        """The table it refers to, unless that one is still being prepared."""
        above = self.table.parent
        return above if above is not None and above.state != State.DRAFT else None


def tables_of(person: Visitor) -> QuerySet[Table]:
    """The tables this person may see, each with whether they facilitate it."""
    tables: QuerySet[Table] = Table.objects.visible_to(person)
    return tables.select_related("forum__territory", "parent", "charter").annotate(
        is_facilitated=_facilitates(person, "forum")
    )


def _facilitates(person: Visitor, forum: str) -> Exists:
    """Whether this person facilitates the forum at the end of this path."""
    mine = Facilitator.objects.visible_to(person).filter(
        forum=OuterRef(forum), person=person.pk, ends__isnull=True
    )
    return Exists(mine if is_signed_in(person) and person.pk is not None else mine.none())


def _actors_at(person: Visitor, slug: str) -> tuple[Any, ...]:
    """Those at a table, each with the table: whoever sees the one sees the others."""
    own = Q(seat__in=seats_spoken_for_now(person))
    actors = (
        Actor.objects.visible_to(person)
        .filter(table__slug=slug)
        .annotate(
            is_own=ExpressionWrapper(own, BooleanField()),
            is_facilitated=_facilitates(person, "table__forum"),
        )
    )
    return tuple(
        actors.order_by("order", "id").select_related(
            "table__forum__territory", "table__parent", "table__charter",
            "seat__institution", "seat__constituency", "budget", "capacity", "consent",
        )
    )  # fmt: skip


def seen_table(request: HttpRequest, slug: str) -> Seen:
    """The table at an address; 404 for whoever may not see it."""
    found = _actors_at(request.user, slug)
    table: Any = found[0].table if found else tables_of(request.user).filter(slug=slug).first()
    if table is None:
        raise Http404(slug)
    if found:
        table.is_facilitated = found[0].is_facilitated
    for actor in found:
        actor.table = table
    roles = set()
    if table.is_facilitated:
        roles.add(Role.FACILITATOR)
    own_keys = frozenset(actor.pk for actor in found if actor.is_own)
    if own_keys and table.state != State.DRAFT:
        roles.add(Role.DELEGATE)
    return Seen(table, found, own_keys, frozenset(roles))


def admitted(request: HttpRequest, slug: str, verb: str) -> Seen:
    """The table, for a page that is there to do one thing: 403 or a refusal before any form."""
    seen = seen_table(request, slug)
    require(_has(rules.VERBS[verb].roles), request.user, seen)
    if not rules.state_allows(verb, seen.table.state):
        raise Refused("wrong_state", state=seen.table.get_state_display())
    return seen


def _has(roles: frozenset[Role]) -> Callable[[Visitor, Seen], bool]:
    def has_a_role(_person: Visitor, seen: Seen) -> bool:
        return bool(roles & seen.roles)

    return has_a_role


def actor_of(seen: Seen, key: object) -> Actor:
    """An actor of the table by its id; 404 if it sits at another."""
    found = next((actor for actor in seen.actors if str(actor.pk) == str(key)), None)
    if found is None:
        raise Http404(str(key))
    return found

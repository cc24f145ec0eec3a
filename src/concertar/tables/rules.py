"""Who may do what at a table, and in which of its states. Pure questions: no writes, no requests.

`VERBS` is the whole matrix: a verb that does not stand in it is nobody's. `MOVES` are the steps a
table can take, forwards and backwards. Higher rooms build theirs of the same parts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from concertar.fora import rules as fora_rules
from concertar.fora.models import Forum
from concertar.kit.access import Visitor, is_signed_in
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import State


class Role(StrEnum):
    """What a person is to one table."""

    FACILITATOR = "facilitator"
    DELEGATE = "delegate"  # holds today a mandate for a seat that is at the table


@dataclass(frozen=True, slots=True)
class Verb:
    """Who may do it and when; `own` where a delegate does it only for the own seat."""

    roles: frozenset[Role]
    states: frozenset[State]


DRAFT = frozenset({State.DRAFT})
OPENED = frozenset({State.OPEN, State.TALKING})
BEFORE_SCORES = DRAFT | OPENED
SCORED = frozenset({State.SCORING, State.PROPOSING})
BEFORE_TEXT = BEFORE_SCORES | SCORED
BEFORE_SIGNING = BEFORE_TEXT | {State.DRAFTING}

FACILITATOR = frozenset({Role.FACILITATOR})
DELEGATE = frozenset({Role.DELEGATE})
BOTH = FACILITATOR | DELEGATE

VERBS: Mapping[str, Verb] = {
    # the table itself
    "change_table": Verb(FACILITATOR, BEFORE_SIGNING),
    "declare_rule": Verb(FACILITATOR, DRAFT),
    "open_table": Verb(FACILITATOR, DRAFT),
    "take_step": Verb(FACILITATOR, frozenset(State) - DRAFT - {State.FOLLOWED}),
    "walk_back": Verb(FACILITATOR, SCORED | {State.DRAFTING, State.SIGNING, State.FAILED}),
    # who is at it
    "seat_actor": Verb(FACILITATOR, BEFORE_SCORES),
    "change_actor": Verb(FACILITATOR, BEFORE_TEXT),
    "remove_actor": Verb(FACILITATOR, DRAFT),
    "mark_empty_chair": Verb(FACILITATOR, BEFORE_SIGNING),
    "take_empty_chair": Verb(FACILITATOR, BEFORE_SIGNING),
    "note_consent": Verb(BOTH, OPENED),
    "add_table_guardianship": Verb(FACILITATOR, BEFORE_SCORES),
    "remove_table_guardianship": Verb(FACILITATOR, DRAFT),
    # when they meet, and who came
    "call_meeting": Verb(FACILITATOR, frozenset(State) - {State.FAILED}),
    "change_meeting": Verb(FACILITATOR, frozenset(State) - {State.FAILED}),
    "note_attendance": Verb(FACILITATOR, frozenset(State) - DRAFT),
    # what they need and ask
    "state_interest": Verb(BOTH, BEFORE_SIGNING),
    "change_interest": Verb(BOTH, BEFORE_SIGNING),
    "withdraw_interest": Verb(BOTH, BEFORE_SIGNING),
    "state_position": Verb(BOTH, BEFORE_SIGNING),
    "change_position": Verb(BOTH, BEFORE_SIGNING),
    "withdraw_position": Verb(BOTH, BEFORE_SIGNING),
    # issues, options and their numbers; later changes need a step back, with its reason
    "add_issue": Verb(FACILITATOR, BEFORE_SCORES),
    "change_issue": Verb(FACILITATOR, BEFORE_SCORES),
    "remove_issue": Verb(FACILITATOR, BEFORE_SCORES),
    "add_option": Verb(BOTH, BEFORE_SCORES),
    "change_option": Verb(FACILITATOR, BEFORE_SCORES),
    "withdraw_option": Verb(FACILITATOR, BEFORE_SCORES),
    "set_cost": Verb(FACILITATOR, BEFORE_SCORES),
    "set_load": Verb(FACILITATOR, BEFORE_SCORES),
    "set_effect": Verb(FACILITATOR, BEFORE_SCORES),
    "set_ties": Verb(FACILITATOR, BEFORE_SCORES),
    "set_fallback": Verb(FACILITATOR, BEFORE_SCORES),
    "set_baseline": Verb(FACILITATOR, BEFORE_SCORES),
    "set_budget": Verb(BOTH, BEFORE_SCORES),
    "set_capacity": Verb(BOTH, BEFORE_SCORES),
    "add_limit": Verb(FACILITATOR, BEFORE_SCORES),
    "remove_limit": Verb(FACILITATOR, BEFORE_SCORES),
    # scores and packages
    "give_sheet": Verb(DELEGATE, SCORED),
    "type_in_sheet": Verb(FACILITATOR, SCORED),
    "countersign_sheet": Verb(BOTH, SCORED),
    "unseal_scores": Verb(FACILITATOR, frozenset({State.SCORING})),
    "search_packages": Verb(FACILITATOR, frozenset({State.PROPOSING})),
    "propose_package": Verb(FACILITATOR, frozenset({State.PROPOSING})),
    "withdraw_package": Verb(FACILITATOR, frozenset({State.PROPOSING})),
}

# In which order states come. The engine is optional: a table may go from talking to the text.
ORDER: tuple[State, ...] = (
    State.DRAFT, State.OPEN, State.TALKING, State.SCORING, State.PROPOSING, State.DRAFTING,
    State.SIGNING, State.STANDING, State.FOLLOWED,
)  # fmt: skip

FORWARDS: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.TALKING, State.FAILED}),
    State.TALKING: frozenset({State.SCORING, State.PROPOSING, State.DRAFTING, State.FAILED}),
    State.SCORING: frozenset({State.PROPOSING, State.FAILED}),
    State.PROPOSING: frozenset({State.DRAFTING, State.FAILED}),
    State.DRAFTING: frozenset({State.SIGNING, State.FAILED}),
    State.SIGNING: frozenset({State.STANDING, State.FAILED}),
    State.STANDING: frozenset({State.FOLLOWED}),
    State.FAILED: frozenset(),
    State.FOLLOWED: frozenset(),
}

BACKWARDS: Mapping[State, frozenset[State]] = {
    State.SCORING: frozenset({State.TALKING}),
    State.PROPOSING: frozenset({State.TALKING, State.SCORING}),
    State.DRAFTING: frozenset({State.TALKING, State.SCORING, State.PROPOSING}),
    State.SIGNING: frozenset({State.TALKING, State.SCORING, State.PROPOSING, State.DRAFTING}),
    State.FAILED: frozenset({State.TALKING, State.DRAFTING}),
}

# What depends on a text is the step of the room that keeps texts; see `actions.take_step`.
WITH_A_TEXT: frozenset[tuple[State, State]] = frozenset(
    {
        (State.DRAFTING, State.SIGNING),
        (State.STANDING, State.FOLLOWED),
        *((State.SIGNING, after) for after in State),
    }
)


def is_forwards(before: str, after: str) -> bool:
    return after in FORWARDS.get(State(before), ())


def is_backwards(before: str, after: str) -> bool:
    return after in BACKWARDS.get(State(before), ())


def needs_a_reason(before: str, after: str) -> bool:
    """Backwards, and where a table ends without an agreement."""
    return is_backwards(before, after) or after == State.FAILED


def needs_a_text(before: str, after: str) -> bool:
    return (State(before), State(after)) in WITH_A_TEXT


def own_moves(state: str) -> tuple[State, ...]:
    """The steps from a state that no text decides: forwards first, each in the order of states."""
    forwards = FORWARDS.get(State(state), frozenset())
    backwards = BACKWARDS.get(State(state), frozenset())
    moves = [*sorted(forwards, key=_place), *sorted(backwards, key=_place)]
    return tuple(move for move in moves if not needs_a_text(state, move) and move != State.OPEN)


def _place(state: State) -> int:
    return ORDER.index(state) if state in ORDER else len(ORDER)


def state_allows(verb: str, state: str, verbs: Mapping[str, Verb] = VERBS) -> bool:
    return state in verbs[verb].states


def roles_of(person: Visitor, table: Table) -> frozenset[Role]:
    """What this person is to the table today; before it opens nobody speaks for a seat at it."""
    if not is_signed_in(person) or person.pk is None:
        return frozenset()
    roles = set()
    if fora_rules.may_facilitate(person, table.forum):
        roles.add(Role.FACILITATOR)
    if table.state != State.DRAFT and own_actors(person, table).exists():
        roles.add(Role.DELEGATE)
    return frozenset(roles)


def own_actors(person: Visitor, table: Table) -> QuerySet[Actor]:
    """The actors of the table for which this person holds a mandate today."""
    actors: QuerySet[Actor] = Actor.objects.visible_to(person).spoken_for_now_by(person)
    return actors.filter(table=table)


def speaks_for(person: Visitor, actor: Actor) -> bool:
    """Whether a mandate of today lets this person speak for the actor, once its table opened."""
    if actor.table.state == State.DRAFT:
        return False
    return bool(own_actors(person, actor.table).filter(pk=actor.pk).exists())


def may_prepare(person: Visitor, forum: Forum) -> bool:
    """A forum's facilitators prepare its tables."""
    return fora_rules.may_facilitate(person, forum)


def may(
    person: Visitor, verb: str, thing: Table | Actor, verbs: Mapping[str, Verb] = VERBS
) -> bool:
    """Whether this person may do it, whatever the state; asked of an actor, for that seat."""
    roles = verbs[verb].roles
    table = thing.table if isinstance(thing, Actor) else thing
    if not is_signed_in(person) or person.pk is None:
        return False
    if Role.FACILITATOR in roles and fora_rules.may_facilitate(person, table.forum):
        return True
    if Role.DELEGATE not in roles:
        return False
    if isinstance(thing, Actor):
        return speaks_for(person, thing)
    return Role.DELEGATE in roles_of(person, table)


def may_now(
    person: Visitor, verb: str, thing: Table | Actor, verbs: Mapping[str, Verb] = VERBS
) -> bool:
    """Whether this person may do it in the state the table is in."""
    table = thing.table if isinstance(thing, Actor) else thing
    return state_allows(verb, table.state, verbs) and may(person, verb, thing, verbs)


def allowed(
    roles: frozenset[Role], state: str, verbs: Mapping[str, Verb] = VERBS
) -> frozenset[str]:
    """Every verb of somebody with these roles in this state: one question for a whole page."""
    return frozenset(
        name for name, verb in verbs.items() if verb.roles & roles and state in verb.states
    )


def rule_of(
    verb: str, verbs: Mapping[str, Verb] = VERBS
) -> Callable[[Visitor, Table | Actor], bool]:
    """The rule of one verb, in the form that `kit.access.require` asks."""

    def rule(person: Visitor, thing: Table | Actor) -> bool:
        return may(person, verb, thing, verbs)

    rule.__name__ = f"may_{verb}"
    return rule

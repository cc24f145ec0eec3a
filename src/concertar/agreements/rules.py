"""Who may do what with drafts, agreements and commitments. Pure questions: no writes, no requests.

`VERBS` is this room's part of the matrix of `tables.rules`, asked with the same questions.
"""

from collections.abc import Mapping

from concertar.kit.access import Visitor
from concertar.tables import rules as tables_rules
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import State
from concertar.tables.rules import BOTH, FACILITATOR, Verb

DRAFTING = frozenset({State.DRAFTING})
STOOD = frozenset({State.STANDING, State.FOLLOWED})

VERBS: Mapping[str, Verb] = {
    # what each promises, and what became of it
    "promise": Verb(FACILITATOR, DRAFTING),
    "change_commitment": Verb(FACILITATOR, DRAFTING),
    "drop_commitment": Verb(FACILITATOR, DRAFTING),
    "check_commitment": Verb(BOTH, STOOD),
    "reply_to_check": Verb(BOTH, STOOD),
}


def may(person: Visitor, verb: str, thing: Table | Actor) -> bool:
    """Whether this person may do it, whatever the state; asked of an actor, for that seat."""
    return tables_rules.may(person, verb, thing, VERBS)


def may_now(person: Visitor, verb: str, thing: Table | Actor) -> bool:
    """Whether this person may do it in the state the table is in."""
    return tables_rules.may_now(person, verb, thing, VERBS)

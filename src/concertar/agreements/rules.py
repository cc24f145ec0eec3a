"""Who may do what with drafts, agreements and commitments. Pure questions: no writes, no requests.

`VERBS` is this room's part of the matrix of `tables.rules`, asked with the same questions.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from concertar.agreements.models import Signature
from concertar.fora import rules as fora_rules
from concertar.fora.models import Guardianship
from concertar.kit.access import Refused, Visitor, is_signed_in
from concertar.network.models import Mandate
from concertar.tables import rules as tables_rules
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import State
from concertar.tables.rules import BOTH, FACILITATOR, Verb

DRAFTING = frozenset({State.DRAFTING})
SIGNING = frozenset({State.SIGNING})
STOOD = frozenset({State.STANDING, State.FOLLOWED})

VERBS: Mapping[str, Verb] = {
    # the single text
    "begin_draft": Verb(FACILITATOR, DRAFTING),
    "change_draft": Verb(FACILITATOR, DRAFTING),
    "add_clause": Verb(FACILITATOR, DRAFTING),
    "edit_clause": Verb(FACILITATOR, DRAFTING),
    "move_clause": Verb(FACILITATOR, DRAFTING),
    "remove_clause": Verb(FACILITATOR, DRAFTING),
    "restore_clause": Verb(FACILITATOR, DRAFTING),
    # what is said against it
    "criticise": Verb(BOTH, DRAFTING),
    "object_for_nature": Verb(FACILITATOR, DRAFTING),  # and guardians; see `may_object`
    "answer_criticism": Verb(FACILITATOR, DRAFTING),
    # the frozen text
    "freeze_text": Verb(FACILITATOR, DRAFTING),
    "withdraw_text": Verb(FACILITATOR, SIGNING),
    "sign": Verb(BOTH, SIGNING),
    "decide": Verb(FACILITATOR, SIGNING),
    "begin_follow_up": Verb(FACILITATOR, frozenset({State.STANDING})),
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


def rule_of(verb: str) -> Callable[[Visitor, Table | Actor], bool]:
    return tables_rules.rule_of(verb, VERBS)


def allowed_now(person: Visitor, table: Table) -> frozenset[str]:
    """Every verb of this room that this person has at the table as it stands."""
    return tables_rules.allowed(tables_rules.roles_of(person, table), table.state, VERBS)


def lack_of_word(kind: str, reason: str, clauses: Collection[int]) -> Refused | None:
    """Why a word on the text is not whole; None: it is."""
    if kind == Signature.Kind.CONSENT:
        return Refused("consent_with_conditions") if reason or clauses else None
    if reason:
        return None
    reserves = kind == Signature.Kind.RESERVATION
    return Refused("reservation_is_empty") if reserves else Refused("refusal_is_empty")


def speaks_for_nature(person: Visitor, guardianship: Guardianship, day: date) -> bool:
    """Whether a mandate of that day lets this person speak for the guardian in its forum."""
    if not is_signed_in(person):
        return False
    mandates = Mandate.objects.visible_to(person).filter(institution=guardianship.guardian_id)
    matter = guardianship.forum.slug
    return mandates.held_by(person).covering(matter).valid_on(day).exists()


def may_object(person: Visitor, guardianship: Guardianship) -> bool:
    """Whoever speaks for the guardian; a facilitator types in what came on paper."""
    forum = guardianship.forum
    if fora_rules.may_facilitate(person, forum):
        return True
    return speaks_for_nature(person, guardianship, forum.today())

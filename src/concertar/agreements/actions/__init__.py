"""The verbs of agreements. Each write is one transaction, checked first and journalled last."""

from concertar.agreements.actions.clauses import (
    add_clause,
    edit_clause,
    move_clause,
    remove_clause,
    restore_clause,
)
from concertar.agreements.actions.commitments import (
    change_commitment,
    check_commitment,
    drop_commitment,
    promise,
    reply_to_check,
)
from concertar.agreements.actions.criticisms import (
    answer_criticism,
    criticise,
    object_for_nature,
)
from concertar.agreements.actions.drafts import begin_draft, change_draft
from concertar.agreements.actions.freezing import (
    freeze_text,
    obstacles_to_freezing,
    withdraw_text,
)
from concertar.agreements.actions.signing import (
    begin_follow_up,
    decide,
    has_signed,
    sign,
    verdict_of,
)
from concertar.agreements.actions.typing_in import (
    type_in_checks,
    type_in_criticisms,
    type_in_replies,
    type_in_signatures,
)

__all__ = [
    "add_clause",
    "answer_criticism",
    "begin_draft",
    "begin_follow_up",
    "change_commitment",
    "change_draft",
    "check_commitment",
    "criticise",
    "decide",
    "drop_commitment",
    "edit_clause",
    "freeze_text",
    "has_signed",
    "move_clause",
    "object_for_nature",
    "obstacles_to_freezing",
    "promise",
    "remove_clause",
    "reply_to_check",
    "restore_clause",
    "sign",
    "type_in_checks",
    "type_in_criticisms",
    "type_in_replies",
    "type_in_signatures",
    "verdict_of",
    "withdraw_text",
]

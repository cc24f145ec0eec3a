"""The verbs of agreements. Each write is one transaction, checked first and journalled last."""

from concertar.agreements.actions.commitments import (
    change_commitment,
    check_commitment,
    drop_commitment,
    promise,
    reply_to_check,
)

__all__ = [
    "change_commitment",
    "check_commitment",
    "drop_commitment",
    "promise",
    "reply_to_check",
]

"""The nouns of agreements, one file a family."""

from concertar.agreements.models.agreement import Agreement, AuthenticText, Signature
from concertar.agreements.models.commitment import Check, Commitment, Reply
from concertar.agreements.models.draft import Clause, ClauseVersion, Criticism, Draft

__all__ = [
    "Agreement",
    "AuthenticText",
    "Check",
    "Clause",
    "ClauseVersion",
    "Commitment",
    "Criticism",
    "Draft",
    "Reply",
    "Signature",
]

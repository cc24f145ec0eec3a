"""Who may do what with the network's data. Pure questions: no writes, no requests."""

from collections.abc import Callable
from typing import Any

from concertar.kit.access import Visitor, is_steward

Rule = Callable[[Visitor, Any], bool]  # a higher room's answer in the place of the strict one


def may_load(person: Visitor) -> bool:
    """Whoever keeps the network's data; who holds the machine's shell does."""
    return is_steward(person)


def may_note(person: Visitor, inside: Any = None) -> bool:  # noqa: ARG001
    """Stewards write down a place or an institution; a higher room may let others do so."""
    return is_steward(person)


def may_mandate(person: Visitor, institution: Any) -> bool:  # noqa: ARG001
    """Stewards write down an institution's mandates; a higher room may let others do so."""
    return is_steward(person)

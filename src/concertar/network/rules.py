"""Who may do what with the network's data. Pure questions: no writes, no requests."""

from concertar.kit.access import Operator, Visitor, is_steward


def may_load(person: Visitor) -> bool:
    """Whoever keeps the network's data, and whoever holds the machine's shell."""
    return isinstance(person, Operator) or is_steward(person)

"""Who may do what with the network's data. Pure questions: no writes, no requests."""

from concertar.kit.access import Visitor, is_steward


def may_load(person: Visitor) -> bool:
    """Whoever keeps the network's data; who holds the machine's shell does."""
    return is_steward(person)

"""Who keeps the observatory. Pure questions: no writes, no requests."""

from collections.abc import Callable

from concertar.kit.access import Visitor, is_signed_in, is_steward
from concertar.observatory.models import Limit

# Higher rooms' people who also keep it: `site/wiring.py` says who (facilitators of fora do).
_also: list[Callable[[Visitor], bool]] = []


def also_kept_by(rule: Callable[[Visitor], bool]) -> None:
    """Called once at start: whoever this rule allows keeps indicators, values and limits too."""
    if rule not in _also:
        _also.append(rule)


def may_keep(person: Visitor) -> bool:
    """Stewards, and those whom the rooms above have named."""
    return is_steward(person) or (is_signed_in(person) and any(rule(person) for rule in _also))


def may_review(person: Visitor, limit: Limit) -> bool:
    """Whoever keeps the observatory and did not propose the limit; a command may."""
    return may_keep(person) and (person.pk is None or person.pk != limit.proposed_by_id)

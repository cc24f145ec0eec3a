"""Whether what options require and exclude can be met at all. Pure: keys in, the clash out."""

from collections.abc import Collection, Hashable, Mapping, Set
from itertools import combinations
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def needed_by(option: Key, requires: Mapping[Key, Set[Key]]) -> set[Key]:
    """The option and everything that comes with it, however far."""
    found, waiting = {option}, [option]
    while waiting:
        for other in requires.get(waiting.pop(), frozenset()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def clash(
    issue_of: Mapping[Key, Key],
    requires: Mapping[Key, Set[Key]],
    excludes: Collection[Set[Key]],
) -> tuple[Key, Key] | None:
    """Two options that one option needs at once and that cannot be together, or None.

    Together cannot be what excludes each other, and two options of one issue. A circle of
    requirements is no clash: it means “together”.
    """
    apart = {frozenset(pair) for pair in excludes}
    for option in issue_of:
        for one, other in combinations(sorted(needed_by(option, requires), key=str), 2):
            if frozenset({one, other}) in apart or issue_of[one] == issue_of[other]:
                return one, other
    return None

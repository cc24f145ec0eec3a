"""Every feasible package visited, a few million a second, within bounded memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.front import pareto_front
from concertar_methods.packages.integers import Columns, Linear
from concertar_methods.packages.measures import Measure
from concertar_methods.packages.rules import Rule, Rules, times, total
from concertar_methods.packages.space import Space, allowed_columns

Ints = NDArray[np.int64]
Package = tuple[int, ...]
Progress = Callable[[str, int, int], None]
"""Told what is under way (a code), how much is done, and of how much."""

MOST_PACKAGES = 20_000_000
MOST_FEASIBLE = 4_000_000
BLOCK = 65_536
STRONGEST = 256
MOST_UNDOMINATED = 20_000


@dataclass(frozen=True, slots=True)
class Enumerated:
    """The answers over all feasible packages, as tuples of columns; None where there is none.

    `best` holds every party's greatest feasible gain, in units; `equals` counts the packages
    that leximin cannot tell from the one it chose, itself included, and `decided_by` says what
    chose between them; `rival` is the leximin of those that give the least constituency more.
    """

    feasible_count: int
    best: tuple[int, ...]
    leximin: Package | None
    nash: Package | None
    kalai_smorodinsky: Package | None
    greatest_sum: Package | None
    pareto: tuple[Package, ...] | None
    equals: int = 0
    decided_by: str = ""
    rival: Package | None = None


def packages_to_visit(columns: Columns) -> int:
    """How many packages are left once forbidden options are out."""
    count = 1
    for issue in allowed_columns(columns.starts, columns.forbidden, columns.implies):
        count *= len(issue)
    return count


def enumerate_packages(
    columns: Columns, deadline: Deadline, progress: Progress | None = None
) -> Enumerated | None:
    """Visit every package of a table and answer every question about the feasible ones.

    The Pareto front, which takes longest, is left out where time is up before it is begun.
    None where more than `MOST_FEASIBLE` packages are feasible: then they do not fit in memory.
    """
    tell = progress or _silent
    space = Space(columns.starts, columns.forbidden, columns.implies, columns.excludes)
    found = _feasible(space, columns, tell)
    if found is None:
        return None
    if not len(found):
        return Enumerated(0, (), None, None, None, None, ())
    seeking = Rules(space, columns)
    best = tuple(
        total(gain, space.package(_only(found, seeking.greatest_gain(p))))
        for p, gain in enumerate(columns.gains)
    )
    rules = Rules(space, columns, best)
    chosen: list[int] = []
    for rule in (rules.leximin, rules.nash, rules.kalai_smorodinsky, rules.greatest_sum):
        tell("comparing", len(chosen), 5)
        chosen.append(_only(found, rule))
    tell("comparing", 4, 5)
    equals = _each(found, lambda block: rules.equal_to(chosen[0], block))
    raising = _each(found, lambda block: rules.raising(chosen[0], block))
    front = None if deadline.up else _front(found, rules)
    tell("comparing", 5, 5)
    leximin, nash, kalai_smorodinsky, greatest_sum = map(space.package, chosen)
    return Enumerated(
        feasible_count=len(found),
        best=best,
        leximin=leximin,
        nash=nash,
        kalai_smorodinsky=kalai_smorodinsky,
        greatest_sum=greatest_sum,
        pareto=None if front is None else tuple(map(space.package, front.tolist())),
        equals=len(equals),
        decided_by=rules.decider(equals),
        rival=space.package(_only(raising, rules.leximin)) if len(raising) else None,
    )


def _silent(what: str, done: int, of: int) -> None:
    """Nobody asked to be told."""


def _feasible(space: Space, columns: Columns, tell: Progress) -> Ints | None:
    """The numbers of the feasible packages, in reading order; None where they are too many."""
    if space.empty:
        return np.zeros(0, dtype=np.int64)
    slacks = [
        Measure(space, [times(Linear(cap.numbers, -cap.most), -1)]) for cap in columns.caps
    ] + [Measure(space, [floor]) for floor in columns.floors]
    open_heads = np.ones(space.heads, dtype=np.bool_)
    for slack in slacks:
        open_heads &= slack.may_hold()
    everything = np.arange(space.tails)
    found: list[Ints] = []
    count = 0
    for done, head in enumerate(np.flatnonzero(open_heads).tolist()):
        if done % 64 == 0:
            tell("visiting", head, space.heads)
        clashes = space.clashes(head)
        tails = everything if clashes is None else np.flatnonzero(~clashes)
        for slack in slacks:
            if not len(tails):
                break
            tails = tails[slack.holds(head, tails)]
        if len(tails):
            found.append(tails + head * space.tails)
            count += len(tails)
            if count > MOST_FEASIBLE:
                return None
    tell("visiting", space.heads, space.heads)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _blocks(packages: Ints) -> Iterator[Ints]:
    for begin in range(0, len(packages), BLOCK):
        yield packages[begin : begin + BLOCK]


def _each(packages: Ints, rule: Rule) -> Ints:
    """What a rule keeps of every block."""
    return np.concatenate([rule(block) for block in _blocks(packages)])


def _only(packages: Ints, rule: Rule) -> int:
    """The first of the best packages, block by block."""
    while len(packages) > BLOCK:
        packages = np.concatenate([rule(block)[:1] for block in _blocks(packages)])
    return int(rule(packages)[0])


def _front(packages: Ints, rules: Rules) -> Ints | None:
    """The undominated packages, one for every vector of gains; None where they are too many.

    The strongest of every block thin out all blocks first; what is left is compared at once.
    """
    strong = _each(packages, lambda block: rules.strongest(block, STRONGEST))
    strong = rules.strongest(strong, STRONGEST)
    left = _each(packages, lambda block: rules.undominated(block, strong))
    left = rules.settled(np.unique(np.append(left, strong)))
    front = pareto_front(rules.vectors(left), MOST_UNDOMINATED)
    return None if front is None else np.sort(left[front])

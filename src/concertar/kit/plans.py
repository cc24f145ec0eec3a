"""The fate of every row of a file, told before anything is written.

A `Plan` is pure: it compares what a table says with what is there and writes nothing. A room's
action makes the plan again inside its transaction, asks `plan.is_clean`, and then writes what the
fates say, all of it or nothing.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concertar.kit.imports import Table, placed


class Outcome(models.TextChoices):
    """What becomes of a row."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a row would change."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row: its line, its key, the values to write or why it is refused."""

    line: int
    key: Hashable
    outcome: Outcome
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The fates of all rows of one file, in its order."""

    file: str
    fates: tuple[Fate, ...]

    @property
    def is_clean(self) -> bool:
        return not any(fate.outcome == Outcome.REFUSED for fate in self.fates)

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(fate.problem for fate in self.fates if fate.problem)

    def of(self, outcome: Outcome) -> tuple[Fate, ...]:
        return tuple(fate for fate in self.fates if fate.outcome == outcome)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each fate; every fate is named."""
        found = Counter(fate.outcome for fate in self.fates)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def summary(self) -> str:
        """One line for a person: `members.csv: 3 created, 1 changed, 75 unchanged, 0 refused.`"""
        counts = self.counts
        return gettext(
            "%(file)s: %(created)s created, %(changed)s changed, "
            "%(unchanged)s unchanged, %(refused)s refused."
        ) % {"file": self.file, **counts}


def plan(
    table: Table,
    *,
    key: Callable[[Mapping[str, Any]], Hashable],
    present: Mapping[Hashable, Mapping[str, Any]],
    refuse: Callable[[Mapping[str, Any]], str] | None = None,
) -> Plan:
    """Compare a table with what is `present` (by the same key) and tell every row's fate.

    A row whose key an earlier row already has is refused. `refuse` is the room's own question to
    a row that reads well: it answers with a problem, or with nothing. Values that `present` does
    not name are not compared.
    """
    seen: dict[Hashable, int] = {}
    fates = []
    for line in table.lines:
        if line.problem:
            fates.append(Fate(line.number, None, Outcome.REFUSED, problem=line.problem))
            continue
        row = key(line.values)
        problem = _repeated(seen, row) or (refuse(line.values) if refuse else "")
        seen.setdefault(row, line.number)
        if problem:
            problem = placed(table.file, problem, line=line.number)
            fates.append(Fate(line.number, row, Outcome.REFUSED, problem=problem))
        else:
            fates.append(_fate(line.number, row, line.values, present.get(row)))
    return Plan(table.file, tuple(fates))


def _repeated(seen: Mapping[Hashable, int], row: Hashable) -> str:
    if row not in seen:
        return ""
    sentence = gettext("it says the same as line %(line)s; keep one of the two.")
    return sentence % {"line": seen[row]}


def _fate(
    line: int, row: Hashable, values: Mapping[str, Any], before: Mapping[str, Any] | None
) -> Fate:
    if before is None:
        return Fate(line, row, Outcome.CREATED, values)
    changes = tuple(
        Change(name, before[name], value)
        for name, value in values.items()
        if name in before and before[name] != value
    )
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return Fate(line, row, outcome, values, changes)

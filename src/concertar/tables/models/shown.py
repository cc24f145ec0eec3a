"""The packages on the table, each with the options it takes: what is compared, and published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from concertar.kit.access import Visitor
from concertar.tables.models.facts import Chosen, Facts
from concertar.tables.models.option import Option
from concertar.tables.models.package import Choice, Package


@dataclass(frozen=True, slots=True)
class Shown:
    """A package on the table with the options it takes."""

    package: Package
    chosen: Chosen

    @property
    def letter(self) -> str:
        return self.package.letter


class OnTheTable(NamedTuple):
    """Packages that take an option on every issue, and those made before the issues changed."""

    whole: tuple[Shown, ...]
    outdated: tuple[Shown, ...]


def on_the_table(person: Visitor, facts: Facts) -> OnTheTable:
    """What was not withdrawn, in the order of its letters: one query."""
    issues = {issue.pk for issue in facts.issues}
    shown = [Shown(package, chosen) for package, chosen in _chosen(person, facts)]
    whole = tuple(one for one in shown if set(one.chosen) == issues)
    return OnTheTable(whole, tuple(one for one in shown if set(one.chosen) != issues))


def _chosen(person: Visitor, facts: Facts) -> Iterable[tuple[Package, Mapping[UUID, Option]]]:
    choices = Choice.objects.visible_to(person).filter(package__table=facts.table)
    rows = choices.filter(package__is_withdrawn=False).select_related("package", "option")
    found: dict[UUID, tuple[Package, dict[UUID, Option]]] = {}
    for choice in rows.order_by("package__letter", "issue__order"):
        _package, chosen = found.setdefault(choice.package_id, (choice.package, {}))
        chosen[choice.issue_id] = choice.option
    return found.values()

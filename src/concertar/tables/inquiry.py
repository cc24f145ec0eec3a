"""One search, and what is asked around it: the price of red lines, and why nothing was found.

Works on documents alone, outside every transaction: nothing here reads or writes a row.
"""

import copy
from collections.abc import Callable, Iterator
from fractions import Fraction
from time import monotonic

from concertar.tables.question import Document, kept
from concertar_methods.packages import Answer, find_packages, read_table

Progress = Callable[[str, int, int], None]


def ask(
    question: Document, *, seconds: float | None = None, progress: Progress | None = None
) -> Document:
    """The engine's answer, with the price of each party's red lines or with what stands in the way.

    The search itself may take `seconds`; each question around it a quarter of them, and all of
    those together twice as long as the search: what is not asked by then is said to be missing.
    """
    answer = find_packages(read_table(question), seconds=seconds, progress=progress)
    around = _Around(question, seconds)
    told = kept(answer)
    if answer.feasible is False:
        told["obstacles"] = around.obstacles()
    told["prices"] = dict(around.prices())
    told["is_cut"] = around.is_cut
    return told


class _Around:
    """The questions that change one thing of the first."""

    def __init__(self, question: Document, seconds: float | None) -> None:
        self.question = question
        self.seconds = None if seconds is None else seconds / 4
        self._until = None if seconds is None else monotonic() + 2 * seconds
        self.is_cut = False
        """Whether the time ran out before everything was asked."""

    def _in_time(self) -> bool:
        if self._until is not None and monotonic() > self._until:
            self.is_cut = True
        return not self.is_cut

    def _answer(self, changed: Document) -> Answer:
        return find_packages(read_table(changed), seconds=self.seconds)

    def _is_feasible(self, changed: Document) -> bool:
        return self._answer(changed).feasible is True

    def _changed(self) -> Document:
        return copy.deepcopy(self.question)

    def prices(self) -> Iterator[tuple[str, Document]]:
        """Of each party with red lines: what would be found if it had none."""
        for party in self.question["parties"]:
            name, changed = party["name"], self._changed()
            rows = changed["scores"][name].values()
            count = sum(score == "unacceptable" for row in rows for score in row.values())
            if not count or not self._in_time():
                continue
            for row in rows:
                row.update({key: 0 for key, score in row.items() if score == "unacceptable"})
            yield name, _price(name, count, self._answer(changed))

    def obstacles(self) -> Document:
        """What keeps every package from being feasible: one thing without which there is one."""
        free = self._changed()
        free["budgets"], free["capacities"] = {}, {}
        for party in free["parties"]:
            party["signature"] = "optional"
        if not self._is_feasible(free):
            return {"kind": "limits", "limits": list(self._guilty_limits(free))}
        found: Document = {"kind": "demands", "parties": [], "budgets": [], "capacities": []}
        for party in self.question["parties"]:
            changed = self._changed()
            one = next(p for p in changed["parties"] if p["name"] == party["name"])
            if one["signature"] == "required" and self._in_time():
                one["signature"] = "optional"
                if self._is_feasible(changed):
                    found["parties"].append(party["name"])
        for kind in ("budgets", "capacities"):
            for name in self.question[kind]:
                changed = self._changed()
                del changed[kind][name]
                if self._in_time() and self._is_feasible(changed):
                    found[kind].append(name)
        return found

    def _guilty_limits(self, free: Document) -> Iterator[str]:
        """Each limit without which a package would do; all of them if it takes several."""
        limits = free["limits"]
        alone = [
            limit["name"]
            for limit in limits
            if self._in_time()
            and self._is_feasible({**free, "limits": [one for one in limits if one != limit]})
        ]
        if alone or not limits:
            yield from alone
        elif self._is_feasible({**free, "limits": []}):
            yield from (limit["name"] for limit in limits)


def _price(name: str, count: int, answer: Answer) -> Document:
    price: Document = {"red_lines": count, "feasible": answer.feasible}
    if answer.leximin is not None:
        found = answer.leximin.package
        price |= {
            "choice": dict(found.choice),
            "value": str(found.values[name]),
            "gain": str(found.gains[name]),
            "least": str(min(found.constituencies.values(), default=Fraction(0))),
        }
    return price

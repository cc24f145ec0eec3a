"""Answers beyond enumeration: what the solver proves, and how far it came where time was up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from concertar_methods.packages.answer import Answer, Found, Package, Reason
from concertar_methods.packages.audit import Amounts, Audit
from concertar_methods.packages.climb import Optimum, Progress
from concertar_methods.packages.compilation import Compiled, compile_program
from concertar_methods.packages.confirmation import confirmed, objective
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.integers import Columns
from concertar_methods.packages.ordered import (
    greatest_quantities,
    solve_greatest_sum,
    solve_leximin,
    solve_shares,
)
from concertar_methods.packages.product import best_product
from concertar_methods.packages.reasons import explain

TOLERANCE = Fraction(1, 10**6)
"""How far a proof in floats may be off, in points."""

Chosen = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Best:
    """Every party's greatest feasible gain, in units of the program, and whether it is proven."""

    gains: tuple[int, ...]
    proven: bool


@dataclass(frozen=True)
class Inquiry:
    """The questions of one table, put to the solver one after the other."""

    columns: Columns
    audit: Audit
    deadline: Deadline
    progress: Progress | None

    def answer(self) -> Answer:
        """Leximin first, for most of the time; then the other rules, each from what is known."""
        relative = self.columns.table.compare == "relative"
        best = self._greatest(0.3) if relative else None
        leximin = self._leximin(best)
        if leximin.columns is None:
            return self._answer(feasible=leximin.feasible)
        most = self._solve_sum()
        best = best or self._greatest(0.5)
        shares = self._solve_shares(best)
        starts = [o.columns for o in (leximin, most, shares) if o.columns is not None]
        points = self._points(best)
        return self._answer(
            feasible=True,
            leximin=self._found("leximin", leximin, leximin.columns, points, relative=relative),
            greatest_sum=self._found("greatest_sum", most, leximin.columns, points),
            kalai_smorodinsky=self._found(
                "kalai_smorodinsky", shares, leximin.columns, points, relative=True
            ),
            nash=self._nash(starts),
        )

    @cached_property
    def _gains(self) -> Compiled:
        return compile_program(self.columns, self.columns.gains)

    @cached_property
    def _compared(self) -> Compiled:
        if self.columns.table.compare != "value":
            return self._gains
        return compile_program(self.columns, self.columns.values)

    def _leximin(self, best: _Best | None) -> Optimum:
        return solve_leximin(
            self._compared.program,
            shares_of=best.gains if best else None,
            seconds=self._seconds(0.6),
            progress=self.progress,
        )

    def _solve_sum(self) -> Optimum:
        return solve_greatest_sum(
            self._compared.program, seconds=self._seconds(0.25), progress=self.progress
        )

    def _solve_shares(self, best: _Best) -> Optimum:
        return solve_shares(
            self._gains.program, best.gains, seconds=self._seconds(0.5), progress=self.progress
        )

    def _greatest(self, part: float) -> _Best:
        """Every party's greatest gain; 0 for a party for which time brought no package."""
        program = self._gains.program
        found = greatest_quantities(program, seconds=self._seconds(part), progress=self.progress)
        gains = tuple(
            program.quantities(optimum.columns)[p] if optimum.columns is not None else 0
            for p, optimum in enumerate(found)
        )
        return _Best(gains, all(optimum.proven for optimum in found))

    def _nash(self, starts: Sequence[Chosen]) -> Found:
        compiled = self._gains
        product = best_product(
            compiled.program, starts, seconds=self._seconds(1), progress=self.progress
        )
        package = confirmed(self.audit, self.columns, product.columns)
        reached = objective(self.audit, "nash", package, None)
        bound = Fraction(product.bound, compiled.program.unit**product.gains)
        if compiled.error or reached is None:
            return self._told(package, proven=False, bound=None, gap=None)
        return self._told(package, proven=product.proven, bound=bound, gap=bound - reached)

    def _found(
        self,
        rule: str,
        optimum: Optimum,
        instead: Chosen,
        best: Amounts | None,
        *,
        relative: bool = False,
    ) -> Found:
        """An optimum in points; the leximin package stands in where none was found in time."""
        chosen = instead if optimum.columns is None else optimum.columns
        package = confirmed(self.audit, self.columns, chosen)
        if relative and best is None:  # greatest gains not proven: shares cannot be bounded
            return self._told(package, proven=False, bound=None, gap=None)
        compiled = self._gains if rule == "kalai_smorodinsky" else self._compared
        reached = objective(self.audit, rule, package, best)
        bound = None
        if optimum.bound is not None and reached is not None:
            bound = max(reached, self._bound_in_points(rule, optimum, compiled, relative=relative))
        gap = None if bound is None or reached is None else bound - reached
        proven = optimum.proven and optimum.columns is not None
        notes = []
        if proven and (compiled.error or not optimum.exact):
            notes.append(Reason("proven_within", {"points": compiled.error + TOLERANCE}))
        elif proven and optimum.exact:
            bound, gap = reached, Fraction(0)
        if proven and not optimum.ties_proven:
            notes.append(Reason("ties_open", {}))
        return self._told(
            package, proven=proven, bound=bound, gap=gap, best=best, notes=notes,
            deep=rule == "leximin",
        )  # fmt: skip

    def _bound_in_points(
        self, rule: str, optimum: Optimum, compiled: Compiled, *, relative: bool
    ) -> Fraction:
        bound = optimum.bound or Fraction(0)
        if relative:
            return bound
        bound /= compiled.program.unit
        if rule != "greatest_sum":
            return bound + compiled.error
        bound += compiled.error * compiled.program.parties
        if self.columns.table.compare == "value":  # a sum of values, wanted as one of gains
            bound -= sum(self.audit.reservations.values(), Fraction(0))
        return bound

    def _told(
        self,
        package: Package,
        *,
        proven: bool,
        bound: Fraction | None,
        gap: Fraction | None,
        best: Amounts | None = None,
        notes: Sequence[Reason] = (),
        deep: bool = False,
    ) -> Found:
        reasons = explain(self.audit, package, best=best, deep=deep)
        return Found(package, proven, bound, gap, (*reasons, *notes))

    def _points(self, best: _Best) -> Amounts | None:
        """Every party's greatest gain in points, if it is proven and exact."""
        compiled = self._gains
        if not best.proven or compiled.error:
            return None
        unit = compiled.program.unit
        parties = zip(self.audit.table.parties, best.gains, strict=True)
        return {party.name: Fraction(gain, unit) for party, gain in parties}

    def _seconds(self, part: float) -> float | None:
        """A part of the time left; None without a limit."""
        left = self.deadline.share(part).left
        return None if math.isinf(left) else left

    def _answer(self, *, feasible: bool | None, **found: Found) -> Answer:
        return Answer(
            feasible=feasible,
            outcomes=self.audit.table.outcomes,
            feasible_count=0 if feasible is False else None,
            reservations=self.columns.reservations,
            leximin=found.get("leximin"),
            nash=found.get("nash"),
            kalai_smorodinsky=found.get("kalai_smorodinsky"),
            greatest_sum=found.get("greatest_sum"),
            pareto=() if feasible is False else None,
        )

"""The question a table asks: which packages could everybody sign, and which one is fairest?"""

from fractions import Fraction

from concertar_methods.packages.answer import Answer, Found
from concertar_methods.packages.audit import Amounts, Audit
from concertar_methods.packages.confirmation import confirmed, objective
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.enumeration import (
    MOST_PACKAGES,
    Enumerated,
    Progress,
    enumerate_packages,
    packages_to_visit,
)
from concertar_methods.packages.integers import Columns
from concertar_methods.packages.model import Table
from concertar_methods.packages.reasons import Ties, explain


def find_packages(
    table: Table, *, seconds: float | None = None, progress: Progress | None = None
) -> Answer:
    """Find the packages that a table could agree on.

    Up to 20 million packages (once forbidden options are out) are visited one and all, and
    every answer is exact and proven. Beyond, the answers come from a search with a bound.

    Parameters
    ----------
    table : as `read_table` gives it
    seconds : stop improving after so long; None: until all is proven
    progress : told what is under way, how much is done and of how much

    Raises
    ------
    MethodError
        ``answer_not_confirmed`` when the second reading of a package disagrees with the
        search: never an answer that was not read twice.

    Examples
    --------
    >>> from concertar_methods.packages import read_table
    >>> table = read_table({
    ...     "parties": [{"name": "A", "constituency": "state"},
    ...                 {"name": "B", "constituency": "society"}],
    ...     "issues": [{"name": "site", "status_quo": "none",
    ...                 "options": [{"name": "none"}, {"name": "north"}, {"name": "south"}]}],
    ...     "scores": {"A": {"site": {"none": 0, "north": 4, "south": 3}},
    ...                "B": {"site": {"none": 1, "north": 0, "south": 3}}}})
    >>> find_packages(table).leximin.package.choice
    {'site': 'south'}

    Sources
    -------
    Leximin: W. Ogryczak and T. Sliwinski, "On direct methods for lexicographic min-max
    optimization", 2006. Nash, "The bargaining problem", 1950. E. Kalai and M. Smorodinsky,
    "Other solutions to Nash's bargaining problem", 1975; H. Imai, 1983, for its leximin form.
    """
    deadline = Deadline(seconds)
    columns, audit = Columns(table), Audit(table)
    if packages_to_visit(columns) <= MOST_PACKAGES:
        enumerated = enumerate_packages(columns, deadline, progress)
        if enumerated is not None:
            return _enumerated_answer(columns, audit, enumerated)
    # The solver is large: whoever needs none does not wait for it.
    from concertar_methods.packages.inquiry import Inquiry

    return Inquiry(columns, audit, deadline, progress).answer()


def _enumerated_answer(columns: Columns, audit: Audit, found: Enumerated) -> Answer:
    names = [party.name for party in audit.table.parties]
    gains = [Fraction(gain, columns.unit) for gain in found.best]
    best = dict(zip(names, gains, strict=False))  # where nothing is feasible, nobody has one
    return Answer(
        feasible=found.feasible_count > 0,
        outcomes=audit.table.outcomes,
        feasible_count=found.feasible_count,
        reservations=columns.reservations,
        leximin=_fairest(columns, audit, found, best),
        nash=_best(columns, audit, "nash", found.nash, best),
        kalai_smorodinsky=_best(columns, audit, "kalai_smorodinsky", found.kalai_smorodinsky, best),
        greatest_sum=_best(columns, audit, "greatest_sum", found.greatest_sum, best),
        pareto=None
        if found.pareto is None
        else tuple(confirmed(audit, columns, chosen) for chosen in found.pareto),
    )


def _fairest(columns: Columns, audit: Audit, found: Enumerated, best: Amounts) -> Found | None:
    """The leximin package, with the reasons that only enumeration knows."""
    if found.leximin is None:
        return None
    package = confirmed(audit, columns, found.leximin)
    reasons = explain(
        audit,
        package,
        best=best,
        ties=Ties(found.equals, found.decided_by),
        rival=confirmed(audit, columns, found.rival) if found.rival else None,
        deep=True,
    )
    bound = objective(audit, "leximin", package, best)
    return Found(package, proven=True, bound=bound, gap=Fraction(0), explanation=reasons)


def _best(
    columns: Columns, audit: Audit, rule: str, chosen: tuple[int, ...] | None, best: Amounts
) -> Found | None:
    if chosen is None:
        return None
    package = confirmed(audit, columns, chosen)
    bound, reasons = objective(audit, rule, package, best), explain(audit, package, best=best)
    return Found(package, proven=True, bound=bound, gap=Fraction(0), explanation=reasons)

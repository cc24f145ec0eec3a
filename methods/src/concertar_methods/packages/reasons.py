"""Why this package: what holds the least constituency down, what is near its end, who gains.

Reasons are read off the table by the `Audit`, never off the search, so they hold whichever
way the package was found. Codes and their parameters stand in ``docs/methods/packages.md``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from concertar_methods.packages.answer import Package, Reason
from concertar_methods.packages.audit import Amounts, Audit

MOST_LISTED = 20
"""Of the single changes behind one reason, so many are named; their number is given in full."""


@dataclass(frozen=True, slots=True)
class Ties:
    """How many packages were equal for every party and constituency, and what decided."""

    packages: int
    decided_by: str


def explain(
    audit: Audit,
    package: Package,
    *,
    best: Amounts | None = None,
    ties: Ties | None = None,
    rival: Package | None = None,
    deep: bool = False,
) -> tuple[Reason, ...]:
    """The reasons for a package.

    Parameters
    ----------
    best : every party's greatest feasible gain, where known
    ties : what stood equal with the package, where counted
    rival : of the packages that give the least constituency more, the leximin; where sought
    deep : whether to look at every change of one issue (the leximin answer is looked at so)
    """
    reasons = [*_standing(audit, package), *_least(audit, package, best)]
    if deep:
        reasons += _single_changes(audit, package, best)
    if rival is not None:
        reasons += _rival(audit, package, rival, best)
    if ties is not None and ties.packages > 1:
        reasons.append(Reason("tied", {"packages": ties.packages, "decided_by": ties.decided_by}))
    reasons += _rooms(audit, package)
    reasons += _refusals(audit, package)
    return tuple(reasons)


def _standing(audit: Audit, package: Package) -> Iterator[Reason]:
    """How far the package is from going on as before, and for whom it is better."""
    quo = audit.table.status_quo
    changed = tuple(issue for issue, option in package.choice.items() if option != quo[issue])
    yield Reason("changes", {"issues": changed, "count": len(changed), "of": len(quo)})
    before = audit.values(quo)
    moves = {name: value - before[name] for name, value in package.values.items()}
    yield Reason(
        "against_status_quo",
        {
            "gain": {name: move for name, move in moves.items() if move > 0},
            "lose": {name: -move for name, move in moves.items() if move < 0},
            "same": tuple(name for name, move in moves.items() if move == 0),
        },
    )
    if not audit.binding:
        limits = tuple(dict.fromkeys(breach.name for breach in audit.breaches_without))
        if audit.table.fallback:
            yield Reason("fallback_unlawful", {"limits": limits})
        else:
            yield Reason("status_quo_unlawful", {"limits": limits})
        short = {name: -gain for name, gain in package.gains.items() if gain < 0}
        if short:
            yield Reason("shortfall", {"parties": short})


def _levels(audit: Audit, package: Package, best: Amounts | None) -> tuple[Amounts, Amounts]:
    """What is compared: of every party, and of every constituency."""
    parties = audit.compared(package.values, best)
    return parties, audit.constituencies(parties)


def _least(audit: Audit, package: Package, best: Amounts | None) -> Iterator[Reason]:
    parties, blocs = _levels(audit, package, best)
    if not blocs:
        return
    least = min(blocs, key=blocs.__getitem__)
    members = [p.name for p in audit.table.parties if p.constituency == least and p.name in parties]
    yield Reason(
        "least_constituency",
        {
            "constituency": least,
            "level": blocs[least],
            "party": min(members, key=parties.__getitem__),
            "also": tuple(n for n, level in blocs.items() if level == blocs[least] and n != least),
        },
    )


def _rival(
    audit: Audit, package: Package, rival: Package, best: Amounts | None
) -> Iterator[Reason]:
    """Who would pay if the least constituency were to get more."""
    _, blocs = _levels(audit, package, best)
    _, theirs = _levels(audit, rival, best)
    least = min(blocs, key=blocs.__getitem__)
    lowered = min(theirs, key=theirs.__getitem__)
    yield Reason(
        "raising_lowers",
        {
            "constituency": least,
            "level": blocs[least],
            "raised_to": theirs[least],
            "lowered": lowered,
            "from": blocs[lowered],
            "to": theirs[lowered],
        },
    )


def _single_changes(audit: Audit, package: Package, best: Amounts | None) -> Iterator[Reason]:
    """What stands in the way of each change of one issue that the least constituency wants."""
    _, blocs = _levels(audit, package, best)
    if not blocs:
        return
    least = min(blocs, key=blocs.__getitem__)
    stopped: dict[tuple[str, str], list[dict[str, str]]] = {}
    for issue in audit.table.issues:
        for option in issue.option_names:
            changed = dict(package.choice) | {issue.name: option}
            values = audit.values(changed)
            theirs = audit.constituencies(audit.compared(values, best))
            if theirs[least] <= blocs[least]:
                continue
            obstacle = next(audit.obstacles(changed, values), None)
            if obstacle is not None:
                key = (obstacle.kind, obstacle.name)
            else:
                key = ("constituency", min(theirs, key=theirs.__getitem__))
            stopped.setdefault(key, []).append({"issue": issue.name, "option": option})
    for (kind, name), changes in stopped.items():
        yield Reason(
            "stopped_by",
            {
                "constituency": least,
                "kind": kind,
                "name": name,
                "count": len(changes),
                "changes": tuple(changes[:MOST_LISTED]),
            },
        )


def _rooms(audit: Audit, package: Package) -> Iterator[Reason]:
    for room in audit.rooms(package.choice):
        yield Reason(
            "room",
            {
                "kind": room.kind,
                "name": room.name,
                "used": room.used,
                "most": room.most,
                "left": room.left,
            },
        )


def _refusals(audit: Audit, package: Package) -> Iterator[Reason]:
    """The parties whose signature is not required and that would not sign."""
    for party in audit.table.parties:
        if party.signature_required:
            continue
        refusals = audit.refusals(party, package.choice, package.values, binding=audit.binding)
        for refusal in refusals:
            params: dict[str, object] = {"party": party.name, "because": refusal.kind}
            if refusal.at is not None:
                params |= {"issue": refusal.at.issue, "option": refusal.at.option}
            if refusal.missing is not None:
                params["missing"] = refusal.missing._asdict()
            if refusal.amount is not None:
                params["amount"] = refusal.amount
            yield Reason("would_refuse", params)

"""Does the agreement stand? The rule the table declared when it opened, applied to the signatures.

Pure: data in, data out. What it answers can be computed again from the open data alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BINDS = frozenset({"consent", "reservation"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the rule: its code, whether it is met, and whom or how many it speaks of.

    `who` is the id of a party or the key of a constituency; `count` and `least` are signatures.
    """

    code: str
    is_met: bool
    who: str = ""
    count: int = 0
    least: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says, line by line, and which parties have not said anything yet."""

    reasons: tuple[Reason, ...]
    silent: tuple[str, ...]

    @property
    def stands(self) -> bool:
        return all(reason.is_met for reason in self.reasons)


def verdict(
    charter: Mapping[str, Any],
    signatures: Sequence[Mapping[str, str]],
    actors: Sequence[Mapping[str, Any]],
) -> Verdict:
    """Apply the charter's rule.

    Parameters
    ----------
    charter : the frozen charter of the table, as its canonical JSON says it
    signatures : `actor` (an id) and `kind` (consent, reservation, refusal), one for each party
    actors : `actor`, `constituency` (its key) and `empty_chair` of everybody at the table today

    The agreement stands when every party that must sign has signed, every constituency that must
    sign has the signature of at least one of its parties, and there are as many signatures as
    the rule asks for. A signature with a reservation counts where the rule allows reservations;
    a refusal never does.

    >>> rule = {"least_signatures": 1, "may_reserve": True, "must_sign": ["a"],
    ...         "required_constituencies": []}
    >>> seats = [{"actor": "a", "constituency": "state", "empty_chair": False}]
    >>> verdict({"rule": rule}, [{"actor": "a", "kind": "consent"}], seats).stands
    True
    """
    rule = charter["rule"]
    kinds = {one["actor"]: one["kind"] for one in signatures}
    counted = BINDS if rule["may_reserve"] else frozenset({"consent"})
    bound = {actor for actor, kind in kinds.items() if kind in counted}
    sides = {one["actor"]: one["constituency"] for one in actors}
    signed_sides = {sides[actor] for actor in bound if actor in sides}
    reasons = [
        *(_of_party(party, kinds, party in bound) for party in rule["must_sign"]),
        *(
            Reason("side_signed" if side in signed_sides else "side_missing",
                   side in signed_sides, side)
            for side in rule["required_constituencies"]
        ),
        _of_number(len(bound), rule["least_signatures"]),
    ]  # fmt: skip
    silent = [
        one["actor"] for one in actors if not one["empty_chair"] and one["actor"] not in kinds
    ]
    return Verdict(tuple(reasons), tuple(silent))


def _of_party(party: str, kinds: Mapping[str, str], is_bound: bool) -> Reason:
    if is_bound:
        return Reason("party_signed", is_met=True, who=party)
    code = "party_refused" if party in kinds else "party_missing"
    return Reason(code, is_met=False, who=party)


def _of_number(count: int, least: int) -> Reason:
    is_met = count >= least
    code = "enough_signatures" if is_met else "too_few_signatures"
    return Reason(code, is_met, count=count, least=least)

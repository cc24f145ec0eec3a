"""The engine's reasons as sentences: one teller for every code of an explanation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from concertar.site.command.language import gettext as _
from concertar.site.command.language import ngettext
from concertar.site.command.numbers import number
from concertar_methods.packages import Found

Params = Mapping[str, Any]


def sentences(found: Found) -> Iterator[str]:
    """Everything the explanation says, in its order."""
    for reason in found.explanation:
        yield from TELLERS[reason.code](reason.params)


def _changes(told: Params) -> Iterator[str]:
    yield ngettext(
        "%(count)s of %(of)s issues changes.", "%(count)s of %(of)s issues change.", told["count"]
    ) % {"count": told["count"], "of": told["of"]}


def _against_status_quo(told: Params) -> Iterator[str]:
    gain, lose, same = told["gain"], told["lose"], told["same"]
    if gain:
        yield _("Better off than as before: %(parties)s.") % {"parties": _amounts(gain, "+")}
    if lose:
        yield _("Worse off than as before: %(parties)s.") % {"parties": _amounts(lose, "-")}
    if same:
        yield _("Neither better nor worse off: %(parties)s.") % {"parties": _listing(same)}


def _least_constituency(told: Params) -> Iterator[str]:
    yield _(
        "The constituency that gets least is %(constituency)s, at %(level)s; the choice lifts the"
        " least as high as possible, then the next."
    ) % {"constituency": told["constituency"], "level": number(told["level"])}
    if told["party"] != told["constituency"]:
        yield _("Within it, %(party)s sets that level.") % {"party": told["party"]}
    if told["also"]:
        yield _("At the same level: %(constituencies)s.") % {
            "constituencies": _listing(told["also"])
        }


def _stopped_by(told: Params) -> Iterator[str]:
    listed = "; ".join(f"{c['issue']}: {c['option']}" for c in told["changes"])
    if told["count"] > len(told["changes"]):
        listed += "; …"
    yield OBSTACLES[told["kind"]]() % {
        "constituency": told["constituency"],
        "name": told["name"],
        "changes": listed,
    }


OBSTACLES: Mapping[str, Callable[[], str]] = {
    "limit": lambda: _("More for %(constituency)s would breach the limit “%(name)s”: %(changes)s."),
    "unknown_effect": lambda: _(
        "More for %(constituency)s would have an unknown effect under the limit “%(name)s”:"
        " %(changes)s."
    ),
    "budget": lambda: _(
        "More for %(constituency)s would exceed the budget of %(name)s: %(changes)s."
    ),
    "capacity": lambda: _(
        "More for %(constituency)s would exceed the capacity of %(name)s: %(changes)s."
    ),
    "requires": lambda: _(
        "More for %(constituency)s would lack what “%(name)s” requires: %(changes)s."
    ),
    "excludes": lambda: _(
        "More for %(constituency)s would clash with what “%(name)s” excludes: %(changes)s."
    ),
    "red_line": lambda: _(
        "More for %(constituency)s would cross a red line of %(name)s: %(changes)s."
    ),
    "condition": lambda: _(
        "More for %(constituency)s would break a condition of %(name)s: %(changes)s."
    ),
    "reservation": lambda: _(
        "More for %(constituency)s would leave %(name)s below its reservation: %(changes)s."
    ),
    "constituency": lambda: _(
        "More for %(constituency)s would press %(name)s down to that level or below it:"
        " %(changes)s."
    ),
}


def _raising_lowers(told: Params) -> Iterator[str]:
    yield _(
        "The best way to raise %(constituency)s, to %(raised_to)s, would take %(lowered)s from"
        " %(from)s down to %(to)s."
    ) % {
        "constituency": told["constituency"],
        "raised_to": number(told["raised_to"]),
        "lowered": told["lowered"],
        "from": number(told["from"]),
        "to": number(told["to"]),
    }


def _tied(told: Params) -> Iterator[str]:
    deciders = {
        "changes": _("the fewest changes"),
        "cost": _("the lowest cost"),
        "listed_first": _("the order of the list"),
    }
    yield _("%(packages)s packages are equal for everybody; %(decider)s decided.") % {
        "packages": number(told["packages"]),
        "decider": deciders[told["decided_by"]],
    }


def _room(told: Params) -> Iterator[str]:
    if told["used"] is None:
        return
    kinds = {
        "limit": _("Limit “%(name)s”: %(used)s at worst, %(most)s allowed, %(left)s left."),
        "budget": _("Budget of %(name)s: %(used)s of %(most)s spent, %(left)s left."),
        "capacity": _("Capacity of %(name)s: %(used)s of %(most)s taken, %(left)s left."),
    }
    amounts = {key: number(told[key]) for key in ("used", "most", "left")}
    yield kinds[told["kind"]] % {"name": told["name"], **amounts}


def _status_quo_unlawful(told: Params) -> Iterator[str]:
    yield _(
        "Going on as before is not a lawful alternative: it breaches %(limits)s. Reservations"
        " therefore do not bind."
    ) % {"limits": _listing(told["limits"])}


def _fallback_unlawful(told: Params) -> Iterator[str]:
    yield _(
        "What was declared to happen without an agreement is not lawful either: it breaches"
        " %(limits)s. Reservations therefore do not bind; declare a lawful fallback."
    ) % {"limits": _listing(told["limits"])}


def _shortfall(told: Params) -> Iterator[str]:
    yield _("Below their reservation: %(parties)s.") % {"parties": _amounts(told["parties"], "-")}


def _would_refuse(told: Params) -> Iterator[str]:
    if told["because"] == "red_line":
        yield (
            _(
                "%(party)s, whose signature is not required, would refuse: “%(option)s” of"
                " “%(issue)s” is a red line."
            )
            % told
        )
    elif told["because"] == "condition":
        yield _(
            "%(party)s, whose signature is not required, would refuse: “%(option)s” of"
            " “%(issue)s” is acceptable only with “%(wanted)s” of “%(wanted_issue)s”."
        ) % {
            "party": told["party"],
            "option": told["option"],
            "issue": told["issue"],
            "wanted": told["missing"]["option"],
            "wanted_issue": told["missing"]["issue"],
        }
    else:
        yield _(
            "%(party)s, whose signature is not required, would refuse: it stays %(amount)s points"
            " below its reservation."
        ) % {"party": told["party"], "amount": number(told["amount"])}


def _proven_within(told: Params) -> Iterator[str]:
    yield _("The proof holds to within %(points)s points: the numbers have many digits.") % {
        "points": f"{float(told['points']):.6f}"
    }


def _ties_open(told: Params) -> Iterator[str]:  # noqa: ARG001 - it has no parameters
    yield _("Another package may be just as good, with fewer changes, cheaper or listed first.")


def _listing(names: Sequence[str]) -> str:
    """Names in a row: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _amounts(amounts: Mapping[str, Fraction], sign: str) -> str:
    return _listing([f"{name} ({sign}{number(amount)})" for name, amount in amounts.items()])


TELLERS: Mapping[str, Callable[[Params], Iterator[str]]] = {
    "changes": _changes,
    "against_status_quo": _against_status_quo,
    "least_constituency": _least_constituency,
    "stopped_by": _stopped_by,
    "raising_lowers": _raising_lowers,
    "tied": _tied,
    "room": _room,
    "status_quo_unlawful": _status_quo_unlawful,
    "fallback_unlawful": _fallback_unlawful,
    "shortfall": _shortfall,
    "would_refuse": _would_refuse,
    "proven_within": _proven_within,
    "ties_open": _ties_open,
}

"""What a search tells the facilitator, in sentences: it may name parties, and nobody else reads it.

`price_sentences` are also for the party whose red lines they are about: of others they say nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertar.kit.numbers import said_count, said_money, said_number
from concertar.tables.models import Actor
from concertar.tables.models.disclosure import Price
from concertar.tables.models.facts import Facts
from concertar.tables.sentences import in_units, listing, points

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What the engine's keys are called on the page."""

    parties: Mapping[str, str]
    sides: Mapping[str, str]
    issues: Mapping[str, str]
    options: Mapping[tuple[str, str], str]
    limits: Mapping[str, tuple[str, str]]  # its name and the unit of its indicator
    units: Mapping[str, str]  # of each bearer's capacity
    currency: str

    def obstacle(self, kind: str, name: str) -> str:
        if kind in ("limit", "unknown_effect"):
            return self.limits[name][0]
        if kind in ("requires", "excludes"):
            return self.issues[name]
        return self.sides[name] if kind == "constituency" else self.parties[name]

    def change(self, change: Told) -> str:
        issue, option = change["issue"], change["option"]
        return f"{self.issues[issue]}: {self.options[issue, option]}"


def names_of(facts: Facts) -> Names:
    parties = {str(actor.pk): actor for actor in facts.actors}
    return Names(
        parties={key: actor.seat.institution.name for key, actor in parties.items()},
        sides={
            actor.seat.constituency.key: actor.seat.constituency.said("name").text
            for actor in facts.actors
        },
        issues={issue.key: issue.said("title").text for issue in facts.issues},
        options={
            (issue.key, option.key): option.said("title").text
            for issue in facts.issues
            for option in facts.options[issue.pk]
        },
        limits={
            line.key: (line.limit.said("name").text, line.limit.indicator.said("unit").text)
            for line in facts.lines
        },
        units={
            key: actor.capacity.said("unit").text
            for key, actor in parties.items()
            if hasattr(actor, "capacity")
        },
        currency=facts.table.currency,
    )


def search_sentences(answer: Told, names: Names) -> Iterator[str]:
    """How far the search went, and why its fairest package is the one it is."""
    yield ngettext(
        "There is %(count)s possible package.",
        "There are %(count)s possible packages.",
        answer["outcomes"],
    ) % {"count": said_count(answer["outcomes"])}
    if answer["feasible"] is None:
        yield _("The time ran out before a package was found or ruled out; allow more seconds.")
    elif not answer["feasible"]:
        yield from obstacle_sentences(answer["obstacles"], names)
    elif answer["feasible_count"] is not None:
        yield ngettext(
            "%(count)s keeps to every limit, budget and demand.",
            "%(count)s keep to every limit, budget and demand.",
            answer["feasible_count"],
        ) % {"count": said_number(answer["feasible_count"])}
    if answer.get("is_cut"):
        yield _(
            "The time ran out before everything around the search was asked: of some parties what "
            "their red lines cost, or what stands in the way. With more seconds more is known."
        )
    found = answer["leximin"]
    if found is None:
        return
    if found["proven"]:
        yield _("The fairest is proven, not estimated.")
    else:
        yield _(
            "The fairest is the best found so far; with more seconds there may be a better one."
        )
    for reason in found["explanation"]:
        yield from TELLERS[reason["code"]](reason, names)


def obstacle_sentences(obstacles: Told, names: Names) -> Iterator[str]:
    """Why there is no package: a limit, or whose demands stand against each other."""
    yield _("No package is feasible.")
    if obstacles["kind"] == "limits":
        limits = listing([f"“{names.limits[key][0]}”" for key in obstacles["limits"]])
        if limits:
            yield _(
                "No combination of options keeps to %(limits)s: the table needs options that do "
                "more, or better known effects."
            ) % {"limits": limits}
        else:
            yield _("What the options require and exclude leaves no combination; look through it.")
        return
    said = [
        *(names.parties[key] for key in obstacles["parties"]),
        *(
            _("the budget of %(name)s") % {"name": names.parties[key]}
            for key in obstacles["budgets"]
        ),
        *(
            _("the capacity of %(name)s") % {"name": names.parties[key]}
            for key in obstacles["capacities"]
        ),
    ]
    yield _("The limits leave packages, but what is demanded cannot be had together.")
    if said:
        yield _("There would be one without the demands of any one of these: %(names)s.") % {
            "names": listing(said)
        }
        yield _("Speak with them apart: a red line, a condition or a least value could move.")
    else:
        yield _("No single demand is the cause: at least two would have to move.")


def price_sentences(price: Price) -> Iterator[str]:
    """What a party's red lines cost it, and whether they cost the table its packages."""
    yield ngettext(
        "%(count)s option is marked as unacceptable.",
        "%(count)s options are marked as unacceptable.",
        price.red_lines,
    ) % {"count": said_number(price.red_lines)}
    if price.would_be is None:
        yield _("What would be found without that is not known: the time ran out.")
    elif not price.would_be:
        yield _("Without that there would be no package either.")
    elif not price.is_found:
        yield _("Without that there would be a package; with it there is none.")
    elif price.is_same:
        yield _("Without that the same package would go first: it costs nothing.")
    elif price.now is not None and price.then is not None:
        yield _(
            "Without that another package would go first: worth %(then)s points of 100 to "
            "%(institution)s, instead of %(now)s."
        ) % {
            "institution": price.institution,
            "then": points(price.then),
            "now": points(price.now),
        }


def price_to_the_table(answer: Told, actor: Actor) -> Iterator[str]:
    """What the red lines of one party cost whoever gains least: for the facilitator alone."""
    found, price = answer["leximin"], answer["prices"].get(str(actor.pk), {})
    if found is None or "least" not in price:
        return
    now = min((Fraction(gain) for gain in found["constituencies"].values()), default=Fraction(0))
    then = Fraction(price["least"])
    if then != now:
        yield _("The side that gains least would gain %(then)s points instead of %(now)s.") % {
            "then": points(then),
            "now": points(now),
        }


# The reasons of the engine, one teller for each code


def _changes(told: Told, names: Names) -> Iterator[str]:  # noqa: ARG001
    yield ngettext(
        "It changes %(count)s of %(of)s issues.", "It changes %(count)s of %(of)s issues.",
        told["count"],
    ) % {"count": told["count"], "of": told["of"]}  # fmt: skip


def _against_status_quo(told: Told, names: Names) -> Iterator[str]:
    if told["gain"]:
        yield _("Better than going on as today for: %(parties)s.") % {
            "parties": _amounts(told["gain"], names, "+")
        }
    if told["lose"]:
        yield _("Worse than going on as today for: %(parties)s.") % {
            "parties": _amounts(told["lose"], names, "−")
        }
    if told["same"]:
        yield _("Neither better nor worse than today for: %(parties)s.") % {
            "parties": listing([names.parties[key] for key in told["same"]])
        }


def _least_constituency(told: Told, names: Names) -> Iterator[str]:
    yield _("The side that gains least is %(side)s, with %(level)s; %(party)s sets that level.") % {
        "side": names.sides[told["constituency"]],
        "level": points(Fraction(told["level"])),
        "party": names.parties[told["party"]],
    }
    if told["also"]:
        yield _("At the same level: %(sides)s.") % {
            "sides": listing([names.sides[key] for key in told["also"]])
        }


def _stopped_by(told: Told, names: Names) -> Iterator[str]:
    changes = "; ".join(names.change(change) for change in told["changes"])
    if told["count"] > len(told["changes"]):
        changes += "; …"
    yield OBSTACLES[told["kind"]]() % {
        "side": names.sides[told["constituency"]],
        "name": names.obstacle(told["kind"], told["name"]),
        "changes": changes,
    }


OBSTACLES: Mapping[str, Callable[[], str]] = {
    "limit": lambda: _("More for %(side)s would break “%(name)s”: %(changes)s."),
    "unknown_effect": lambda: _(
        "More for %(side)s would have an unknown effect under “%(name)s”: %(changes)s."
    ),
    "budget": lambda: _("More for %(side)s would exceed the budget of %(name)s: %(changes)s."),
    "capacity": lambda: _("More for %(side)s would exceed the capacity of %(name)s: %(changes)s."),
    "requires": lambda: _("More for %(side)s would lack what “%(name)s” requires: %(changes)s."),
    "excludes": lambda: _("More for %(side)s would meet what “%(name)s” excludes: %(changes)s."),
    "red_line": lambda: _("More for %(side)s would cross a red line of %(name)s: %(changes)s."),
    "condition": lambda: _("More for %(side)s would break a condition of %(name)s: %(changes)s."),
    "reservation": lambda: _(
        "More for %(side)s would leave %(name)s below its least acceptable value: %(changes)s."
    ),
    "constituency": lambda: _(
        "More for %(side)s would press %(name)s down to that level or below it: %(changes)s."
    ),
}


def _raising_lowers(told: Told, names: Names) -> Iterator[str]:
    yield _(
        "The best way to raise %(side)s, to %(raised)s, would take %(lowered)s from %(before)s "
        "down to %(after)s."
    ) % {
        "side": names.sides[told["constituency"]],
        "raised": points(Fraction(told["raised_to"])),
        "lowered": names.sides[told["lowered"]],
        "before": points(Fraction(told["from"])),
        "after": points(Fraction(told["to"])),
    }


def _tied(told: Told, names: Names) -> Iterator[str]:  # noqa: ARG001
    deciders = {
        "changes": _("the one with fewest changes was taken"),
        "cost": _("the cheapest was taken"),
        "listed_first": _("the one listed first was taken"),
    }
    yield _("%(packages)s packages are equal for everybody: %(decider)s.") % {
        "packages": said_number(told["packages"]),
        "decider": deciders[told["decided_by"]],
    }


def _room(told: Told, names: Names) -> Iterator[str]:
    if told["used"] is None:
        return
    used, most, left = (Fraction(str(told[key])) for key in ("used", "most", "left"))
    name = names.obstacle(told["kind"], told["name"])
    if told["kind"] == "budget":
        yield _("Of the budget of %(name)s, %(used)s of %(most)s are used.") % {
            "name": name,
            "used": said_money(int(used), names.currency),
            "most": said_money(int(most), names.currency),
        }
        return
    is_limit = told["kind"] == "limit"
    places = 1 if is_limit else 0
    amounts = {
        "used": said_number(used, places=places),
        "most": said_number(most, places=places),
        "left": said_number(left, places=1, unit=names.limits[told["name"]][1])
        if is_limit
        else in_units(left, names.units[told["name"]]),
    }
    if is_limit:
        yield _("“%(name)s”: %(used)s at worst; the limit is %(most)s; %(left)s are left.") % {
            "name": name, **amounts
        }  # fmt: skip
    else:
        yield _("Capacity of %(name)s: %(used)s of %(most)s are used; %(left)s are left.") % {
            "name": name, **amounts
        }  # fmt: skip


def _status_quo_unlawful(told: Told, names: Names) -> Iterator[str]:
    yield _(
        "Going on as today breaks %(limits)s, and nothing lawful was declared to hold without an "
        "agreement: nobody's least acceptable value binds."
    ) % {"limits": listing([f"“{names.limits[key][0]}”" for key in told["limits"]])}


def _fallback_unlawful(told: Told, names: Names) -> Iterator[str]:
    yield _(
        "What was declared to hold without an agreement breaks %(limits)s: nobody's least "
        "acceptable value binds."
    ) % {"limits": listing([f"“{names.limits[key][0]}”" for key in told["limits"]])}


def _shortfall(told: Told, names: Names) -> Iterator[str]:
    yield _("Below their least acceptable value: %(parties)s.") % {
        "parties": _amounts(told["parties"], names, "−")
    }


def _would_refuse(told: Told, names: Names) -> Iterator[str]:
    party = names.parties[told["party"]]
    if told["because"] == "red_line":
        why = _("“%(change)s” is a red line") % {"change": names.change(told)}
    elif told["because"] == "condition":
        why = _("“%(change)s” lacks its condition “%(wanted)s”") % {
            "change": names.change(told),
            "wanted": names.change(told["missing"]),
        }
    else:
        why = _("it stays %(amount)s points below its least acceptable value") % {
            "amount": points(Fraction(told["amount"]))
        }
    yield _("%(party)s, whose signature is not required, would refuse: %(why)s.") % {
        "party": party,
        "why": why,
    }


def _proven_within(told: Told, names: Names) -> Iterator[str]:  # noqa: ARG001
    yield _("The proof holds to within %(points)s points.") % {
        "points": said_number(Fraction(told["points"]), places=6)
    }


def _ties_open(told: Told, names: Names) -> Iterator[str]:  # noqa: ARG001
    yield _("Another package may be just as good, with fewer changes, cheaper or listed first.")


def _amounts(amounts: Mapping[str, Any], names: Names, sign: str) -> str:
    return listing(
        [
            f"{names.parties[key]} ({sign}{points(Fraction(amount))})"
            for key, amount in amounts.items()
        ]
    )


TELLERS: Mapping[str, Callable[[Told, Names], Iterator[str]]] = {
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

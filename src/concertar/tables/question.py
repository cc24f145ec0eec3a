"""From the rows of a table to the document that the engine reads, and its answer back.

Names in the document are keys and ids, never what people wrote: parties, payers and bearers by the
id of their actor, issues and options by their keys. The same rows give the same document.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from concertar.kit import canonical
from concertar.kit.access import Refused
from concertar.tables.models import Actor, Issue, Option
from concertar.tables.models.answers import TOP, Answers, Mark
from concertar.tables.models.facts import Chosen, Facts, Line, Range, Ties
from concertar_methods.packages import Answer, Found
from concertar_methods.packages import Package as FoundPackage

Document = dict[str, Any]
RULES = ("leximin", "nash", "kalai_smorodinsky", "greatest_sum")


def question_of(facts: Facts, ties: Ties, sheets: Mapping[UUID, Answers]) -> Document:
    """What the engine is asked: the table, and one sheet for each party that came."""
    open_, required = _choosable(facts, ties), required_signers(facts)
    return matter_of(facts, ties) | {
        "parties": [_party(actor, sheets[actor.pk], facts, required) for actor in facts.parties],
        "scores": {
            str(actor.pk): _scores(sheets[actor.pk], open_, facts) for actor in facts.parties
        },
    }


def matter_of(facts: Facts, ties: Ties) -> Document:
    """What the engine is asked about, whoever answers: options, figures and limits."""
    open_ = _choosable(facts, ties)
    declared = json.loads(facts.table.charter.text)["packages"]
    matter: Document = {
        "scale": TOP,
        "aggregate": declared["aggregate"],
        "compare": declared["compare"],
        "issues": [_issue(issue, open_, facts, ties) for issue in facts.issues],
        "limits": [_limit(line) for line in _lines(facts)],
        "budgets": {str(a.pk): a.budget.amount for a in facts.actors if hasattr(a, "budget")},
        "capacities": {
            str(a.pk): a.capacity.amount for a in facts.actors if hasattr(a, "capacity")
        },
    }
    if facts.declares_fallback:
        matter["fallback"] = _fallback(facts, open_)
    return matter


def digest_of(question: Document) -> str:
    """The hash that says whether two questions are one. Of few, guessable answers: never shown."""
    return canonical.sha256_of(canonical.text_of(question))


def required_signers(facts: Facts) -> frozenset[UUID]:
    """Whose demands bind: who must sign, and who alone speaks for a side that must.

    Where nobody is named, everybody is sought, and everybody's demands bind.
    """
    rule = json.loads(facts.table.charter.text)["rule"]
    sides: dict[str, list[UUID]] = {}
    for actor in facts.parties:
        sides.setdefault(actor.seat.constituency.key, []).append(actor.pk)
    alone = {
        members[0]
        for side, members in sides.items()
        if side in rule["required_constituencies"] and len(members) == 1
    }
    named = {actor.pk for actor in facts.parties if actor.must_sign} | alone
    return frozenset(named) or frozenset(actor.pk for actor in facts.parties)


def _choosable(facts: Facts, ties: Ties) -> dict[UUID, Option]:
    """The options a package may take: not withdrawn, and not in need of one that was."""
    chosen = {option.pk: option for issue in facts.issues for option in facts.live(issue)}
    while gone := [
        key
        for key, option in chosen.items()
        if not option.is_status_quo and not ties.requires.get(key, frozenset()) <= set(chosen)
    ]:
        for key in gone:
            del chosen[key]
    return chosen


def _party(actor: Actor, answers: Answers, facts: Facts, required: Collection[UUID]) -> Document:
    party: Document = {
        "name": str(actor.pk),
        "constituency": actor.seat.constituency.key,
        "signature": "required" if actor.pk in required else "optional",
    }
    if answers.weights:
        party["weights"] = {issue.key: _number(answers.weights[issue.pk]) for issue in facts.issues}
    if answers.reservation is not None:
        party["reservation"] = _number(answers.reservation)
    return party


def _issue(issue: Issue, open_: Mapping[UUID, Option], facts: Facts, ties: Ties) -> Document:
    options = [option for option in facts.options[issue.pk] if option.pk in open_]
    if len(options) < 2:
        raise Refused("issue_without_options", issue=issue.said("title").text)
    moved = {line.limit.indicator for line in _lines(facts)}
    affects = sorted(one.slug for one in moved if one.pk in facts.affects[issue.pk])
    return {
        "name": issue.key,
        "status_quo": next(option.key for option in options if option.is_status_quo),
        "affects": affects,
        "options": [_option(option, open_, facts, ties) for option in options],
    }


def _option(option: Option, open_: Mapping[UUID, Option], facts: Facts, ties: Ties) -> Document:
    effects = {}
    for line in _lines(facts):
        indicator = line.limit.indicator
        found = facts.effects.get((option.pk, indicator.pk))
        moves = indicator.pk in facts.affects[option.issue_id]
        if found is not None and moves and not option.is_status_quo:
            effects[indicator.slug] = _range(found)
    return {
        "name": option.key,
        "cost": _amounts(facts.costs.get(option.pk, {})),
        "load": _amounts(facts.loads.get(option.pk, {})),
        "effects": effects,
        "requires": _others(ties.requires.get(option.pk, ()), open_, facts),
        "excludes": _others(ties.excludes.get(option.pk, ()), open_, facts),
    }


def _others(keys: Collection[UUID], open_: Mapping[UUID, Option], facts: Facts) -> list[Document]:
    named = [_named(open_[key], facts) for key in keys if key in open_]
    return sorted(named, key=lambda one: (one["issue"], one["option"]))


def _named(option: Option, facts: Facts) -> Document:
    issue = next(issue for issue in facts.issues if issue.pk == option.issue_id)
    return {"issue": issue.key, "option": option.key}


def _scores(answers: Answers, open_: Mapping[UUID, Option], facts: Facts) -> Document:
    return {
        issue.key: {
            option.key: _score(answers.marks[option.pk], open_, facts)
            for option in facts.options[issue.pk]
            if option.pk in open_
        }
        for issue in facts.issues
    }


def _score(mark: Mark, open_: Mapping[UUID, Option], facts: Facts) -> Any:
    """A condition on what can no longer be chosen can never be met: as good as a red line."""
    if mark.points is None or any(key not in open_ for key in mark.only_if):
        return "unacceptable"
    if not mark.only_if:
        return mark.points
    return {"score": mark.points, "only_if": _others(mark.only_if, open_, facts)}


def _lines(facts: Facts) -> Iterator[Line]:
    for line in facts.lines:
        if line.baseline is None:
            raise Refused("baseline_missing", limit=line.limit.said("name").text)
        yield line


def _limit(line: Any) -> Document:
    return {
        "name": line.key,
        "indicator": line.limit.indicator.slug,
        "baseline": _range(line.baseline),
        "operator": line.operator,
        "value": _number(line.value),
    }


def _fallback(facts: Facts, open_: Mapping[UUID, Option]) -> Document:
    found = {}
    chosen = facts.fallback()
    for issue in facts.issues:
        option = chosen[issue.pk]
        if option.pk not in open_:
            raise Refused("fallback_withdrawn", issue=issue.said("title").text)
        found[issue.key] = option.key
    return found


def _amounts(amounts: Mapping[UUID, int]) -> Document:
    return {
        str(who): amount for who, amount in sorted(amounts.items(), key=lambda one: str(one[0]))
    }


def _range(found: Range) -> list[str]:
    return [_number(end) for end in found]


def _number(number: Any) -> str:
    return f"{number.normalize():f}"


# The answer, back


def choice_of(chosen: Chosen, facts: Facts) -> dict[str, str]:
    """A package in the engine's words."""
    return {issue.key: chosen[issue.pk].key for issue in facts.issues}


def chosen_by(choice: Mapping[str, str], facts: Facts) -> dict[UUID, Option]:
    """A package in ours; refused where the table has changed under it."""
    found = {}
    for issue in facts.issues:
        wanted = choice.get(issue.key)
        option = next((one for one in facts.live(issue) if one.key == wanted), None)
        if option is None:
            raise Refused("option_not_there", issue=issue.said("title").text)
        found[issue.pk] = option
    return found


def kept(answer: Answer) -> Document:
    """The answer to be stored: exact numbers as text; the whole front would fill the database."""
    return {
        "feasible": answer.feasible,
        "outcomes": answer.outcomes,
        "feasible_count": answer.feasible_count,
        "reservations": answer.reservations,
        **{rule: _found(getattr(answer, rule)) for rule in RULES},
    }


def _found(found: Found | None) -> Document | None:
    if found is None:
        return None
    reasons = [{"code": one.code} | _plain(dict(one.params)) for one in found.explanation]
    return _package(found.package) | {
        "proven": found.proven,
        "bound": _plain(found.bound),
        "gap": _plain(found.gap),
        "explanation": reasons,
    }


def _package(package: FoundPackage) -> Document:
    return {
        "choice": dict(package.choice),
        "values": _plain(package.values),
        "gains": _plain(package.gains),
        "constituencies": _plain(package.constituencies),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value

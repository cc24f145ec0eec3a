"""From JSON to a table: every member checked, every refusal with its place.

The form is the input of ``concertar packages``. What contradicts itself is refused here, so
that the search meets sound tables only. Names are compared in Unicode's composed form (NFC)
and refused when they hide characters; numbers are read exactly.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast

from concertar_methods.packages.document import Node, nearest, parse
from concertar_methods.packages.fallback import check_fallback
from concertar_methods.packages.model import (
    Aggregate,
    Choice,
    Compare,
    Issue,
    Limit,
    Operator,
    Option,
    Party,
    Range,
    Score,
    Table,
)

MAX_ISSUES = 500
MAX_OPTIONS = 200
MAX_PARTIES = 500
MAX_LIMITS = 200
MAX_LINKS = 1000
MAX_SCORES = 200_000

POINTS = Fraction(100)
"""What a party that gives no weights spreads equally over the issues."""

_TABLE = (
    *("scale", "aggregate", "compare", "parties", "issues", "scores"),
    *("limits", "fallback", "budgets", "capacities"),
)
_PARTY = ("name", "constituency", "signature", "weights", "reservation")
_ISSUE = ("name", "status_quo", "affects", "options")
_OPTION = ("name", "cost", "load", "effects", "requires", "excludes")
_LIMIT = ("name", "indicator", "baseline", "operator", "value")

Options = Mapping[str, tuple[str, ...]]
"""The names of the options of every issue, to check references against."""


def read_table(source: str | bytes | Mapping[str, object]) -> Table:
    """Read a table from JSON text, or from the mapping such a text stands for.

    Parameters
    ----------
    source : UTF-8 bytes, text, or a mapping
        At most 5 MB of text; 500 issues, 200 options an issue, 500 parties and 200,000
        scores. Numbers are integers, or decimals or fractions as text; numbers of a JSON
        text, and floats of a mapping, are read exactly as they are written.

    Raises
    ------
    MethodError
        With the `place` in the document (``issues[3].options[1].cost.city``), or the
        `line` and `column` where the text is no JSON.

    Examples
    --------
    >>> table = read_table('''{"parties": [{"name": "A", "constituency": "state"}],
    ...   "issues": [{"name": "site", "status_quo": "none",
    ...               "options": [{"name": "none"}, {"name": "north"}]}],
    ...   "scores": {"A": {"site": {"none": 0, "north": 4}}}}''')
    >>> table.parties[0].weights["site"]
    Fraction(100, 1)
    """
    top = Node(source) if isinstance(source, Mapping) else parse(source)
    members = top.members(needed=("parties", "issues", "scores"), allowed=_TABLE)
    issues = _issues(members["issues"])
    options = {issue.name: issue.option_names for issue in issues}
    _links(members["issues"], options)
    scale = members["scale"].not_negative() if "scale" in members else Fraction(4)
    if scale == 0:
        members["scale"].refuse("scale_not_positive")
    table = Table(
        scale=scale,
        aggregate=cast(Aggregate, _word(members, "aggregate", ("min", "mean"))),
        compare=cast(Compare, _word(members, "compare", ("gain", "value", "relative"))),
        parties=_parties(members["parties"], members["scores"], issues, scale),
        issues=issues,
        limits=_limits(members["limits"]) if "limits" in members else (),
        fallback=_fallback(members["fallback"], options) if "fallback" in members else {},
        budgets=_amounts(members.get("budgets")),
        capacities=_amounts(members.get("capacities")),
    )
    check_fallback(table)
    return table


def _word(members: Mapping[str, Node], key: str, words: tuple[str, ...]) -> str:
    return members[key].one_of(words) if key in members else words[0]


def _amounts(node: Node | None) -> dict[str, Fraction]:
    return {} if node is None else {key: n.not_negative() for key, n in node.entries().items()}


def _distinct(nodes: Iterable[Node], taken: set[str]) -> None:
    """Refuse the second of two names that look the same."""
    for node in nodes:
        seen = " ".join(node.name().split())
        if seen in taken:
            node.refuse("repeated_name", name=seen)
        taken.add(seen)


# Issues and options


def _issues(node: Node) -> tuple[Issue, ...]:
    items = node.items(least=1, most=MAX_ISSUES)
    rows = [
        item.members(needed=("name", "status_quo", "options"), allowed=_ISSUE) for item in items
    ]
    _distinct((row["name"] for row in rows), set())
    return tuple(_issue(row) for row in rows)


def _issue(row: Mapping[str, Node]) -> Issue:
    affects = frozenset(_names(row["affects"])) if "affects" in row else frozenset()
    items = row["options"].items(least=2, most=MAX_OPTIONS)
    rows = [item.members(needed=("name",), allowed=_OPTION) for item in items]
    _distinct((option["name"] for option in rows), set())
    status_quo = row["status_quo"].name()
    names = [option["name"].name() for option in rows]
    if status_quo not in names:
        row["status_quo"].refuse("unknown_option", **_meant(status_quo, names))
    options = tuple(_option(option, affects, status_quo) for option in rows)
    return Issue(row["name"].name(), status_quo, affects, options)


def _names(node: Node) -> list[str]:
    nodes = node.items(most=MAX_LIMITS)
    _distinct(nodes, set())
    return [item.name() for item in nodes]


def _option(row: Mapping[str, Node], affects: frozenset[str], status_quo: str) -> Option:
    name = row["name"].name()
    effects: dict[str, Range] = {}
    for indicator, node in row["effects"].entries().items() if "effects" in row else ():
        if indicator not in affects:
            node.refuse("effect_not_in_affects", **_meant(indicator, affects))
        effects[indicator] = _range(node)
        if name == status_quo and any(effects[indicator]):
            node.refuse("status_quo_with_effect", indicator=indicator)
    return Option(
        name=name,
        costs=_amounts(row.get("cost")),
        loads=_amounts(row.get("load")),
        effects=effects,
        requires=_choices(row.get("requires")),
        excludes=_choices(row.get("excludes")),
    )


def _range(node: Node) -> Range:
    """Low, likely and high; one number stands for all three."""
    if not isinstance(node.value, list | tuple):
        number = node.number()
        return Range(number, number, number)
    if len(node.value) != 3:
        node.refuse("range_not_of_three", found=len(node.value))
    found = Range(*(item.number() for item in node.items(most=3)))
    if not found.low <= found.likely <= found.high:
        node.refuse("range_not_ordered")
    return found


# References from one option to another


def _choices(node: Node | None) -> tuple[Choice, ...]:
    if node is None:
        return ()
    return tuple(choice for choice, _ in _read_choices(node))


def _read_choices(node: Node) -> list[tuple[Choice, dict[str, Node]]]:
    found = []
    for item in node.items(most=MAX_LINKS):
        row = item.members(needed=("issue", "option"), allowed=("issue", "option"))
        found.append((Choice(row["issue"].name(), row["option"].name()), row))
    return found


def _links(node: Node, options: Options) -> None:
    """Check `requires` and `excludes` against the issues, now that all are known."""
    for issue in node.items(most=MAX_ISSUES):
        row = issue.members(allowed=_ISSUE)
        own = row["name"].name()
        for item in row["options"].items(most=MAX_OPTIONS):
            option = item.members(allowed=_OPTION)
            required: dict[str, str] = {}
            if "requires" in option:
                required = _together(option["requires"], own, options)
            if "excludes" in option:
                for choice, place in _checked(option["excludes"], own, options):
                    if required.get(choice.issue) == choice.option:
                        place.refuse("required_and_excluded", **choice._asdict())


def _checked(node: Node, own: str, options: Options) -> list[tuple[Choice, Node]]:
    """The choices of a list that are real options of other issues."""
    found = []
    for choice, row in _read_choices(node):
        if choice.issue not in options:
            row["issue"].refuse("unknown_issue", **_meant(choice.issue, options))
        if choice.option not in options[choice.issue]:
            row["option"].refuse("unknown_option", **_meant(choice.option, options[choice.issue]))
        if choice.issue == own:
            row["issue"].refuse("own_issue", issue=own)
        found.append((choice, row["option"]))
    return found


def _together(node: Node, own: str, options: Options) -> dict[str, str]:
    """The choices that must all be in: never two options of one issue."""
    wanted: dict[str, str] = {}
    for choice, place in _checked(node, own, options):
        other = wanted.setdefault(choice.issue, choice.option)
        if other != choice.option:
            place.refuse(
                "two_options_at_once", issue=choice.issue, option=choice.option, other=other
            )
    return wanted


def _meant(name: str, known: Iterable[str]) -> dict[str, str | None]:
    return {"name": name, "suggestion": nearest(name, known)}


# Parties and scores


def _parties(
    node: Node, scores: Node, issues: tuple[Issue, ...], scale: Fraction
) -> tuple[Party, ...]:
    items = node.items(least=1, most=MAX_PARTIES)
    rows = [item.members(needed=("name", "constituency"), allowed=_PARTY) for item in items]
    _distinct((row["name"] for row in rows), set())
    cells = len(rows) * sum(len(issue.options) for issue in issues)
    if cells > MAX_SCORES:
        node.refuse("table_too_large", most=MAX_SCORES, found=cells)
    names = [row["name"].name() for row in rows]
    given = scores.entries()
    for name, place in given.items():
        if name not in names:
            place.refuse("unknown_party", **_meant(name, names))
    for name in names:
        if name not in given:
            scores.refuse("score_missing", name=name)
    return tuple(_party(row, given[row["name"].name()], issues, scale) for row in rows)


def _party(
    row: Mapping[str, Node], scores: Node, issues: tuple[Issue, ...], scale: Fraction
) -> Party:
    reservation = row["reservation"].not_negative() if "reservation" in row else None
    return Party(
        name=row["name"].name(),
        constituency=row["constituency"].name(),
        signature_required=_word(row, "signature", ("required", "optional")) == "required",
        weights=_weights(row.get("weights"), issues),
        reservation=reservation,
        scores=_scores(scores, issues, scale),
    )


def _weights(node: Node | None, issues: tuple[Issue, ...]) -> dict[str, Fraction]:
    names = [issue.name for issue in issues]
    if node is None:
        return dict.fromkeys(names, POINTS / len(names))
    given = node.entries()
    for name, place in given.items():
        if name not in names:
            place.refuse("unknown_issue", **_meant(name, names))
    for name in names:
        if name not in given:
            node.refuse("weight_missing", name=name)
    weights = {name: given[name].not_negative() for name in names}
    if not any(weights.values()):
        node.refuse("weights_all_zero")
    return weights


def _scores(node: Node, issues: tuple[Issue, ...], scale: Fraction) -> dict[str, dict[str, Score]]:
    options = {issue.name: issue.option_names for issue in issues}
    given = node.entries()
    for name, place in given.items():
        if name not in options:
            place.refuse("unknown_issue", **_meant(name, options))
    found: dict[str, dict[str, Score]] = {}
    for issue in issues:
        if issue.name not in given:
            node.refuse("score_missing", name=issue.name)
        row = given[issue.name].entries()
        for name, place in row.items():
            if name not in options[issue.name]:
                place.refuse("unknown_option", **_meant(name, options[issue.name]))
        found[issue.name] = {}
        for option in issue.options:
            if option.name not in row:
                given[issue.name].refuse("score_missing", name=option.name)
            found[issue.name][option.name] = _score(
                row[option.name], Choice(issue.name, option.name), option, options, scale
            )
    return found


def _score(node: Node, own: Choice, option: Option, options: Options, scale: Fraction) -> Score:
    if node.value == "unacceptable":
        return Score(Fraction(0), red_line=True)
    if not isinstance(node.value, Mapping):
        return Score(_points(node, scale))
    row = node.members(needed=("score", "only_if"), allowed=("score", "only_if"))
    row["only_if"].items(least=1, most=MAX_LINKS)
    wanted = _together(row["only_if"], own.issue, options)
    for required in option.requires:
        other = wanted.get(required.issue, required.option)
        if other != required.option:
            row["only_if"].refuse(
                "condition_against_requirement", option=other, other=required.option
            )
    return Score(_points(row["score"], scale), only_if=tuple(map(Choice._make, wanted.items())))


def _points(node: Node, scale: Fraction) -> Fraction:
    if type(node.value) is str and node.value[:1].isalpha():
        node.refuse("score_not_understood", name=node.value[:40])
    points = node.number()
    if not 0 <= points <= scale:
        node.refuse("score_out_of_scale", number=str(points), scale=str(scale))
    return points


# Limits and the fallback


def _limits(node: Node) -> tuple[Limit, ...]:
    items = node.items(most=MAX_LIMITS)
    rows = [item.members(needed=_LIMIT, allowed=_LIMIT) for item in items]
    _distinct((row["name"] for row in rows), set())
    return tuple(
        Limit(
            name=row["name"].name(),
            indicator=row["indicator"].name(),
            baseline=_range(row["baseline"]),
            operator=cast(Operator, row["operator"].one_of(("<=", ">="))),
            value=row["value"].number(),
        )
        for row in rows
    )


def _fallback(node: Node, options: Options) -> dict[str, str]:
    found: dict[str, str] = {}
    for issue, place in node.entries().items():
        if issue not in options:
            place.refuse("unknown_issue", **_meant(issue, options))
        option = place.name()
        if option not in options[issue]:
            place.refuse("unknown_option", **_meant(option, options[issue]))
        found[issue] = option
    return found

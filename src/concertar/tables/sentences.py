"""What the packages mean, in sentences: each for whoever may read it.

`for_party` is for that party alone; `why_first` says what the gains that a reader may see say;
what a search tells the facilitator stands in `search_sentences`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertar.kit.numbers import said_money, said_number
from concertar.tables.models import Actor, Package
from concertar.tables.models.answers import TOP, Answers
from concertar.tables.models.disclosure import Gains, lone_parties
from concertar.tables.models.facts import Facts, Line
from concertar.tables.models.shown import Shown
from concertar.tables.models.table import Publishes


def listing(names: Sequence[str]) -> str:
    """Names in a row: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def points(number: Fraction) -> str:
    """A number of points as it is said: whole where it is whole, else with one decimal."""
    return said_number(number, places=0 if number.denominator == 1 else 1)


# To one party


def for_party(
    actor: Actor, shown: Shown, answers: Answers, facts: Facts, gains: Gains
) -> Iterator[str]:
    """What this party gets and gives in a package: to be read by this party only."""
    value = gains.own_values.get(actor.pk, {}).get(shown.package.pk)
    gain = gains.own_gains.get(actor.pk, {}).get(shown.package.pk)
    if value is not None and gain is not None:
        yield _worth(value, gain)
    yield from _got(shown, answers, facts)
    yield from carried(actor, shown, facts)


def _worth(value: Fraction, gain: Fraction) -> str:
    told = {"value": points(value), "gain": points(abs(gain))}
    if gain > 0:
        return (
            _(
                "By your scores it is worth %(value)s points of 100: %(gain)s more than your least "
                "acceptable value."
            )
            % told
        )
    if gain < 0:
        return (
            _(
                "By your scores it is worth %(value)s points of 100: %(gain)s below your least "
                "acceptable value."
            )
            % told
        )
    return (
        _(
            "By your scores it is worth %(value)s points of 100, exactly your least acceptable "
            "value."
        )
        % told
    )


def _got(shown: Shown, answers: Answers, facts: Facts) -> Iterator[str]:
    best, given = [], []
    for issue in facts.issues:
        option = shown.chosen[issue.pk]
        mark = answers.marks.get(option.pk)
        if mark is None:
            continue
        names = {"issue": issue.said("title").text, "option": option.said("title").text}
        if mark.points is None:
            yield _("It crosses your red line: “%(option)s”, on “%(issue)s”.") % names
        elif mark.points == TOP:
            best.append(names["issue"])
        else:
            said = _("%(issue)s (%(option)s: %(score)s of 4)")
            given.append(said % {**names, "score": mark.points})
        if not set(mark.only_if) <= {one.pk for one in shown.chosen.values()}:
            yield _("It takes “%(option)s” without the condition you set for it.") % names
    if best:
        yield _("You get what serves you best on: %(issues)s.") % {"issues": "; ".join(best)}
    if given:
        yield _("You give way on: %(issues)s.") % {"issues": "; ".join(given)}


def carried(actor: Actor, shown: Shown, facts: Facts) -> Iterator[str]:
    """What the package asks of this party: money and work. These figures are public."""
    cost = facts.cost_by_payer(shown.chosen).get(actor.pk, 0)
    if cost:
        yield _("You pay %(amount)s.") % {"amount": said_money(cost, facts.table.currency)}
    load = facts.load_by_bearer(shown.chosen).get(actor.pk, 0)
    if load:
        yield _("You carry out: %(load)s.") % {"load": load_said(load, actor)}


def load_said(amount: int, actor: Actor) -> str:
    unit = actor.capacity.said("unit").text if hasattr(actor, "capacity") else ""
    return in_units(amount, unit)


def in_units(amount: int | Fraction, unit: str) -> str:
    """`1 (weeks of work)`: words that stand for one of them as for several."""
    return f"{said_number(amount)} ({unit})" if unit else said_number(amount)


# To all who may see the gains


def side_sentences(shown: Shown, facts: Facts, gains: Gains) -> Iterator[str]:
    """What each side gets from a package, as far as the reader may know."""
    if gains.are_values:
        yield from _values(shown, facts, gains)
        return
    for side, name in sides_of(facts).items():
        gain = gains.by_side.get(side, {}).get(shown.package.pk)
        if gain is None:
            continue
        told = {"side": name, "gain": points(abs(gain))}
        if gain >= 0:
            yield _("%(side)s gains %(gain)s points.") % told
        else:
            yield _("%(side)s loses %(gain)s points.") % told


def _values(shown: Shown, facts: Facts, gains: Gains) -> Iterator[str]:
    for side, name in sides_of(facts).items():
        value = gains.by_side.get(side, {}).get(shown.package.pk)
        if value is not None:
            told = {"side": name, "value": points(value)}
            yield _("%(side)s: worth %(value)s points of 100.") % told


def sides_of(facts: Facts) -> dict[UUID, str]:
    sides = {actor.seat.constituency_id: actor.seat.constituency for actor in facts.parties}
    ordered = sorted(sides.values(), key=lambda side: (side.order, side.name))
    return {side.pk: side.said("name").text for side in ordered}


def first_of(packages: Sequence[Shown], gains: Gains) -> Shown | None:
    """The package that the declared rule puts first, for whoever may know it."""
    if not gains.is_whole:
        return None
    chosen = [one for one in packages if Package.Origin.LEXIMIN.value in one.package.origins]
    return chosen[-1] if chosen else None


def why_first(packages: Sequence[Shown], facts: Facts, gains: Gains) -> Iterator[str]:
    """Why the first goes first: from the gains that the reader may see, and from nothing else."""
    first = first_of(packages, gains)
    if first is not None:
        yield _(
            "The rule was declared when the table opened: first, that the side that gains least "
            "gains as much as possible. By it, %(letter)s goes first."
        ) % {"letter": first.letter}
        if not gains.are_values:  # the rule looks at gains; values alone would tell another story
            yield from _leasts(first, packages, facts, gains)
            yield from _sums(first, packages, gains)
        yield from _other_rules(first, packages)


def _least(shown: Shown, gains: Gains) -> tuple[Fraction, UUID] | None:
    known = [
        (amounts[shown.package.pk], str(side), side)
        for side, amounts in gains.by_side.items()
        if shown.package.pk in amounts
    ]
    if not known:
        return None
    gain, _order, side = min(known)
    return gain, side


def _leasts(first: Shown, packages: Sequence[Shown], facts: Facts, gains: Gains) -> Iterator[str]:
    names = sides_of(facts)
    least = _least(first, gains)
    if least is None:
        return
    yield _("With %(letter)s, the side that gains least is %(side)s, with %(gain)s points.") % {
        "letter": first.letter,
        "side": names[least[1]],
        "gain": points(least[0]),
    }
    for other in packages:
        found = _least(other, gains)
        if other is first or found is None:
            continue
        yield _("With %(letter)s it is %(side)s, with %(gain)s.") % {
            "letter": other.letter,
            "side": names[found[1]],
            "gain": points(found[0]),
        }


def _sums(first: Shown, packages: Sequence[Shown], gains: Gains) -> Iterator[str]:
    """Whether another gives more in all: the rule does not look at that, and readers ask."""

    def total(shown: Shown) -> Fraction | None:
        key = shown.package.pk
        known = [amounts[key] for amounts in gains.by_side.values() if key in amounts]
        return sum(known, Fraction(0)) if known and len(known) == len(gains.by_side) else None

    mine = total(first)
    for other in packages:
        theirs = total(other)
        if mine is not None and theirs is not None and theirs > mine:
            yield _(
                "%(other)s adds up to more points over all sides (%(theirs)s, against %(mine)s), "
                "but the side that gains least gains less."
            ) % {"other": other.letter, "theirs": points(theirs), "mine": points(mine)}


def _other_rules(first: Shown, packages: Sequence[Shown]) -> Iterator[str]:
    said = {
        Package.Origin.NASH: _("the greatest product of gains (Nash)"),
        Package.Origin.KALAI_SMORODINSKY: _("even shares of each one's best (Kalai-Smorodinsky)"),
        Package.Origin.GREATEST_SUM: _("the greatest sum over all parties"),
    }
    for origin, rule in said.items():
        letters = [one.letter for one in packages if origin.value in one.package.origins]
        if not letters:
            continue
        told = {"rule": rule, "letter": letters[-1]}
        if first.letter in letters:
            yield _("By another rule, %(rule)s, it would go first too.") % told
        else:
            yield _("By another rule, %(rule)s, %(letter)s would go first.") % told


# Of limits: to everybody, with or without scores


def limit_sentences(packages: Sequence[Shown], facts: Facts) -> Iterator[str]:
    """Which limit binds in each package, and what going on as today would do.

    Packages of which the same is so are named together: one sentence for each set of limits.
    """
    broken: dict[str, list[str]] = {}
    used_up: dict[str, list[str]] = {}
    near: dict[tuple[str, str], list[str]] = {}
    for shown in packages:
        margins = facts.binding(shown.chosen)
        if breached := _limits(line for line, margin in margins.items() if margin < 0):
            broken.setdefault(breached, []).append(shown.letter)
        if spent := _limits(line for line, margin in margins.items() if margin == 0):
            used_up.setdefault(spent, []).append(shown.letter)
        for line, margin in margins.items():
            if margin > 0:
                room = said_number(margin, places=1, unit=line.limit.indicator.said("unit").text)
                near.setdefault((_limits([line]), room), []).append(shown.letter)
    yield from _bound(broken, used_up, near)
    yield from _without_agreement(facts)


def _bound(
    broken: Mapping[str, list[str]],
    used_up: Mapping[str, list[str]],
    near: Mapping[tuple[str, str], list[str]],
) -> Iterator[str]:
    """Of the packages with these letters: every limit that leaves no room, or else the nearest."""
    for limits, letters in broken.items():
        yield ngettext(
            "In its worst case %(letters)s breaks %(limits)s.",
            "In their worst case %(letters)s break %(limits)s.",
            len(letters),
        ) % {"letters": listing(letters), "limits": limits}
    for limits, letters in used_up.items():
        yield ngettext(
            "%(letters)s uses up %(limits)s: no room is left.",
            "%(letters)s use up %(limits)s: no room is left.",
            len(letters),
        ) % {"letters": listing(letters), "limits": limits}
    for (limit, room), letters in near.items():
        yield ngettext(
            "In %(letters)s the limit that binds is %(limit)s: %(room)s are left.",
            "In %(letters)s the limit that binds is %(limit)s: %(room)s are left in each.",
            len(letters),
        ) % {"letters": listing(letters), "limit": limit, "room": room}


def _limits(lines: Iterable[Line]) -> str:
    return listing([_("“%(name)s”") % {"name": line.limit.said("name").text} for line in lines])


def _without_agreement(facts: Facts) -> Iterator[str]:
    today = _limits(facts.breached(facts.status_quo()))
    if not today:
        return
    yield _(
        "Going on as today is not a lawful alternative: in the worst case it breaks %(limits)s."
    ) % {"limits": today}
    if facts.declares_fallback:
        if fallback := _limits(facts.breached(facts.fallback())):
            yield _(
                "What was declared to hold without an agreement breaks %(limits)s as well; until a "
                "lawful one is declared, nobody's least acceptable value binds."
            ) % {"limits": fallback}
        else:
            yield _("That is why the table declared what holds if there is no agreement.")


# What is told before anybody consents, and before anybody scores


def disclosure_sentences(parties: Sequence[Actor], level: Publishes) -> Iterator[str]:
    """What a party agrees to when it consents to what the charter publishes of the scores."""
    yield _(
        "While the table talks, each party sees its own scores and what each package gives it; "
        "the facilitator sees everybody's once all sheets are in. Nobody else sees anything of "
        "them."
    )
    if level == Publishes.NOTHING:
        yield _("Nothing of the scores is ever published.")
        return
    if level == Publishes.CONSTITUENCIES:
        yield _(
            "When an agreement stands, it is published how many points of 100 each package then on "
            "the table is worth to each side, and which rule chose it. To a side it is worth "
            "what it is worth to its party that gets least."
        )
        yield from _alone(parties)
    else:
        yield _(
            "When an agreement stands, it is published how many points of 100 each package then on "
            "the table is worth to each party, and which rule chose it."
        )
    yield _("Scores, weights, red lines, reasons and least acceptable values are never published.")
    yield _(
        "Whoever compares published values of packages that differ in little can guess part of a "
        "party's scores."
    )


def _alone(parties: Sequence[Actor]) -> Iterator[str]:
    lone = [actor.seat.institution.name for actor in lone_parties(parties)]
    if lone:
        yield ngettext(
            "%(names)s is alone on its side: what is published of the side is its own value.",
            "%(names)s are each alone on their side: what is published of the side is their "
            "own value.",
            len(lone),
        ) % {"names": listing(lone)}


def gaming_sentences() -> tuple[str, ...]:
    """Said where scores are given: no rule is proof against them."""
    return (
        _("Any rule of this kind can be gamed by scores that are not meant."),
        _(
            "That is why the best option of each issue always has 4, the sheets stay sealed until "
            "all are in, and every later change is on record."
        ),
        _("Whoever exaggerates may end up with a package that serves them less, or with none."),
    )

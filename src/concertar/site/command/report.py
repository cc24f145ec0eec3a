"""An answer of the engine as sentences and small tables, for a terminal or a pipe."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from concertar.site.command import reasons
from concertar.site.command.language import gettext as _
from concertar.site.command.language import ngettext
from concertar.site.command.numbers import number, signed
from concertar_methods.packages import Answer, Found, Table


def print_answer(table: Table, answer: Answer, console: Console) -> None:
    """The package, what everybody gets, why, and how sure it is."""
    if answer.leximin is None:
        print_sentence(console, _nothing(answer))
        return
    found = answer.leximin
    print_heading(console, _("Agreement package"))
    print_rows(console, _options(table, found), (False, False))
    print_heading(console, _("What each side gets (points of 100)"))
    print_rows(console, _sides(table, found), (False, False, True, True))
    print_heading(console, _("Why this package"))
    for sentence in reasons.sentences(found):
        print_sentence(console, sentence, indent=2)
    print_heading(console, _("Other ways to choose"))
    for sentence in _others(answer, found):
        print_sentence(console, sentence, indent=2)
    print_heading(console, _("How sure this is"))
    for sentence in _certainty(answer, found):
        print_sentence(console, sentence, indent=2)


def _options(table: Table, found: Found) -> Iterator[tuple[str, ...]]:
    quo = table.status_quo
    for issue, option in found.package.choice.items():
        stays = _(" (as before)") if option == quo[issue] else ""
        yield issue, f"{option}{stays}"


def _sides(table: Table, found: Found) -> Iterator[tuple[str, ...]]:
    """A row for every party; then for every constituency, unless each is one party."""
    alone = len(table.constituencies) == len(table.parties)
    yield _("party"), "" if alone else _("constituency"), _("value"), _("gain")
    for party in table.parties:
        value = found.package.values[party.name]
        gain = found.package.gains[party.name]
        side = "" if alone else party.constituency
        yield party.name, side, number(value), signed(gain)
    if alone:
        return
    least = _("its least") if table.aggregate == "min" else _("its mean")
    for name, gain in found.package.constituencies.items():
        yield f"{name}: {least}", "", "", signed(gain)


def _others(answer: Answer, leximin: Found) -> Iterator[str]:
    named = (
        (_("Nash (greatest product of gains)"), answer.nash),
        (_("Kalai-Smorodinsky (equal shares of what each could gain)"), answer.kalai_smorodinsky),
        (_("Greatest sum of gains"), answer.greatest_sum),
    )
    for name, found in named:
        if found is None:
            yield _("%(rule)s: nothing found.") % {"rule": name}
            continue
        theirs, ours = found.package.choice, leximin.package.choice
        different = [f"{issue}: {theirs[issue]}" for issue in ours if theirs[issue] != ours[issue]]
        if different:
            yield f"{name}: {'; '.join(different)}."
        else:
            yield _("%(rule)s: the same package.") % {"rule": name}
    if answer.pareto is not None:
        count = len(answer.pareto)
        yield ngettext(
            "%(count)s package leaves nobody better off without leaving somebody worse off.",
            "%(count)s packages differ in value and cannot be bettered for somebody without"
            " leaving somebody worse off.",
            count,
        ) % {"count": number(count)}


def _certainty(answer: Answer, found: Found) -> Iterator[str]:
    if answer.feasible_count is not None:
        yield _(
            "Of %(outcomes)s packages %(feasible)s are feasible. All were compared, in exact"
            " numbers: no feasible package gives the least constituency more."
        ) % {"outcomes": number(answer.outcomes), "feasible": number(answer.feasible_count)}
    elif found.proven:
        yield _(
            "Of %(outcomes)s packages none that is feasible is fairer: it is proven by a bound,"
            " and the package was recomputed in exact numbers."
        ) % {"outcomes": number(answer.outcomes)}
    elif found.bound is not None and found.gap is not None:
        yield _(
            "This is the best found so far. No package can give the least constituency more than"
            " %(bound)s points; %(gap)s more may be possible. Allow more --seconds."
        ) % {"bound": number(found.bound), "gap": number(found.gap)}
    else:
        yield _("This is the best found so far; allow more --seconds.")


def _nothing(answer: Answer) -> str:
    if answer.feasible is None:
        return _("No package was found in the time given; allow more --seconds.")
    told = {"outcomes": number(answer.outcomes)}
    return (
        _(
            "No package is feasible: each of the %(outcomes)s breaks a limit, a requirement, a"
            " budget, a capacity, or something a party that must sign cannot accept."
        )
        % told
    )


def print_heading(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold"))


def print_sentence(console: Console, sentence: str, *, indent: int = 0) -> None:
    console.print(Padding(Text(sentence), (0, 0, 0, indent), expand=False))


def print_rows(
    console: Console, rows: Iterator[tuple[str, ...]], to_the_right: Sequence[bool]
) -> None:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for right in to_the_right:
        grid.add_column(justify="right" if right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    console.print(Padding(grid, (0, 0, 0, 2), expand=False))

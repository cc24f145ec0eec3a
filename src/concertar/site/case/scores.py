"""The scores of the case, twice given; the searches; and the packages that are put on the table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from concertar.site.case.script import CaseDiffers, Row, Step, authored, only, read
from concertar.site.case.stage import Stage
from concertar.tables.actions import (
    countersign_sheet,
    propose_package,
    search_packages,
    take_step,
    type_in_sheet,
    unseal_scores,
)
from concertar.tables.models import Issue
from concertar.tables.models.answers import Answers, Mark


def give(stage: Stage, step: Step) -> None:  # noqa: ARG001
    """Every party's first sheet, typed in; each is vouched for by the party itself."""
    for said in read("scores")["sheets"]:
        _type_in(stage, said, _first_scores(said), said["day"])


def change(stage: Stage, step: Step) -> None:  # noqa: ARG001
    """A party gives another sheet in the second round, sealed as in the first; both are kept."""
    for changed in read("scores")["changes"]:
        said = only(read("scores")["sheets"], actor=changed["actor"])
        _type_in(stage, said, said["scores"], changed["day"])


def _type_in(stage: Stage, said: Row, scores: Row, day: int) -> None:
    actor = said["actor"]
    sheet = type_in_sheet(
        stage.actors[actor],
        _answers(stage, said, scores),
        mandate=stage.mandate(actor, stage.delegate(actor, day)),
        on=stage.calendar.day(day),
        channel="hall" if said["channel"] == "hall" else "paper",
        by=stage.ana,
    )
    countersign_sheet(sheet, by=stage.people[stage.delegate(actor, stage.today)])


def _first_scores(said: Row) -> Row:
    """The files hold the last word of each party; what was changed later says what it was."""
    scores = {issue: dict(row) for issue, row in said["scores"].items()}
    for changed in read("scores")["changes"]:
        if changed["actor"] == said["actor"]:
            for issue, was in changed["was"].items():
                scores[issue] |= was
    return scores


def _answers(stage: Stage, said: Row, scores: Row) -> Answers:
    issues = dict(Issue.objects.filter(table=stage.table).values_list("key", "pk"))
    reservation = said.get("reservation")
    return Answers(
        marks={
            stage.options[issue, option].pk: _mark(stage, mark)
            for issue, row in scores.items()
            for option, mark in row.items()
        },
        weights={issues[key]: Decimal(points) for key, points in said["weights"].items()},
        reservation=None if reservation is None else Decimal(reservation),
    )


def _mark(stage: Stage, said: Any) -> Mark:
    if not isinstance(said, Mapping):
        return Mark(said)
    if said.get("red_line"):
        interest = stage.interests[said["interest"]].pk
        return Mark(None, interest=interest, reason=said["reason"]["es"])
    wanted = (stage.options[one["issue"], one["option"]].pk for one in said["only_if"])
    return Mark(said["score"], only_if=tuple(wanted))


def open_sheets(stage: Stage, step: Step) -> None:
    """All sheets of the round at once; then the table goes on to packages."""
    unseal_scores(stage.table, by=stage.ana)
    take_step(
        stage.table,
        step.move[1],
        by=stage.ana,
        reason=step.said["reason"]["es"],
        **stage.how(step),
    )


def search(stage: Stage, step: Step) -> None:  # noqa: ARG001
    stage.put(search_packages(stage.table, by=stage.ana))


def put_on_the_table(stage: Stage, step: Step) -> None:
    """One package for each rule the case names; the first must be the one that is signed."""
    answer = stage.run.answer
    for said in read("table")["packages"]:
        package = propose_package(
            stage.table,
            answer[said["rule"]]["choice"],
            run=stage.run,
            by=stage.ana,
            channel=step.channel,
            **authored(title=said["title"]),
        )
        if package.letter != said["letter"]:
            raise CaseDiffers(f"package {said['letter']} came to be called {package.letter}")
        stage.packages[said["letter"]] = package
    require_the_signed_one(answer)


def require_the_signed_one(answer: Row) -> None:
    """The text cites six options: the rule the table declared must still pick those."""
    rule, signed = read("table")["rule"]["selects_by"], read("agreement")["options"]
    found = answer[rule]["choice"]
    if found != signed:
        differ = ", ".join(
            f"{issue}: {found[issue]}, not {option}"
            for issue, option in signed.items()
            if found[issue] != option
        )
        raise CaseDiffers(f"{rule} no longer picks the options of agreement.json ({differ})")
    if not answer[rule]["proven"]:
        raise CaseDiffers(f"the package of {rule} is not proven to be the best")

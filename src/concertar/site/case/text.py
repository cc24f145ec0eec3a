"""The single text of the case: two drafts, what was said against the first, and the signatures."""

from typing import Any

from concertar.agreements.actions import (
    add_clause,
    answer_criticism,
    begin_draft,
    begin_follow_up,
    criticise,
    decide,
    edit_clause,
    freeze_text,
    object_for_nature,
    promise,
    sign,
)
from concertar.site.case.script import Row, Step, authored, only, read, translated
from concertar.site.case.stage import Stage


def draft(stage: Stage, step: Step) -> None:
    """The first draft is written whole; the next is its copy, with the clauses that changed."""
    numbers = [said["number"] for said in read("agreement")["drafts"]]
    if int(step.part) == numbers[0]:
        _write(stage, step)
    else:
        _write_anew(stage, step)


def _write(stage: Stage, step: Step) -> None:
    said = read("agreement")
    begun = begin_draft(
        stage.table,
        package=stage.packages[said["package"]],
        by=stage.ana,
        channel=step.channel,
        **authored(title=said["title"], preamble=said["preamble"]),
    )
    stage.put(begun)
    differs = only(said["drafts"], number=int(step.part))["differs"]
    for clause in said["clauses"]:
        cited = (one.split(":") for one in clause["options"])
        stage.clauses[clause["key"]] = add_clause(
            begun,
            options=[stage.options[issue, option] for issue, option in cited],
            limits=[stage.limits[slug] for slug in clause["limits"]],
            by=stage.ana,
            channel=step.channel,
            **translated(
                heading=clause["heading"], text=differs.get(clause["key"], clause["text"])
            ),
        )


def _write_anew(stage: Stage, step: Step) -> None:
    said = read("agreement")
    earlier = only(said["drafts"], number=int(step.part) - 1)
    begun = begin_draft(stage.table, copy_of=stage.draft, by=stage.ana, channel=step.channel)
    stage.put(begun)
    for number, clause in enumerate(said["clauses"], 1):
        copied = begun.clauses.get(order=number)
        if clause["key"] in earlier["differs"]:
            copied = edit_clause(
                copied,
                base_version=copied.version,
                by=stage.ana,
                channel=step.channel,
                **translated(heading=clause["heading"], text=clause["text"]),
            )
        stage.clauses[clause["key"]] = copied


def hear_criticisms(stage: Stage, step: Step) -> None:  # noqa: ARG001
    """Each on the day and by the way it came; the step is the last of those days."""
    for said in read("agreement")["criticisms"]:
        who = stage.delegate(said["actor"], said["day"])
        stage.criticisms[said["key"]] = criticise(
            stage.clauses[said["clause"]],
            stage.actors[said["actor"]],
            severity=said["severity"],
            interest=stage.interests[said["interest"]],
            mandate=stage.mandate(said["actor"], who),
            by=stage.ana,
            **_came(stage, said),
            **authored(text=said["text"]),
        )


def hear_objection(stage: Stage, step: Step) -> None:
    """The guardian of the air has no vote, and is answered all the same."""
    said = read("agreement")["objection"]
    guardian = read("forum")["guardianship"]
    stage.criticisms[said["key"]] = object_for_nature(
        stage.clauses[said["clause"]],
        stage.guardianship,
        mandate=stage.mandate(guardian["guardian"], guardian["person"]),
        by=stage.ana,
        **stage.how(step),
        **authored(text=said["text"]),
    )


def answer(stage: Stage, step: Step) -> None:
    """Every criticism, and the guardian's objection, which the table took up."""
    objection = {"outcome": "taken", **read("agreement")["objection"]}
    for said in (*read("agreement")["criticisms"], objection):
        words = authored(text=said["text"], answer=said["answer"])
        answer_criticism(
            stage.criticisms[said["key"]],
            outcome=said["outcome"],
            answer=words["answer"],
            translations=words["translations"],
            by=stage.ana,
            **stage.how(step),
        )


def promise_all(stage: Stage, step: Step) -> None:
    for said in read("follow-up")["commitments"]:
        stage.commitments[said["key"]] = promise(
            stage.draft,
            responsible=stage.actors[said["responsible"]],
            supporting=[stage.actors[actor] for actor in said["supporting"]],
            clause=stage.clauses[said["clause"]],
            due=stage.calendar.day(said["due_day"]),
            indicator=stage.indicators[said["indicator"]],
            baseline=said["baseline"],
            target=said["target"],
            legal_act=said["legal_act"],
            by=stage.ana,
            channel=step.channel,
            **authored(**{name: said[name] for name in SPOKEN}),
        )


SPOKEN = ("deliverable", "funding", "legal_reference")


def freeze(stage: Stage, step: Step) -> None:
    place = read("agreement")["place"]["es"]
    stage.put(freeze_text(stage.draft, place=place, by=stage.ana, **stage.how(step)))


def sign_all(stage: Stage, step: Step) -> None:  # noqa: ARG001
    """Each institution by the holder of its mandate of that day; one with a reservation."""
    sha256 = stage.agreement.texts.get(is_translation=False).sha256
    numbers = {clause["key"]: clause["number"] for clause in read("agreement")["clauses"]}
    for said in read("agreement")["signatures"]:
        reason = said["reason"]["es"] if "reason" in said else ""
        sign(
            stage.agreement,
            stage.actors[said["actor"]],
            kind=said["kind"],
            sha256=sha256,
            reason=reason,
            clauses=[numbers[key] for key in said.get("clauses", ())],
            mandate=stage.mandate(said["actor"], said["person"]),
            by=stage.ana,
            **_came(stage, said),
        )


def decide_it(stage: Stage, step: Step) -> None:
    stage.put(decide(stage.agreement, by=stage.ana, **stage.how(step)))


def follow(stage: Stage, step: Step) -> None:
    begin_follow_up(stage.agreement, by=stage.ana, **stage.how(step))


def _came(stage: Stage, said: Row) -> dict[str, Any]:
    """The day of an act that has its own, and how it reached the site."""
    return stage.how(Step(said))

"""What became of the commitments of the case: the checks of others, and the replies."""

from concertar.agreements.actions import check_commitment, reply_to_check
from concertar.agreements.models import Check
from concertar.site.case.script import Step, authored, only, read
from concertar.site.case.stage import Stage


def check(stage: Stage, step: Step) -> None:
    said = only(read("follow-up")["checks"], commitment=step.part)
    reply_by = said.get("reply_by_day")
    check_commitment(
        stage.commitments[step.part],
        score=said["score"],
        reply_by=None if reply_by is None else stage.calendar.day(reply_by),
        mandate=stage.mandate(said["by"], said["person"]),
        by=stage.ana,
        **stage.how(step),
        **authored(evidence=said["evidence"]),
    )


def reply(stage: Stage, step: Step) -> None:
    said = only(read("follow-up")["checks"], commitment=step.part)["reply"]
    commitment = stage.commitments[step.part]
    reply_to_check(
        Check.objects.get(commitment=commitment),
        mandate=stage.mandate(
            only(read("follow-up")["commitments"], key=step.part)["responsible"], said["person"]
        ),
        by=stage.ana,
        **stage.how(step),
        **authored(text=said["text"]),
    )

"""The play: step after step in the order of the script, as one transaction.

An interrupted run leaves nothing behind, and a table that is there is never touched again: run as
often as wanted, the case is in the database once and whole, or not at all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import transaction

from concertar.accounts.actions import make_demo_people
from concertar.accounts.models import Person
from concertar.kit import clock
from concertar.kit.access import OPERATOR, Refused
from concertar.network.models import Territory
from concertar.site.case import follow_up, forum, observatory, scores, table, text
from concertar.site.case.script import CASE, Calendar, Step, position, read, steps, told_by
from concertar.site.case.stage import Stage
from concertar.tables.models import Table

Progress = Callable[[int, int], None]  # steps done, of how many
Deed = Callable[[Stage, Step], None]

DEEDS: Mapping[str, Deed] = {
    "forum.open": forum.open_forum,
    "forum.mandates": forum.give_mandates,
    "forum.guardianship": forum.name_guardian,
    "forum.attendance": forum.note_session,
    "observatory.describe": observatory.describe,
    "observatory.observe": observatory.observe,
    "observatory.correct": observatory.correct,
    "observatory.limits_propose": observatory.propose_limits,
    "observatory.limits_review": observatory.review_limits,
    "observatory.limits_adopt": observatory.adopt_limits,
    "table.draft": table.prepare,
    "table.convoke": forum.convoke,
    "table.consent": table.consent,
    "table.interests": table.hear,
    "table.empty_chair": table.note_absence,
    "table.baseline": table.say_baselines,
    "table.issues": table.list_options,
    "table.fallback": table.declare_fallback,
    "table.scores": scores.give,
    "table.score_change": scores.change,
    "table.compute": scores.search,
    "table.packages": scores.put_on_the_table,
    "agreement.draft": text.draft,
    "agreement.criticisms": text.hear_criticisms,
    "agreement.objection": text.hear_objection,
    "agreement.answers": text.answer,
    "agreement.commitments": text.promise_all,
    "agreement.sign": text.sign_all,
    "follow.check": follow_up.check,
    "follow.reply": follow_up.reply,
}

# The steps of the table that are the act of another room, or that open what was sealed.
MOVES: Mapping[tuple[str, str], Deed] = {
    ("draft", "open"): table.open_the_table,
    ("scoring", "proposing"): scores.open_sheets,
    ("drafting", "signing"): text.freeze,
    ("signing", "standing"): text.decide_it,
    ("standing", "followed"): text.follow,
}

# No room has these nouns yet, so nothing is entered for them; their data wait in the files.
WITHOUT_A_NOUN = frozenset({"agreement.ratify", "follow.change"})


def play(
    progress: Progress | None = None, *, until: str = "", copy: str = "", folder: Path = CASE
) -> Table:
    """Enter the case, or find it: needs the facts of the Forum, for the place.

    `until` stops before the table first enters that state (or before the first step that does
    that deed), in a table whose keys end in `copy`; the next step of the script is then today's.
    `folder` holds the files that tell the case, where it is told with other words or numbers.
    """
    with told_by(folder):
        return _play_or_find(progress, until, copy)


def _play_or_find(progress: Progress | None, until: str, copy: str) -> Table:
    said = read("table")
    copy = copy or until.replace(".", "-")
    slug = f"{said['slug']}-{copy}" if copy else said["slug"]
    if found := Table.objects.filter(slug=slug).first():
        return found
    return _play(steps()[: position(until)] if until else steps(), until, copy, progress)


@transaction.atomic
def _play(played: list[Step], until: str, copy: str, progress: Progress | None) -> Table:
    stage = _stage(until, copy)
    for number, step in enumerate(played, 1):
        try:
            deed_of(step)(stage, step)
        except Refused as refusal:
            refusal.add_note(f"{step.do} on day {step.day} of the case: {refusal.params}")
            raise
        if progress:
            progress(number, len(played))
    return stage.table


def _stage(until: str, copy: str) -> Stage:
    make_demo_people(by=OPERATOR)
    place = Territory.objects.get(slug=read("case")["place"]["territory"])
    today = clock.in_zone(clock.database_now(), place.zone).date()
    told_on = steps()[position(until)].day if until else read("case")["calendar"]["today_is_day"]
    calendar = Calendar.telling(told_on, today, place.zone)
    stage = Stage(place=place, calendar=calendar, copy=copy)
    for said in read("forum")["people"]:
        if email := said.get("demo_account"):
            stage.people[said["key"]] = Person.objects.get(email=email)
    return stage


def deed_of(step: Step) -> Deed:
    if step.do in WITHOUT_A_NOUN:
        return _nothing
    if step.do == "table.step":
        return MOVES.get(step.move, table.move)
    return DEEDS[step.do]


def _nothing(stage: Stage, step: Step) -> None:
    """There is no row to write."""

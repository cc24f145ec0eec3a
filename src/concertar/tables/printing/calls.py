"""To call a meeting and to note who came."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, pgettext

from concertar.kit.paper import Sheet, printed, said
from concertar.tables.models import Actor, Meeting
from concertar.tables.printing.frame import (
    Print,
    actors_of,
    by_side,
    rule_of,
    speakers,
    spoken_by,
    when_said,
)


def convocation(to: Print, meeting: Meeting | None, parties: Sequence[Actor]) -> Sheet:
    """A letter to each of these parties; with none, a notice for the wall that names them all."""
    table, people = to.table, speakers(to.table, to.today)
    body = {
        "meeting": _meeting(to, meeting),
        "question": said(table, "question"),
        "problem": said(table, "problem"),
        "agenda": meeting.points if meeting else [],
        "rule": rule_of(table),
        "facilitators": _facilitators(to),
        "invited": [
            {"side": side, "parties": [_called(actor) for actor in actors]}
            for side, actors in by_side(actors_of(table))
        ],
        "letters": [
            {"name": actor.seat.institution.name, "people": _people(actor, people)}
            for actor in parties
        ],
        "words": _convocation_words(),
    }
    title = gettext("Convocation") if parties else gettext("Notice of convocation")
    return printed("tables/paper/convocation.typ", to.content(title, body))


def _meeting(to: Print, meeting: Meeting | None) -> dict[str, str]:
    """When and where; what is not set yet stays white, to be written by hand."""
    if meeting is None:
        return {"number": "", "when": "", "where": to.table.meets_at}
    return {
        "number": str(meeting.number),
        "when": when_said(to.table, meeting.starts_at),
        "where": meeting.place,
    }


def _facilitators(to: Print) -> list[str]:
    people = to.table.forum.facilitators.filter(ends__isnull=True).select_related("person")
    return [one.person.name for one in people]


def _called(actor: Actor) -> str:
    name = actor.seat.institution.name
    return gettext("%(name)s (empty chair)") % {"name": name} if actor.is_empty_chair else name


def _people(actor: Actor, people: Any) -> str:
    return ", ".join(spoken_by(one) for one in people.get(actor.seat.institution_id, []))


def _convocation_words() -> dict[str, Any]:
    return {
        "letter_no": gettext("Letter No."),
        "date": gettext("Date"),
        "to": pgettext("a letter", "To"),
        "attention": gettext("For the attention of"),
        "invites": gettext(
            "Your institution is invited to sit at this table of concertación, where those who "
            "cause a problem, those who bear it and those who can resolve it agree on what to do, "
            "sign it, and answer for it."
        ),
        "calls": gettext(
            "The institutions named below are called to this table of concertación, where those "
            "who cause a problem, those who bear it and those who can resolve it agree on what to "
            "do, sign it, and answer for it. Everybody may come and listen."
        ),
        "when": gettext("When"),
        "where": gettext("Where"),
        "meeting": gettext("Meeting"),
        "decided": gettext("What is decided"),
        "problem": gettext("The problem"),
        "agenda": gettext("Agenda"),
        "asked": gettext("What is asked"),
        "asks": _asks(),
        "rule": gettext("The rule of the table"),
        "invited": gettext("Who is called"),
        "convenes": gettext("Convenes and facilitates"),
        "receipt": gettext("Receipt, to be returned"),
        "received": [gettext("Received by"), gettext("Day and hour"), gettext("Signature")],
        "sends": [gettext("Will come for us"), gettext("By which document")],
    }


def _asks() -> list[str]:
    return [
        gettext(
            "Send one delegate and one alternate, each with a written mandate that says who "
            "gives it, by which document, from when to when, and whether it is to speak only "
            "or also to sign."
        ),
        gettext("Talk inside the institution first: what it needs, and what it asks for."),
        gettext(
            "If the institution does not come, its chair stays empty and that is recorded. "
            "The agreement then says what it cannot bind."
        ),
    ]


def attendance(to: Print, meeting: Meeting | None) -> Sheet:
    """Who came, side by side; what each declares of itself serves the balance and nothing else."""
    table = to.table
    day = table.forum.day_of(meeting.starts_at) if meeting else to.today
    people = speakers(table, day)
    body = {
        "meeting": _meeting(to, meeting),
        "sides": [
            {"side": side, "parties": _rows(actors, people)}
            for side, actors in by_side(actors_of(table))
        ],
        "words": _attendance_words(),
    }
    return printed("tables/paper/attendance.typ", to.content(gettext("Attendance"), body))


def _attendance_words() -> dict[str, Any]:
    return {
        "when": gettext("When"),
        "where": gettext("Where"),
        "meeting": gettext("Meeting"),
        "note": gettext(
            "Mark who came, or write the name. “Woman, man, other”, “18–29” and the district "
            "are declared by each person, serve only the balance of the table, and may be left "
            "white."
        ),
        "number": gettext("No."),
        "institution": gettext("Institution"),
        "who": gettext("Who came"),
        "gender": gettext("Declares"),
        "genders": [
            pgettext("woman, in a box", "W"),
            pgettext("man, in a box", "M"),
            pgettext("other, in a box", "O"),
        ],
        "key": gettext("W woman, M man, O other"),
        "young": gettext("18–29"),
        "district": gettext("District"),
        "signature": gettext("Signature"),
        "observers": gettext("Without a seat"),
        "facilitates": gettext("Facilitates"),
        "counted": gettext("Counted at the end"),
        "counts": [
            gettext("Institutions"),
            gettext("Women"),
            gettext("18–29"),
            gettext("Without a seat"),
        ],
    }


def _rows(actors: Iterable[Actor], people: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": actor.seat.institution.name,
            "is_empty_chair": actor.is_empty_chair,
            "people": [spoken_by(one) for one in people.get(actor.seat.institution_id, [])],
        }
        for actor in actors
    ]

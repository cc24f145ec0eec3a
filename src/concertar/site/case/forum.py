"""The forum of the case: who is in it, by which mandate, and who came to its sessions."""

from decimal import Decimal
from typing import Any

from concertar.accounts.actions import note_person
from concertar.accounts.models import Person
from concertar.fora.actions import (
    add_constituency,
    add_guardianship,
    end_guardianship,
    found_forum,
    open_seat,
    seat_delegate,
)
from concertar.network.actions import grant_mandate, note_institution, note_source
from concertar.network.models import Institution
from concertar.site.case.script import HALL_OPENS, Row, Step, authored, only, read
from concertar.site.case.stage import Stage
from concertar.tables.actions import add_table_guardianship, call_meeting, note_attendance


def open_forum(stage: Stage, step: Step) -> None:
    """Its sources, people and institutions; then the forum with its sides and seats."""
    _note_sources(stage, step)
    _note_people(stage)
    _note_institutions(stage)
    said = read("forum")["forum"]
    quotas: dict[str, Any] = {
        f"{name}_quota": Decimal(share) for name, share in said["quotas"].items()
    }
    forum = found_forum(
        slug=stage.slug(said["slug"]),
        territory=stage.place,
        zone=said["zone"],
        is_illustrative=said["illustrative"],
        facilitator=stage.ana,
        by=stage.rosa,
        **quotas,
        **authored(name=said["name"], purpose=said["purpose"]),
        **stage.how(step),
    )
    stage.put(forum)
    for side in read("forum")["constituencies"]:
        stage.sides[side["key"]] = add_constituency(
            forum,
            key=side["key"],
            least_seats=side["least_seats"],
            by=stage.rosa,
            channel=step.channel,
            **authored(name=side["name"]),
        )
    for seat in read("forum")["seats"]:
        stage.seats[seat["key"]] = open_seat(
            forum,
            stage.institutions[seat["institution"]],
            constituency=stage.sides[seat["constituency"]],
            of_poorest_district=seat["of_poorest_district"],
            starts=stage.calendar.day(step.day),
            by=stage.rosa,
            channel=step.channel,
        )


def _note_sources(stage: Stage, step: Step) -> None:
    for said in read("case")["sources"]:
        told = {name: said[name] for name in ("title", "author", "year", "language")}
        stage.sources[said["key"]] = note_source(
            slug=said["key"], by=stage.rosa, channel=step.channel, **told
        )


def _note_people(stage: Stage) -> None:
    """The people of the demo are there, with accounts; the others take part on paper."""
    made_up = Person.objects.fictitious()
    for said in read("forum")["people"]:
        if said["key"] not in stage.people:
            known = made_up.filter(name=said["name"], email=None).first()
            stage.people[said["key"]] = known or note_person(
                said["name"], language="es", is_fictitious=True, by=stage.rosa
            )


def _note_institutions(stage: Stage) -> None:
    for said in read("forum")["institutions"]:
        known = Institution.objects.filter(slug=said["slug"]).first()
        stage.institutions[said["key"]] = known or note_institution(
            said["name"]["es"],  # what an institution calls itself is not translated
            slug=said["slug"],
            kind=said["kind"],
            constituency=said["constituency"],
            place=stage.place,
            is_illustrative=said["illustrative"],
            by=stage.rosa,
        )


def give_mandates(stage: Stage, step: Step) -> None:
    declared = {person["key"]: person for person in read("forum")["people"]}
    for said in read("forum")["mandates"]:
        who = said["person"]
        delegate = seat_delegate(
            stage.seats[said["institution"]],
            stage.people[who],
            gender=declared[who]["gender"],
            age=declared[who]["age"],
            by=stage.rosa,
            channel=step.channel,
            **_terms(stage, said),
        )
        stage.mandates[said["institution"], who] = delegate.mandate


def name_guardian(stage: Stage, step: Step) -> None:
    """Who speaks for the air in the forum and at the table, and by which document."""
    said = read("forum")["guardianship"]
    guardian = stage.institutions[said["guardian"]]
    guardianship = add_guardianship(
        stage.forum,
        stage.entity,
        guardian,
        starts=stage.calendar.day(said["from_day"]),
        by=stage.rosa,
        channel=step.channel,
        **authored(basis=said["basis"]),
    )
    stage.put(
        end_guardianship(
            guardianship, on=stage.calendar.day(said["to_day"]), by=stage.rosa, channel=step.channel
        )
    )
    stage.mandates[said["guardian"], said["person"]] = grant_mandate(
        guardian,
        stage.people[said["person"]],
        matter=stage.forum.slug,
        by=stage.rosa,
        channel=step.channel,
        **_terms(stage, said | {"document": said["basis"]}),
    )
    add_table_guardianship(stage.table, stage.guardianship, by=stage.ana, channel=step.channel)


def _terms(stage: Stage, said: Row) -> dict[str, Any]:
    terms = {name: said[name] for name in ("capacity", "power") if name in said}
    return terms | {
        "document": said["document"]["es"],
        "starts": stage.calendar.day(said["from_day"]),
        "ends": stage.calendar.day(said["to_day"]),
    }


def convoke(stage: Stage, step: Step) -> None:
    """The first session is called; the others follow as they are held."""
    _call(stage, step, read("forum")["attendance"][0])


def note_session(stage: Stage, step: Step) -> None:
    said = only(read("forum")["attendance"], key=step.part)
    if said["key"] not in stage.meetings:
        _call(stage, step, said)
    present = {
        stage.actors[actor]: stage.mandate(actor, stage.delegate(actor, said["day"]))
        for actor in said["present"]
    }
    note_attendance(stage.meetings[said["key"]], present, by=stage.ana, channel=step.channel)


def _call(stage: Stage, step: Step, said: Row) -> None:
    stage.meetings[said["key"]] = call_meeting(
        stage.table,
        starts_at=stage.calendar.moment(said["day"], HALL_OPENS),
        place=read("table")["meets_at"]["es"],
        by=stage.ana,
        channel=step.channel,
        **authored(agenda=said["subject"]),
    )

"""The sheets of a table: what they say, who gets them, and what never stands on them."""

import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from concertar.kit.access import Forbidden, Refused
from concertar.tables import actions
from concertar.tables.models import Actor, Attendance, Meeting, Table, facts_of
from concertar.tables.models.table import Publishes, State
from concertar.tables.sentences import disclosure_sentences
from concertar.tables.tests import factories as make
from concertar.tables.views import paper

pytestmark = pytest.mark.django_db

SHEETS = (
    "attendance", "consent", "convocation", "interests", "notice", "options", "scores",
)  # fmt: skip
NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def read(answer):
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def text_of(answer):
    return " ".join(" ".join(page.extract_text() for page in read(answer).pages).split())


def get(client, sheet, language="es", **query):
    address = f"/tables/bahia/paper/{sheet}.pdf"
    return client.get(address, query, headers={"accept-language": language})


@pytest.fixture
def cast():
    return make.forum()


@pytest.fixture
def table(cast):
    return make.table_in(cast, State.TALKING)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_sheet_is_tagged_in_the_readers_language_and_leads_back(
    client, table, sheet, language
):
    answer = get(client, sheet, language)
    root = read(answer).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "http://testserver/tables/bahia/" in text_of(answer)


@pytest.mark.parametrize("sheet", SHEETS)
def test_printed_twice_it_has_the_same_fingerprint(client, table, sheet):
    said = [text_of(get(client, sheet)).split("(SHA-256): ")[-1][:80] for _ in range(2)]
    assert len(said[0].replace(" ", "")) >= 64
    assert said[0] == said[1]


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_confided_or_scored_stands_on_no_sheet(client, cast, table, sheet):
    make.interest(make.actor(table, "state"), "CANARIO-SECRETO", visibility="facilitator")
    make.position(make.actor(table, "state"), "CANARIO-SECRETO", visibility="facilitator")
    client.force_login(cast.ana)
    assert "CANARIO" not in text_of(get(client, sheet))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_table_in_preparation_prints_for_its_facilitator_only(client, cast, sheet):
    make.table_in(cast, State.DRAFT)
    assert get(client, sheet).status_code == 404
    client.force_login(cast.zeca)
    assert get(client, sheet).status_code == 404
    client.force_login(cast.bea)
    assert get(client, sheet).status_code == 404
    client.force_login(cast.ana)
    assert get(client, sheet).status_code == 200


def test_an_unknown_sheet_party_or_meeting_is_not_found(client, cast, table):
    client.force_login(cast.ana)
    assert get(client, "horoscope").status_code == 404
    assert get(client, "scores", party="nobody").status_code == 404
    for number in ("7", "x", "²", "99999"):
        assert get(client, "attendance", meeting=number).status_code == 404


def test_the_facilitator_gets_a_sheet_for_each_party_and_others_a_white_one(client, cast, table):
    client.force_login(cast.zeca)
    white = text_of(get(client, "scores"))
    assert "Municipalidad de Ejemplo" not in white
    client.force_login(cast.ana)
    text = text_of(get(client, "scores"))
    for _side, name, _who in make.SIDES.values():
        assert name in text
    alone = text_of(get(client, "scores", party="municipalidad-de-ejemplo"))
    assert "Municipalidad de Ejemplo" in alone
    assert "Universidad de Ejemplo" not in alone


def test_each_partys_sheet_counts_its_own_pages(client, cast, table):
    client.force_login(cast.ana)
    pages = [" ".join(page.extract_text().split()) for page in read(get(client, "scores")).pages]
    assert len(pages) % 5 == 0
    each = len(pages) // 5
    for i, page in enumerate(pages):
        assert f"Página {i % each + 1} de {each}" in page


def test_the_score_sheet_is_white_and_says_that_the_rule_can_be_gamed(client, table):
    text = text_of(get(client, "scores", "en", party="universidad-de-ejemplo"))
    assert "Every rule can be gamed" in text
    assert "0 1 2 3 4" in text
    assert "1.2 Planta" in text
    assert "Not acceptable" in text


def test_the_options_say_costs_effects_limits_and_what_is_unknown(client, cast, table):
    issue = table.issues.first()
    load = make.indicator()
    make.effect(issue.options.get(key="planta"), load, -12, -10, -8)
    table.limits.add(make.limit(load))
    make.cost(issue.options.get(key="planta"), make.actor(table, "state"), 1_300_000_00)
    text = text_of(get(client, "options"))
    assert "S/ 1 300 000" in text
    assert "−12 / −10 / −8 t/d" in text
    assert "Límite de la bahía" in text
    assert "desconocido" in text  # the option whose effect nobody has said


def test_a_script_in_a_name_is_printed_as_text(client, cast, table):
    table.title = '#panic("x") <script>'
    table.save()
    assert '#panic("x") <script>' in text_of(get(client, "notice"))


def test_an_illustrative_table_says_so_on_every_page(client, cast):
    make.table_in(cast, State.TALKING, is_illustrative=True)
    for page in read(get(client, "options", "en")).pages:
        assert "Illustrative" in page.extract_text()


def test_the_convocation_says_when_where_and_what_is_treated(client, cast, table):
    actions.call_meeting(
        table, starts_at=NOON, place="Local comunal", agenda="Escuchar\nAcordar", by=cast.ana
    )
    client.force_login(cast.ana)
    text = text_of(get(client, "convocation", party="colectivo-de-ejemplo"))
    for part in ("Colectivo de Ejemplo", "2 de marzo de 2026, 12:00", "Local comunal", "Acordar"):
        assert part in text
    assert "Municipalidad de Ejemplo" not in text.split("La regla de la mesa")[0]


class TestMeetings:
    def test_ana_calls_a_meeting_and_notes_who_came(self, cast, table):
        meeting = actions.call_meeting(table, starts_at=NOON, place="Local", by=cast.ana)
        came = {make.actor(table, "state"): cast.mandates["bea"]}
        actions.note_attendance(meeting, came, observers=4, by=cast.ana)
        assert Attendance.objects.get().mandate == cast.mandates["bea"]
        balance = Meeting.objects.get().balance()
        assert (balance.seats, balance.occupied, balance.women.count) == (5, 1, 1)

    def test_typed_in_again_the_sheet_takes_the_place_of_the_first(self, cast, table):
        meeting = actions.call_meeting(table, starts_at=NOON, place="Local", by=cast.ana)
        for side, who in (("state", "bea"), ("academia", "elis")):
            actions.note_attendance(
                meeting, {make.actor(table, side): cast.mandates[who]}, by=cast.ana
            )
        assert Attendance.objects.get().mandate == cast.mandates["elis"]

    def test_nobody_comes_by_anothers_mandate(self, cast, table):
        meeting = actions.call_meeting(table, starts_at=NOON, place="Local", by=cast.ana)
        came = {make.actor(table, "academia"): cast.mandates["bea"]}
        with pytest.raises(Refused, match="mandate_not_valid"):
            actions.note_attendance(meeting, came, by=cast.ana)
        assert not Attendance.objects.exists()

    def test_a_meeting_still_to_come_was_attended_by_nobody(self, cast, table):
        later = datetime(2100, 1, 1, tzinfo=UTC)
        meeting = actions.call_meeting(table, starts_at=later, place="Local", by=cast.ana)
        with pytest.raises(Refused, match="day_in_the_future"):
            actions.note_attendance(meeting, {}, by=cast.ana)

    @pytest.mark.parametrize("who", ["bea", "zeca"])
    def test_only_facilitators_call_meetings_and_note_who_came(self, cast, table, who):
        with pytest.raises(Forbidden):
            actions.call_meeting(table, starts_at=NOON, place="x", by=cast.people[who])
        meeting = actions.call_meeting(table, starts_at=NOON, place="x", by=cast.ana)
        with pytest.raises(Forbidden):
            actions.note_attendance(meeting, {}, by=cast.people[who])

    def test_a_meeting_that_was_held_is_not_moved(self, cast, table):
        meeting = actions.call_meeting(table, starts_at=NOON, place="x", by=cast.ana)
        actions.change_meeting(meeting, starts_at=NOON, place="y", by=cast.ana)
        came = {make.actor(table, "state"): cast.mandates["bea"]}
        actions.note_attendance(meeting, came, by=cast.ana)
        with pytest.raises(Refused, match="meeting_was_held"):
            actions.change_meeting(meeting, starts_at=NOON, place="z", by=cast.ana)
        assert Meeting.objects.get().place == "y"


@pytest.mark.parametrize("level", ["nothing", "constituencies", "parties"])
def test_the_sheet_of_consent_says_all_that_is_consented_to(client, cast, level):
    made = make.table_in(cast, State.OPEN, publishes=level)
    said = text_of(get(client, "consent", "en"))
    with translation.override("en"):
        told = list(disclosure_sentences(facts_of(made).parties, Publishes(level)))
    assert len(told) >= 2
    for sentence in told:
        assert sentence in said


def test_the_sheet_of_consent_says_what_was_frozen_and_not_what_the_row_says(client, cast):
    made = make.table_in(cast, State.OPEN, publishes="constituencies")
    Table.objects.filter(pk=made.pk).update(publishes="nothing")
    assert "worth to each side" in text_of(get(client, "consent", "en"))


def test_a_file_of_more_rows_than_can_be_set_quickly_is_refused_in_a_sentence(
    client, cast, table, monkeypatch
):
    monkeypatch.setattr(paper, "MOST_ROWS", 5)  # the table has five options, and five parties
    client.force_login(cast.ana)
    answer = get(client, "scores", "en")
    assert answer.status_code == 400
    assert "at most 1 parties" in answer.content.decode()
    read(get(client, "scores", party="municipalidad-de-ejemplo"))
    read(get(client, "interests"))


def test_convocations_cost_the_same_however_many_are_called(client, cast, table):
    client.force_login(cast.ana)
    with CaptureQueriesContext(connection) as few:
        read(get(client, "convocation"))
    for number in range(4):
        called = make.seat(cast, "academia", f"Instituto {number}", f"gil{number}")
        Actor.objects.create(table=table, seat=called, order=9)
    with CaptureQueriesContext(connection) as many:
        read(get(client, "convocation"))
    assert len(many) == len(few)

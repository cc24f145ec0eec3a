"""What came on paper, typed in: all of a sheet or nothing, each row by its signer's mandate."""

from datetime import UTC, datetime

import pytest

from concertar.kit.models import JournalEntry
from concertar.tables import actions
from concertar.tables.models import Attendance, Consent, Cost, Interest, Meeting, Option, Position
from concertar.tables.models.table import State
from concertar.tables.tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
HUB = "/tables/bahia/type-in/"
OPTION = f"{HUB}option/"
PAGES = (
    f"{HUB}meeting/1/change/",
    HUB,
    OPTION,
    f"{HUB}meeting/",
    f"{HUB}attendance/1/",
    f"{HUB}consent/",
    f"{HUB}interests/municipalidad-de-ejemplo/",
)


@pytest.fixture
def cast():
    return make.forum()


@pytest.fixture
def table(cast):
    made = make.table_in(cast, State.TALKING)
    actions.call_meeting(made, starts_at=NOON, place="Local comunal", by=cast.ana)
    return made


def key(table, side):
    return make.actor(table, side).pk


class TestWhoMay:
    @pytest.mark.parametrize("page", PAGES)
    def test_a_stranger_is_sent_to_sign_in(self, client, table, page):
        answer = client.get(page)
        assert answer.status_code == 302
        assert "login" in answer["Location"]

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("who", ["bea", "zeca"])
    def test_only_facilitators_type_in(self, client, cast, table, page, who):
        client.force_login(cast.people[who])
        assert client.get(page).status_code == 403
        assert client.post(page).status_code in (403, 405)

    @pytest.mark.parametrize("page", PAGES)
    def test_ana_does(self, client, cast, table, page):
        client.force_login(cast.ana)
        assert client.get(page).status_code == 200

    def test_a_party_or_a_meeting_that_is_not_there_is_not_found(self, client, cast, table):
        client.force_login(cast.ana)
        assert client.get(f"{HUB}attendance/9/").status_code == 404
        assert client.get(f"{HUB}interests/nadie/").status_code == 404

    def test_the_hub_costs_few_queries(self, client, cast, table, django_assert_max_num_queries):
        client.force_login(cast.ana)
        with django_assert_max_num_queries(12):
            client.get(HUB)


class TestMovingAMeeting:
    def test_a_meeting_is_moved_until_somebody_was_noted_as_there(self, client, cast, table):
        client.force_login(cast.ana)
        page = f"{HUB}meeting/1/change/"
        moved = {"starts_at": "2026-11-20T10:30", "place": "Salón comunal", "agenda": ""}
        assert client.post(page, moved).status_code == 302
        meeting = table.meetings.get()
        assert (meeting.place, meeting.starts_at.hour) == ("Salón comunal", 15)
        present = {make.actor(table, "state"): cast.mandates["bea"]}
        actions.note_attendance(meeting, present, by=cast.ana)
        assert client.get(page).status_code == 409
        assert client.post(page, moved).status_code == 409


class TestAttendance:
    def test_who_came_is_noted_from_one_form(self, client, cast, table):
        client.force_login(cast.ana)
        sheet = {
            f"who-{key(table, 'state')}": str(cast.mandates["bea"].pk),
            f"who-{key(table, 'academia')}": "",
            "observers": "3",
        }
        answer = client.post(f"{HUB}attendance/1/", sheet)
        assert answer.status_code == 302
        assert Attendance.objects.get().mandate == cast.mandates["bea"]
        assert Meeting.objects.get().observers == 3
        entry = JournalEntry.objects.get(verb="tables.attendance_noted")
        assert (entry.channel, entry.facts["came"]) == ("paper", 1)

    def test_what_people_declare_on_the_sheet_counts_in_the_balance_and_not_in_the_journal(
        self, client, cast, table
    ):
        state = key(table, "state")
        sheet = {
            f"who-{state}": str(cast.mandates["bea"].pk),
            f"gender-{state}": "man",
            f"age-{state}": "young",
        }
        client.force_login(cast.ana)
        client.post(f"{HUB}attendance/1/", sheet)
        balance = Meeting.objects.get().balance()
        assert (balance.occupied, balance.women.count, balance.young.count) == (1, 0, 1)
        entry = JournalEntry.objects.get(verb="fora.delegate_declared")
        assert (entry.facts, entry.channel) == ({}, "paper")

    def test_what_is_left_white_stays_as_it_was_declared(self, client, cast, table):
        client.force_login(cast.ana)
        sheet = {f"who-{key(table, 'state')}": str(cast.mandates["bea"].pk)}
        client.post(f"{HUB}attendance/1/", sheet)
        assert Meeting.objects.get().balance().women.count == 1
        assert not JournalEntry.objects.filter(verb="fora.delegate_declared").exists()

    def test_the_form_remembers_what_was_noted(self, client, cast, table):
        meeting = Meeting.objects.get()
        came = {make.actor(table, "state"): cast.mandates["bea"]}
        actions.note_attendance(meeting, came, by=cast.ana)
        client.force_login(cast.ana)
        assert (
            f'value="{cast.mandates["bea"].pk}" selected'
            in client.get(f"{HUB}attendance/1/").content.decode()
        )

    def test_somebody_without_a_mandate_that_day_cannot_be_chosen(self, client, cast, table):
        client.force_login(cast.ana)
        sheet = {f"who-{key(table, 'state')}": str(cast.mandates["elis"].pk)}
        assert client.post(f"{HUB}attendance/1/", sheet).status_code == 422
        assert not Attendance.objects.exists()


class TestConsent:
    def sheet(self, cast, table, **rest):
        return {
            "on": "2026-03-02",
            "channel": "paper",
            f"who-{key(table, 'state')}": str(cast.mandates["bea"].pk),
            f"who-{key(table, 'academia')}": str(cast.mandates["elis"].pk),
            **rest,
        }

    def test_several_parties_consent_on_one_form_each_by_its_mandate(self, client, cast, table):
        client.force_login(cast.ana)
        assert client.post(f"{HUB}consent/", self.sheet(cast, table)).status_code == 302
        given = Consent.objects.get(actor=make.actor(table, "academia"))
        assert (given.mandate, given.day.isoformat(), given.channel) == (
            cast.mandates["elis"], "2026-03-02", "paper",
        )  # fmt: skip
        assert given.entered_by == cast.ana
        assert Consent.objects.count() == 2

    def test_one_row_that_is_refused_leaves_nothing_and_loses_nothing(self, client, cast, table):
        ended = cast.mandates["elis"]
        ended.ends = make.LONG_AGO
        ended.save()
        client.force_login(cast.ana)
        answer = client.post(f"{HUB}consent/", self.sheet(cast, table))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Universidad de Ejemplo" in page.split('role="alert"')[1].split("</div>")[0]
        assert f'value="{cast.mandates["bea"].pk}" selected' in page  # what was typed is kept
        assert not Consent.objects.exists()

    def test_a_day_in_the_future_is_refused(self, client, cast, table):
        client.force_login(cast.ana)
        answer = client.post(f"{HUB}consent/", self.sheet(cast, table, on="2100-01-01"))
        assert answer.status_code == 422
        assert not Consent.objects.exists()


class TestInterests:
    PAGE = f"{HUB}interests/municipalidad-de-ejemplo/"
    SHEET = {
        "on": "2026-03-02",
        "channel": "paper",
        "language": "es",
        "resolves": "on",
        "bears": "on",
        "text-interest1": "Que el agua alcance",
        "visibility-interest1": "public",
        "text-interest2": "Que no suba la tarifa antes de 2027",
        "visibility-interest2": "facilitator",
        "text-position1": "Una planta común",
        "visibility-position1": "public",
        "visibility-position2": "facilitator",
    }

    def sheet(self, cast):
        return self.SHEET | {"who": str(cast.mandates["bea"].pk)}

    def test_the_sheet_names_who_signed_it_with_a_mandate_of_its_day(self, client, cast, table):
        client.force_login(cast.ana)
        for wrong in ({"who": ""}, {"who": str(cast.mandates["dora"].pk)}, {"on": "2001-03-02"}):
            assert client.post(self.PAGE, self.sheet(cast) | wrong).status_code == 422
        assert not Interest.objects.exists()
        client.post(self.PAGE, self.sheet(cast))
        told = JournalEntry.objects.get(verb="tables.talks_typed_in").facts
        assert told == {"mandate": str(cast.mandates["bea"].pk), "day": "2026-03-02"}

    def test_a_whole_sheet_is_noted_at_once(self, client, cast, table):
        client.force_login(cast.ana)
        assert client.post(self.PAGE, self.sheet(cast)).status_code == 302
        seen = dict(Interest.objects.values_list("text", "visibility"))
        assert seen == {
            "Que el agua alcance": "public",
            "Que no suba la tarifa antes de 2027": "facilitator",
        }
        assert Position.objects.get().text == "Una planta común"
        assert make.actor(table, "state").bears
        assert JournalEntry.objects.filter(channel="paper", verb="tables.interest_noted").exists()

    def test_sent_twice_it_stands_once(self, client, cast, table):
        client.force_login(cast.ana)
        for _time in range(2):
            client.post(self.PAGE, self.sheet(cast))
        assert Interest.objects.count() == 2

    def test_what_is_not_marked_on_paper_is_for_the_facilitator_only(self, client, cast, table):
        client.force_login(cast.ana)
        page = client.get(self.PAGE).content.decode()
        first = page.split('name="visibility-interest1"')[1].split("</select>")[0]
        assert 'value="facilitator" selected' in first

    def test_too_long_a_text_is_told_at_its_row_and_kept(self, client, cast, table):
        client.force_login(cast.ana)
        answer = client.post(self.PAGE, self.sheet(cast) | {"text-interest2": "x" * 401})
        assert answer.status_code == 422
        assert "x" * 401 in answer.content.decode()
        assert not Interest.objects.exists()


class TestMeetings:
    def test_a_meeting_is_called_by_the_clocks_of_the_forum(self, client, cast, table):
        client.force_login(cast.ana)
        form = {"starts_at": "2026-04-01T18:30", "place": "Auditorio", "language": "es"}
        assert client.post(f"{HUB}meeting/", form).status_code == 302
        called = Meeting.objects.get(number=2)
        assert called.starts_at == datetime(2026, 4, 1, 23, 30, tzinfo=UTC)
        assert client.get(HUB).content.decode().count("Auditorio") == 1


class TestOption:
    """What was written at the foot of the sheet of options."""

    def sheet(self, table, **rest):
        return {
            "channel": "paper",
            "language": "es",
            "issue": str(table.issues.get(key="efluentes").pk),
            "proposed_by": str(key(table, "communities")),
            "title": "Humedales",
            "description": "Dos humedales a la salida del dren.",
            "amount": "12500,50",
            "payer": str(key(table, "state")),
            "source": "Perfil de 2025",
            **rest,
        }

    def test_it_is_on_the_table_with_its_cost_and_how_it_came(self, client, cast, table):
        client.force_login(cast.ana)
        answer = client.post(OPTION, self.sheet(table))
        assert (answer.status_code, answer["Location"]) == (302, HUB)
        option = Option.objects.get(title="Humedales")
        assert (option.issue.key, option.description) == (
            "efluentes",
            self.sheet(table)["description"],
        )
        assert option.proposed_by == make.actor(table, "communities")
        cost = option.costs.get()
        assert (cost.amount, cost.payer, cost.source) == (
            12_500_50, make.actor(table, "state"), "Perfil de 2025",
        )  # fmt: skip
        added, priced = list(JournalEntry.objects.order_by("pk"))[-2:]
        assert (added.verb, added.channel) == ("tables.option_added", "paper")
        assert (priced.verb, priced.channel) == ("tables.cost_set", "paper")
        assert added.on_behalf_of == str(option.proposed_by.seat.institution_id)

    def test_a_sheet_may_leave_its_cost_and_who_proposes_it_white(self, client, cast, table):
        client.force_login(cast.ana)
        sheet = self.sheet(table, proposed_by="", amount="", payer="", channel="hall")
        assert client.post(OPTION, sheet).status_code == 302
        option = Option.objects.get(title="Humedales")
        assert (option.proposed_by, option.costs.count()) == (None, 0)
        assert JournalEntry.objects.latest("pk").channel == "hall"

    def test_it_takes_at_most_ten_fields(self, client, cast, table):
        client.force_login(cast.ana)
        fields = client.get(OPTION).context["form"].fields
        assert len(fields) <= 10, list(fields)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": " "},
            {"amount": "mucho"},
            {"payer": ""},
            {"amount": "-5"},
            {"source": ""},
            {"channel": "web"},
            {"proposed_by": "00000000-0000-4000-8000-000000000000"},
            {"title": "Planta"},  # there already
        ],
        ids=str,
    )
    def test_what_cannot_be_is_said_and_nothing_is_written(self, client, cast, table, wrong):
        client.force_login(cast.ana)
        before = Option.objects.count()
        title = table.issues.get(key="efluentes").options.get(key="planta").title
        sent = self.sheet(table, **wrong)
        if sent["title"] == "Planta":
            sent["title"] = title
        answer = client.post(OPTION, sent)
        assert answer.status_code == 422
        assert (Option.objects.count(), Cost.objects.count()) == (before, 0)
        assert "Dos humedales" in answer.content.decode()  # nothing typed is lost

    def test_whoever_left_its_chair_empty_proposes_nothing(self, client, cast, table):
        gone = make.actor(table, "communities")
        gone.is_empty_chair, gone.absence = True, "Dos cartas"
        gone.save()
        client.force_login(cast.ana)
        assert client.post(OPTION, self.sheet(table)).status_code == 422

    def test_a_table_without_issues_says_so(self, client, cast):
        make.table(cast, state=State.TALKING, slug="sin-asuntos")
        client.force_login(cast.ana)
        page = client.get("/tables/sin-asuntos/type-in/option/", headers={"accept-language": "en"})
        assert "No issue has been written down yet." in page.content.decode()

    def test_once_scores_are_given_no_option_comes_in(self, client, cast, table):
        table.state = State.SCORING
        table.save()
        client.force_login(cast.ana)
        assert client.get(OPTION).status_code == 409
        assert OPTION not in client.get(HUB).content.decode()

    def test_the_hub_leads_to_it(self, client, cast, table):
        client.force_login(cast.ana)
        assert OPTION in client.get(HUB).content.decode()

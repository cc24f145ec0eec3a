"""Signatures, criticisms and checks that came on paper: whole sheets, each by a mandate."""

from datetime import timedelta

import pytest

from concertar.agreements import actions
from concertar.agreements.models import Check, Criticism, Reply, Signature
from concertar.agreements.tests import factories as make
from concertar.kit.access import Refused
from concertar.kit.models import JournalEntry
from concertar.tables.tests.factories import guardianship, interest

pytestmark = pytest.mark.django_db

HUB = "/tables/bahia/type-in/"
SIGNATURES, CHECKS = f"{HUB}signatures/", f"{HUB}checks/"
REPLIES = f"{HUB}replies/"
CRITICISM = f"{HUB}criticism/empresa-de-ejemplo/"


@pytest.fixture
def cast():
    return make.cast()


def today(of):
    return of.table.forum.today().isoformat()


class TestWhoMay:
    @pytest.mark.parametrize(
        ("page", "prepare"),
        [
            (SIGNATURES, make.agreement),
            (CHECKS, make.standing),
            (REPLIES, make.standing),
            (CRITICISM, make.ready_draft),
        ],
    )
    def test_only_the_facilitator_types_in_and_a_stranger_signs_in_first(
        self, client, cast, page, prepare
    ):
        prepare(cast)
        assert client.get(page).status_code == 302
        for who in ("bea", "zeca"):
            client.force_login(cast.people[who])
            assert client.get(page).status_code == 403
            assert client.post(page).status_code == 403
        client.force_login(cast.ana)
        assert client.get(page).status_code == 200

    @pytest.mark.parametrize("page", [SIGNATURES, CHECKS, REPLIES, CRITICISM])
    def test_in_another_state_of_the_table_the_page_says_so(self, client, cast, page):
        make.drafting_table(cast)
        client.force_login(cast.ana)
        assert client.get(page).status_code in (404, 409)

    def test_the_hub_leads_to_what_the_state_allows(self, client, cast):
        agreement = make.agreement(cast)
        client.force_login(cast.ana)
        page = client.get(HUB).content.decode()
        assert SIGNATURES in page
        assert f"/agreements/{agreement.slug}/acta.pdf" in page
        assert CHECKS not in page


class TestSignatures:
    @pytest.fixture(autouse=True)
    def frozen(self, cast):
        self.agreement = make.agreement(cast)

    def sheet(self, cast, **rest):
        found = {
            "on": today(self.agreement),
            "channel": "paper",
            "sha256": make.hash_of(self.agreement),
        }
        for side, who in (("state", "bea"), ("academia", "elis"), ("private-sector", "dora")):
            key = make.actor(self.agreement.table, side).pk
            found |= {f"who-{key}": str(cast.mandates[who].pk), f"kind-{key}": "consent"}
        return found | rest

    def test_all_seats_sign_on_one_form_each_by_its_mandate(self, client, cast):
        firm = make.actor(self.agreement.table, "private-sector").pk
        sheet = self.sheet(cast) | {
            f"kind-{firm}": "reservation",
            f"clauses-{firm}": "2 y 3",
            f"reason-{firm}": "En tres años.",
        }
        client.force_login(cast.ana)
        assert client.post(SIGNATURES, sheet).status_code == 302
        signed = {one.actor.seat.constituency.key: one for one in Signature.objects.all()}
        assert set(signed) == {"state", "academia", "private-sector"}
        assert signed["private-sector"].clauses == [2, 3]
        assert signed["state"].mandate == cast.mandates["bea"]
        assert {one.channel for one in signed.values()} == {"paper"}
        assert {one.entered_by for one in signed.values()} == {cast.ana}
        page = client.get(SIGNATURES).content.decode()
        assert "Empresa de Ejemplo" not in page  # what has signed is not asked again

    def test_one_refused_row_leaves_no_signature_and_loses_nothing(self, client, cast):
        firm = make.actor(self.agreement.table, "private-sector").pk
        sheet = self.sheet(cast) | {f"kind-{firm}": "reservation", f"clauses-{firm}": "2"}
        client.force_login(cast.ana)
        answer = client.post(SIGNATURES, sheet)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Empresa de Ejemplo" in page.split('role="alert"')[1].split("</div>")[0]
        assert f'value="{cast.mandates["elis"].pk}" selected' in page
        assert not Signature.objects.exists()
        assert not JournalEntry.objects.filter(verb="agreements.text_signed").exists()

    def test_another_text_is_not_signed_by_the_sheet(self, client, cast):
        client.force_login(cast.ana)
        assert client.post(SIGNATURES, self.sheet(cast, sha256="0" * 64)).status_code == 422
        assert not Signature.objects.exists()

    def test_a_mandate_that_ended_the_day_before_does_not_sign(self, client, cast):
        ended = cast.mandates["elis"]
        ended.ends = self.agreement.table.forum.today() - timedelta(days=1)
        ended.save()
        client.force_login(cast.ana)
        answer = client.post(SIGNATURES, self.sheet(cast))
        assert answer.status_code == 422
        assert not Signature.objects.exists()

    def test_words_are_no_numbers_of_clauses(self, client, cast):
        firm = make.actor(self.agreement.table, "private-sector").pk
        client.force_login(cast.ana)
        answer = client.post(SIGNATURES, self.sheet(cast) | {f"clauses-{firm}": "todas"})
        assert answer.status_code == 422
        assert "todas" in answer.content.decode()


class TestCriticisms:
    @pytest.fixture(autouse=True)
    def begun(self, cast):
        self.draft = make.ready_draft(cast)

    def sheet(self, cast, who="dora", **rest):
        first, second = self.draft.clauses.order_by("order")[:2]
        return {
            "who": str(cast.mandates[who].pk),
            "on": today(self.draft),
            "channel": "paper",
            "clause-c1": str(first.pk), "severity-c1": "2", "text-c1": "Es poco.",
            "clause-c2": str(second.pk), "severity-c2": "3", "text-c2": "No hay dinero.",
            "severity-c3": "1",
            **rest,
        }  # fmt: skip

    def test_a_sheet_of_criticisms_is_noted_at_once(self, client, cast):
        hurt = interest(make.actor(self.draft.table, "private-sector"))
        client.force_login(cast.ana)
        sheet = self.sheet(cast, **{"interest-c1": str(hurt.pk)})
        assert client.post(CRITICISM, sheet).status_code == 302
        said = list(Criticism.objects.order_by("severity"))
        assert [(one.severity, one.text) for one in said] == [
            (2, "Es poco."),
            (3, "No hay dinero."),
        ]
        assert said[0].interest == hurt
        assert {one.channel for one in said} == {"paper"}

    def test_an_empty_criticism_stops_the_whole_sheet(self, client, cast):
        client.force_login(cast.ana)
        answer = client.post(CRITICISM, self.sheet(cast, **{"text-c2": ""}))
        assert answer.status_code == 422
        assert "Es poco." in answer.content.decode()
        assert not Criticism.objects.exists()

    def test_natures_guardian_objects_on_the_same_sheet(self, client, cast):
        guard = guardianship(cast)
        self.draft.table.guardianships.add(guard)
        # The guardian of these tests also sits for academia: its party comes first.
        page = f"{HUB}criticism/{guard.guardian.slug}/"
        client.force_login(cast.ana)
        assert client.post(page, self.sheet(cast, "elis")).status_code == 302
        assert {one.actor.seat.constituency.key for one in Criticism.objects.all()} == {"academia"}


class TestChecks:
    @pytest.fixture(autouse=True)
    def stood(self, cast):
        self.agreement = make.standing(cast)
        self.commitment = self.agreement.commitments.get()

    def sheet(self, cast, who="elis", **rest):
        key = self.commitment.pk
        return {
            "on": today(self.agreement),
            "channel": "paper",
            f"score-{key}": "0",
            f"who-{key}": str(cast.mandates[who].pk),
            f"evidence-{key}": "Visita del 2 de marzo: no hay obra.",
            **rest,
        }

    def test_what_was_found_is_noted_with_who_checked(self, client, cast):
        client.force_login(cast.ana)
        assert client.post(CHECKS, self.sheet(cast)).status_code == 302
        check = Check.objects.get()
        assert (check.score, check.mandate, check.channel) == (0, cast.mandates["elis"], "paper")

    def test_the_responsible_is_not_among_those_who_check(self, client, cast):
        client.force_login(cast.ana)
        assert str(cast.mandates["bea"].pk) not in client.get(CHECKS).content.decode()
        assert client.post(CHECKS, self.sheet(cast, "bea")).status_code == 422
        assert not Check.objects.exists()

    def test_a_check_without_evidence_is_refused_at_its_row(self, client, cast):
        client.force_login(cast.ana)
        answer = client.post(CHECKS, self.sheet(cast, **{f"evidence-{self.commitment.pk}": ""}))
        assert answer.status_code == 422
        assert not Check.objects.exists()

    def test_a_commitment_left_white_is_not_checked(self, client, cast):
        client.force_login(cast.ana)
        sheet = self.sheet(cast, **{f"score-{self.commitment.pk}": ""})
        assert client.post(CHECKS, sheet).status_code == 302
        assert not Check.objects.exists()


class TestReplies:
    @pytest.fixture(autouse=True)
    def checked(self, client, cast):
        self.agreement = make.standing(cast)
        self.check = actions.check_commitment(
            self.agreement.commitments.get(), score=1, evidence="No hay obra.", channel="paper",
            mandate=cast.mandates["elis"], by=cast.ana,
        )  # fmt: skip
        client.force_login(cast.ana)

    def sheet(self, cast, who="bea", text="La obra empieza en abril."):
        key = self.check.pk
        mandate = str(cast.mandates[who].pk) if who else ""
        shared = {"on": today(self.agreement), "channel": "paper"}
        return shared | {f"text-{key}": text, f"who-{key}": mandate}

    def test_what_the_responsible_wrote_is_noted_and_waits_no_more(self, client, cast):
        assert client.post(REPLIES, self.sheet(cast)).status_code == 302
        reply = Reply.objects.get()
        assert (reply.text, reply.mandate, reply.channel) == (
            "La obra empieza en abril.", cast.mandates["bea"], "paper",
        )  # fmt: skip
        assert JournalEntry.objects.last().verb == "agreements.check_replied"
        assert f"text-{self.check.pk}" not in client.get(REPLIES).content.decode()

    def test_nobody_else_replies_and_nobody_unnamed(self, client, cast):
        for who in ("elis", ""):
            assert client.post(REPLIES, self.sheet(cast, who)).status_code == 422
        assert not Reply.objects.exists()

    def test_a_check_left_white_is_not_replied_to(self, client, cast):
        assert client.post(REPLIES, self.sheet(cast, text="")).status_code == 302
        assert not Reply.objects.exists()


def test_the_verbs_themselves_are_all_or_nothing(cast):
    agreement = make.agreement(cast)
    rows = {
        "a": {"actor": make.actor(agreement.table, "state"), "mandate": cast.mandates["bea"],
              "kind": "consent"},
        "b": {"actor": make.actor(agreement.table, "academia"), "mandate": cast.mandates["dora"],
              "kind": "consent"},
    }  # fmt: skip
    with pytest.raises(Refused, match="mandate_of_another") as caught:
        actions.type_in_signatures(
            agreement, rows, sha256=make.hash_of(agreement), language="es",
            on=agreement.table.forum.today(), by=cast.ana,
        )  # fmt: skip
    assert caught.value.params["at"] == "b"
    assert not Signature.objects.exists()

"""What is done in a hall or on paper is written down with its channel and its own day."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.models import Agreement
from concertar.agreements.tests import factories as make
from concertar.kit.models import JournalEntry
from concertar.tables.models import Step, Table


class DaysOfActs(TestCase):
    """Each form of the frozen text, sent for what was done three days ago in the hall."""

    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.cast = make.cast()
        self.client.force_login(self.cast.ana)
        self.today = Table(forum=self.cast.forum).forum.today()
        self.past = self.today - timedelta(days=3)

    def send(self, name, slug, day=None, channel="hall", **rest):
        sent = {"channel": channel, "on": (day or self.past).isoformat(), **rest}
        return self.client.post(reverse(f"agreements:{name}", args=[slug]), sent)

    def frozen_at(self, day):
        ready = make.ready_draft(self.cast)
        return actions.freeze_text(
            ready, place="Chimbote", by=self.cast.ana, on=day, channel="hall"
        )

    def assert_on_record(self, answer, after, day):
        self.assertEqual(answer.status_code, 302, answer.content.decode()[-2000:])
        step = Step.objects.last()
        self.assertEqual((step.after, step.day, step.channel), (after, day, "hall"))
        self.assertEqual(JournalEntry.objects.last().channel, "hall")

    def assert_said(self, answer, words):
        self.assertContains(answer, words, status_code=422)
        self.assertContains(answer, self.past.isoformat(), status_code=422)  # nothing typed is lost

    def test_a_text_frozen_in_the_hall(self):
        make.ready_draft(self.cast)
        answer = self.send("draft_freeze", "bahia", place="Chimbote")
        self.assert_on_record(answer, "signing", self.past)
        self.assertEqual(Agreement.objects.get().frozen_on, self.past)

    def test_a_text_taken_back_in_the_hall(self):
        self.frozen_at(self.past)
        answer = self.send("withdraw", "bahia-1", to="drafting", reason="Faltó un plazo.")
        self.assert_on_record(answer, "drafting", self.past)

    def test_a_text_is_not_taken_back_before_it_was_frozen(self):
        self.frozen_at(self.today)
        answer = self.send("withdraw", "bahia-1", to="drafting", reason="Faltó un plazo.")
        self.assert_said(answer, "The day lies before the text was frozen")
        self.assertEqual(Agreement.objects.get().status, "signing")

    def signed_on(self, day):
        made = self.frozen_at(day - timedelta(days=1))
        for mandate in self.cast.mandates.values():
            party = made.table.actors.get(seat__institution=mandate.institution)
            actions.sign(
                made, party, kind="consent", mandate=mandate, on=day, channel="paper",
                sha256=make.hash_of(made), by=self.cast.ana,
            )  # fmt: skip
        return made

    def test_what_was_decided_in_the_hall(self):
        self.signed_on(self.past)
        self.assert_said(self.send("decide", "bahia-1", channel="web"), "in the hall")
        self.assert_on_record(self.send("decide", "bahia-1"), "standing", self.past)
        self.assertEqual(Agreement.objects.get().decided_on, self.past)

    def test_a_decision_does_not_come_before_the_signatures(self):
        made = self.frozen_at(self.today - timedelta(days=4))
        make.signed_by_all(made, self.cast)
        answer = self.send("decide", "bahia-1")
        self.assert_said(answer, "The day lies before the last signature")
        self.assertContains(answer, "Decide by the rule", status_code=422)

    def test_a_follow_up_begun_in_the_hall(self):
        made = self.signed_on(self.past - timedelta(days=1))
        actions.decide(made, by=self.cast.ana, on=self.past, channel="hall")
        page = reverse("agreements:follow_up", args=["bahia-1"])
        self.assertContains(self.client.get(page), "In the hall")
        before = self.send("follow_up", "bahia-1", day=self.past - timedelta(days=1))
        self.assertContains(before, "before the agreement stood", status_code=422)
        self.assert_on_record(self.send("follow_up", "bahia-1"), "followed", self.past)
        self.assertContains(self.client.get(page), "The follow-up has begun already.")

    def test_a_day_to_come_is_refused_and_what_was_typed_stays(self):
        make.ready_draft(self.cast)
        answer = self.send("draft_freeze", "bahia", day=self.today + timedelta(days=1))
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(Agreement.objects.exists())

    def test_whoever_says_nothing_of_it_does_it_now_on_the_site(self):
        make.standing(self.cast)
        self.client.post(reverse("agreements:follow_up", args=["bahia-1"]), {})
        step = Step.objects.last()
        self.assertEqual((step.after, step.day, step.channel), ("followed", self.today, "web"))

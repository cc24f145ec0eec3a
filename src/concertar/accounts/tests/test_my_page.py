"""The page of one's own: what the network knows, how one enters, and taking the data along."""

import json

from django.test import Client
from django.utils import translation

from concertar.accounts import actions
from concertar.accounts.models import Person
from concertar.accounts.tests.factories import PASSWORD, SignInCase, person
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry


class MyPage(SignInCase):
    def setUp(self):
        super().setUp()
        self.ana = person("ana")
        self.zeca = person("zeca", name="Zeca <script>alert(1)</script>")
        self.client.force_login(self.ana)

    def test_strangers_are_sent_to_sign_in_first(self):
        for address in ("/me/", "/me/data.json"):
            page = Client().get(address)
            self.assertEqual(page["Location"], f"/accounts/login/?next={address}")

    def test_ana_changes_her_name_and_language_and_the_journal_keeps_no_name(self):
        page = self.client.post("/me/", {"name": " Ana  Quispe Huamán ", "language": "es"})
        self.assertRedirects(page, "/me/")
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.name, self.ana.language), ("Ana Quispe Huamán", "es"))
        entry = JournalEntry.objects.get()
        self.assertEqual(entry.verb, "accounts.person_renamed")
        self.assertNotIn("Huam", json.dumps(entry.facts))

    def test_saving_without_a_change_is_not_an_act(self):
        self.client.post("/me/", {"name": "Ana Quispe", "language": ""})
        self.assertFalse(JournalEntry.objects.exists())

    def test_extra_fields_give_no_power(self):
        fields = {f.name: "1" for f in Person._meta.concrete_fields}
        fields |= {"name": "Ana Quispe", "language": "", "email": "other@example.org"}
        self.client.post("/me/", fields)
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.email, "ana@example.org")
        self.assertFalse(self.ana.is_steward or self.ana.is_fictitious)
        self.assertTrue(self.ana.check_password(PASSWORD))

    def test_a_bad_name_is_named_with_what_to_do_and_nothing_changes(self):
        page = self.client.post("/me/", {"name": "\u202e\u200b", "language": ""})
        self.assertContains(page, "Write the name with letters.", count=2)
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.name, "Ana Quispe")

    def test_markup_in_a_name_stays_text(self):
        self.client.force_login(self.zeca)
        page = self.client.get("/me/")
        self.assertNotContains(page, "<script>alert")
        self.assertContains(page, "Zeca &lt;script&gt;alert(1)&lt;/script&gt;")

    def test_ana_takes_her_data_along_and_nobody_else_s(self):
        self.sign_in("ana@example.org")
        self.client.post("/me/", {"name": "Ana Huamán", "language": ""})
        actions.rename_person(self.zeca, "Zeca Lima Rojas", by=self.zeca)
        page = self.client.get("/me/data.json")
        self.assertIn("attachment", page["Content-Disposition"])
        self.assertIn("no-store", page["Cache-Control"])
        data = page.json()
        self.assertEqual(data["person"]["email"], "ana@example.org")
        self.assertEqual([act["verb"] for act in data["acts"]], ["accounts.person_renamed"])
        self.assertEqual(data["acts"][0]["subject_id"], str(self.ana.pk))
        self.assertEqual(
            data["emails"], [{"email": "ana@example.org", "verified": True, "primary": True}]
        )
        text = page.content.decode()
        self.assertNotIn("zeca", text.lower())
        self.ana.refresh_from_db()
        self.assertNotIn(self.ana.password, text)

    def test_the_page_costs_few_queries(self):
        with self.assertNumQueries(7):
            self.client.get("/me/")

    def test_the_page_speaks_both_languages(self):
        self.assertContains(self.client.get("/me/"), "How you sign in")
        Person.objects.update(language="es")
        self.assertContains(self.client.get("/me/"), "Cómo ingresa")

    def test_only_oneself_or_a_steward_renames(self):
        rosa = person("rosa", is_steward=True)
        with self.assertRaises(Forbidden):
            actions.rename_person(self.ana, "Somebody", by=self.zeca)
        actions.rename_person(self.ana, "Ana Q.", by=rosa)
        self.assertEqual(JournalEntry.objects.get().actor, str(rosa.pk))

    def tearDown(self):
        translation.activate("en")

    def test_a_form_is_kept_whole_or_not_at_all(self):
        with self.assertRaises(Refused):
            actions.change_own_page(self.ana, name="Ana Q.", language="xx", by=self.ana)
        self.ana.refresh_from_db()
        self.assertNotEqual(self.ana.name, "Ana Q.")
        self.assertEqual(JournalEntry.objects.count(), 0)

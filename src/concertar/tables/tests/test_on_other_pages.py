"""What tables show on the pages of other rooms."""

from django.test import TestCase
from django.utils import translation

from concertar.tables.models.table import State
from concertar.tables.tests import factories


class OnThePageOfTheForum(TestCase):
    def setUp(self):
        translation.activate("en")
        self.addCleanup(translation.deactivate)
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.cast = factories.forum()
        self.address = f"/fora/{self.cast.forum.slug}/"

    def test_its_tables_stand_with_their_question_and_state(self):
        factories.table_in(self.cast, State.TALKING)
        page = self.client.get(self.address)
        self.assertContains(page, 'href="/tables/bahia/"')
        self.assertContains(page, "¿Cómo bajar la carga que recibe la bahía?")
        self.assertContains(page, "<strong>Talking</strong>", html=True)
        self.assertContains(page, f'href="/tables/?forum={self.cast.forum.slug}"')

    def test_one_in_preparation_is_shown_to_its_facilitator_only(self):
        factories.table_in(self.cast, State.DRAFT)
        for person, count in ((None, 0), (self.cast.bea, 0), (self.cast.ana, 1)):
            self.client.logout()
            if person:
                self.client.force_login(person)
            self.assertContains(self.client.get(self.address), "/tables/bahia/", count)

    def test_whoever_facilitates_a_forum_without_tables_is_led_to_the_first_one(self):
        link = f"/tables/new/?forum={self.cast.forum.slug}"
        for person, count in ((None, 0), (self.cast.bea, 0), (self.cast.ana, 1)):
            self.client.logout()
            if person:
                self.client.force_login(person)
            self.assertContains(self.client.get(self.address), link, count)

    def test_those_of_another_forum_do_not_stand_there(self):
        factories.table_in(self.cast, State.TALKING)
        other = factories.forum("Foro de Ejemplo", sides={})
        self.assertNotContains(self.client.get(f"/fora/{other.forum.slug}/"), "/tables/bahia/")

    def test_it_costs_one_query_more_however_many_there_are(self):
        self.client.force_login(self.cast.ana)
        self.client.get(self.address)
        with self.assertNumQueries(11):
            self.client.get(self.address)
        for number in range(3):
            factories.table_in(self.cast, State.TALKING, slug=f"bahia-{number}")
        with self.assertNumQueries(11):
            self.client.get(self.address)

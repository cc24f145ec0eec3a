"""The pages of a forum, as Ana, Bea, Zeca, a stranger and a steward find them."""

import json
from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from concertar.fora import actions
from concertar.fora.models import Delegate, Facilitator, Forum, Guardianship, Seat
from concertar.fora.tests import factories as make
from concertar.kit import search
from concertar.kit.access import Refused
from concertar.network.models import Institution

PAPER = "Acuerdo de Concejo 7-2026, 2 de mayo de 2026"


class ForumCase(TestCase):
    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.city = make.city_forum(women_quota="0.500")
        self.forum, self.ana = self.city.forum, self.city.ana
        self.today = self.forum.today()

    def at(self, page, *rest):
        return reverse(f"fora:{page}", args=[self.forum.slug, *rest])

    def send(self, address, **typed):
        return self.client.post(address, typed, follow=True)


class ThePageOfAForum(ForumCase):
    def test_says_who_sits_who_is_missing_and_who_facilitates(self):
        make.seat(self.city.sides["Academia"], "Instituto del Mar")
        page = self.client.get(self.at("forum_detail"))
        self.assertContains(page, "6 of 7 seats are taken")
        self.assertContains(page, "on 5 sides that weigh the same")
        self.assertContains(page, "Nobody has a valid mandate.", 1)
        self.assertContains(page, "ana", html=False)
        self.assertContains(page, "Acuerdo de Concejo 012-2025")
        self.assertNotContains(page, self.at("forum_keep"))

    def test_shows_nature_with_its_guardian_its_parent_and_its_children(self):
        bay = make.entity()
        make.guardianship(self.forum, bay, "Guardianes de la Bahía")
        child = make.forum("Foro de Pacocha", parent=self.forum)
        page = self.client.get(self.at("forum_detail"))
        self.assertContains(page, "Guardianes de la Bahía")
        self.assertContains(page, child.name)
        self.assertContains(self.client.get(f"/fora/{child.slug}/"), self.forum.name)

    def test_costs_few_queries_however_many_sit(self):
        address = self.at("forum_detail")
        self.client.get(address)
        self.client.force_login(self.ana)
        with self.assertNumQueries(11):
            self.client.get(address)
        for number in range(8):
            made = make.seat(self.city.sides["Academia"], f"Universidad {number}")
            make.delegate(made, f"u{number}")
        with self.assertNumQueries(11):
            self.client.get(address)

    def test_publishes_gender_and_age_only_added_up(self):
        Delegate.objects.filter(mandate__person=self.city.bea).update(gender="woman", age="young")
        page = self.client.get(self.at("forum_detail"))
        self.assertContains(page, "1 seat, 17 %")
        self.assertContains(page, "at least 50 %")
        for name in ("seat_export", "mandate_export"):
            for form in ("csv", "json"):
                text = self.client.get(self.at(name, form)).getvalue().decode()
                for told in ("woman", "young", "gender", 'age"', ",age"):
                    self.assertNotIn(told, text)
        self.assertIn("bea", self.client.get(self.at("mandate_export", "csv")).getvalue().decode())

    def test_an_illustrative_forum_says_so(self):
        Forum.objects.update(is_illustrative=True)
        self.assertContains(self.client.get(self.at("forum_detail")), "do not exist")

    def test_a_forum_that_is_not_there_is_not_found(self):
        self.assertEqual(self.client.get("/fora/nada/").status_code, 404)


class TheList(ForumCase):
    def test_is_filtered_by_its_address_and_downloads_what_it_shows(self):
        make.forum("Foro de Lima", territory=make.place("Lima", inside=make.some_place().parent))
        page = self.client.get("/fora/?place=lima")
        self.assertContains(page, "Foro de Lima")
        self.assertNotContains(page, "Foro de Ilo")
        rows = json.loads(self.client.get("/fora.json?place=ilo").getvalue())["rows"]
        self.assertEqual([(row["slug"], row["seats"]) for row in rows], [("foro-de-ilo", 6)])

    def test_costs_few_queries(self):
        self.client.get("/fora/")
        with self.assertNumQueries(5):
            self.client.get("/fora/")


class WhoKeepsIt(ForumCase):
    ADDRESSES = ("forum_keep", "forum_change", "constituency_new", "seat_new", "facilitator_new",
                 "guardianship_new")  # fmt: skip

    def one_each(self):
        bea = self.city.delegates["Asociación Aire Limpio"]
        guardianship = make.guardianship(self.forum, make.entity(), "Guardianes")
        return [
            *(self.at(name) for name in self.ADDRESSES),
            self.at("constituency_change", "academia"),
            self.at("seat_close", bea.seat.pk),
            self.at("delegate_new", bea.seat.pk),
            self.at("delegate_end", bea.pk),
            self.at("delegate_remove", bea.pk),
            self.at("facilitator_end", Facilitator.objects.get().pk),
            self.at("guardianship_end", guardianship.pk),
        ]

    def test_a_stranger_is_sent_to_sign_in_and_others_are_told_no(self):
        addresses = self.one_each()
        for address in addresses:
            self.assertEqual(self.client.get(address).status_code, 302, address)
        other = make.forum("Foro de Tacna")
        make.facilitator(other, "caio")
        for who in (self.city.bea, self.city.zeca, Facilitator.objects.get(forum=other).person):
            self.client.force_login(who)
            for address in addresses:
                self.assertEqual(self.client.get(address).status_code, 403, address)
                if address != self.at("forum_keep"):
                    self.assertEqual(self.client.post(address).status_code, 403, address)

    def test_ana_and_a_steward_open_every_page_with_few_queries(self):
        addresses = self.one_each()
        for who in (self.ana, make.person("rosa", is_steward=True)):
            self.client.force_login(who)
            for address in addresses:
                self.client.get(address)
                with self.assertNumQueries(FewerThan(13)):
                    self.assertEqual(self.client.get(address).status_code, 200, address)

    def test_only_a_steward_founds(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.client.get("/fora/new/").status_code, 403)
        self.client.force_login(make.person("rosa", is_steward=True))
        page = self.send("/fora/new/", name="Foro de la Cuenca", slug="cuenca", territory="peru",
                         facilitator="zeca@foro.example", women_quota="30")  # fmt: skip
        self.assertContains(page, "The forum was founded.")
        founded = Forum.objects.get(slug="cuenca")
        self.assertEqual(str(founded.women_quota), "0.300")
        self.assertEqual(founded.facilitators.get().person, self.city.zeca)


class FewerThan(int):
    """A number of queries that is kept when it is not reached."""

    def __eq__(self, other):
        return other < int(self)

    __hash__ = int.__hash__


class AnaKeepsTheForum(ForumCase):
    def setUp(self):
        super().setUp()
        self.client.force_login(self.ana)

    def test_opens_a_seat_for_an_institution_of_the_directory(self):
        guest = make.institution("Comité de Pescadores")
        found = self.client.get(self.at("seat_new"), {"q": "pescador"})
        self.assertNotContains(found, "Comité de Pescadores")  # not in the index yet
        search.index(guest)
        address = self.at("seat_new") + "?q=pescador"
        self.assertContains(self.client.get(address), "Comité de Pescadores")
        page = self.send(address, institution=guest.slug, constituency="comunidades",
                         of_poorest_district="on")  # fmt: skip
        self.assertContains(page, "The seat was opened.")
        self.assertTrue(Seat.objects.get(institution=guest).of_poorest_district)

    def test_opens_a_seat_for_an_institution_that_is_in_no_list(self):
        address = self.at("seat_new") + "?q=Gremio+Nuevo"
        page = self.send(address, name="Gremio Nuevo", constituency="academia")
        self.assertContains(page, "Choose what kind of institution it is.", status_code=422)
        page = self.send(address, name="Gremio Nuevo", kind="private", constituency="academia")
        self.assertContains(page, "The seat was opened.")
        guest = Institution.objects.get(name="Gremio Nuevo")
        self.assertEqual((guest.place, guest.affiliations.count()), (self.forum.territory, 0))

    def test_a_new_institution_is_not_left_behind_without_its_seat(self):
        elsewhere = make.constituency(make.forum("Foro de Tacna"))
        with self.assertRaises(Refused):
            actions.open_seat_for_new(
                self.forum, "Gremio", kind="private", constituency=elsewhere, by=self.ana
            )
        self.assertFalse(Institution.objects.filter(name="Gremio").exists())
        address = self.at("seat_new") + "?q=x"
        page = self.send(address, name="Universidad de la Costa", kind="university",
                         constituency="academia")  # fmt: skip
        self.assertContains(page, "is written down already", status_code=422)

    def test_seats_a_person_on_paper_an_account_and_somebody_known(self):
        seat = make.seat(self.city.sides["Academia"], "Instituto del Mar")
        address, tomorrow = self.at("delegate_new", seat.pk), self.today + timedelta(days=1)
        typed = {"capacity": "delegate", "power": "sign", "document": PAPER}
        page = self.send(address, **typed, name="Juan Flores", gender="man", ends=self.today)
        self.assertContains(page, "The person takes the seat.")
        first = Delegate.objects.get(seat=seat)
        self.assertIsNone(first.mandate.person.email)
        page = self.send(address, **typed, email="zeca@foro.example", starts=self.today)
        self.assertContains(page, "mandate in the same capacity", status_code=422)
        page = self.send(address, **typed, known=first.mandate.person_id, starts=tomorrow)
        self.assertContains(page, "The person takes the seat.")
        self.assertEqual(first.mandate.person.mandates.count(), 2)

    def test_is_told_when_nobody_or_two_people_are_named(self):
        address = self.at("delegate_new", self.city.bea_seat.pk)
        typed = {"capacity": "alternate", "power": "sign", "document": PAPER}
        for who in ({}, {"name": "Juan", "email": "zeca@foro.example"}):
            page = self.send(address, **typed, **who)
            self.assertContains(page, "and only one", status_code=422)
        page = self.send(address, **typed, email="nadie@foro.example")
        self.assertContains(page, "No account has this e-mail", status_code=422)
        page = self.send(address, **typed, name="12345")
        self.assertContains(page, "with letters", status_code=422)

    def test_ends_and_takes_back_mandates(self):
        bea = self.city.delegates["Asociación Aire Limpio"]
        page = self.send(self.at("delegate_end", bea.pk), on=self.today)
        self.assertContains(page, "The mandate has its last day.")
        page = self.send(self.at("delegate_end", bea.pk), on=self.today)
        self.assertContains(page, "already", status_code=422)
        page = self.send(self.at("delegate_remove", bea.pk))
        self.assertContains(page, "The mandate was taken back.")

    def test_closes_a_seat(self):
        page = self.send(self.at("seat_close", self.city.bea_seat.pk))
        self.assertContains(page, "The seat was closed.")
        self.assertEqual(Seat.objects.get(pk=self.city.bea_seat.pk).ends, self.today)

    def test_adds_and_changes_a_constituency(self):
        page = self.send(self.at("constituency_new"), name="Iglesias", least_seats=2)
        self.assertContains(page, "The constituency was added.")
        page = self.send(self.at("constituency_change", "iglesias"), name="Cultos", least_seats=3)
        self.assertContains(page, "The changes were saved.")
        side = self.forum.constituencies.get(key="iglesias")
        self.assertEqual((side.name, side.least_seats, side.order), ("Cultos", 3, 5))

    def test_names_and_ends_a_guardian(self):
        guard = make.institution("Guardianes")
        search.index(guard)
        make.entity()
        address = self.at("guardianship_new") + "?q=guardianes"
        typed = {"guardian": guard.slug, "entity": "bahia-de-ilo", "basis": "Ley 1"}
        self.assertContains(self.send(address, **typed), "The guardian was named.")
        self.assertContains(self.send(address, **typed), "already", status_code=422)
        one = Guardianship.objects.get()
        page = self.send(self.at("guardianship_end", one.pk))
        self.assertContains(page, "The guardianship has its last day.")

    def test_names_another_facilitator_but_never_a_delegate(self):
        page = self.send(self.at("facilitator_new"), email="bea@foro.example")
        self.assertContains(page, "speaks for nobody in it", status_code=422)
        page = self.send(self.at("facilitator_new"), email="zeca@foro.example")
        self.assertContains(page, "facilitates the forum from now on")
        page = self.send(self.at("facilitator_end", Facilitator.objects.get(person=self.ana).pk))
        self.assertEqual(page.status_code, 403)  # she has just ended her own

    def test_changes_the_quotas_and_reads_them_as_per_cent(self):
        page = self.client.get(self.at("forum_change"))
        self.assertContains(page, 'value="50')
        page = self.send(self.at("forum_change"), name="Foro", territory="ilo", women_quota="")
        self.assertContains(page, "The changes were saved.")
        self.forum.refresh_from_db()
        self.assertIsNone(self.forum.women_quota)

    def test_a_forum_of_nowhere_is_refused_in_words(self):
        page = self.send(self.at("forum_change"), name="Foro")
        self.assertContains(page, "of a place or of a consortium", status_code=422)


class PagesOfOtherRooms(ForumCase):
    def test_a_place_shows_its_fora_and_those_inside_it(self):
        for place in ("ilo", "peru"):
            self.assertContains(self.client.get(f"/places/{place}/"), "Foro de Ilo")

    def test_an_institution_shows_where_it_sits_and_a_consortium_its_fora(self):
        page = self.client.get("/institutions/asociacion-aire-limpio/")
        self.assertContains(page, "Foro de Ilo")
        bond = make.institution("Mancomunidad", kind="network")
        make.forum("Foro de la Cuenca", consortium=bond)
        self.assertContains(self.client.get("/institutions/mancomunidad/"), "Foro de la Cuenca")

    def test_an_illustrative_institution_says_so_everywhere(self):
        make.institution("Empresa Inventada", is_illustrative=True, place=make.some_place())
        for address in ("/institutions/", "/institutions/empresa-inventada/", "/places/ilo/"):
            self.assertContains(self.client.get(address), "illustrative", msg_prefix=address)
        self.assertContains(self.client.get("/institutions/empresa-inventada/"), "does not exist")
        lines = self.client.get("/institutions.csv").getvalue().decode().splitlines()
        column = lines[0].lstrip("\ufeff").split(",").index("is_illustrative")
        told = {line.split(",")[0]: line.split(",")[column] for line in lines[1:]}
        self.assertEqual((told["empresa-inventada"], told["empresa-fundidora"]), ("true", "false"))

"""Who a person is: one e-mail without case, a name that people can see."""

import unicodedata
import uuid

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import SimpleTestCase, TestCase
from hypothesis import given
from hypothesis import strategies as st

from concertar.accounts.models import Person
from concertar.accounts.names import clean_name, require_name
from concertar.accounts.tests.factories import person
from concertar.kit.access import OPERATOR
from concertar.kit.signs import UNWANTED


class OneEmail(TestCase):
    def insert(self, email: str | None, name: str = "Bea Torres") -> None:
        """A row by raw SQL, as another program would write it."""
        row = Person(name=name)
        row.email = email
        fields = [field for field in Person._meta.concrete_fields if field.name != "email"]
        values = [
            field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields
        ]
        columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
        marks = ", ".join(["%s"] * (len(fields) + 1))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO accounts_person ({columns}, email) VALUES ({marks})",
                [*values, email],
            )

    def test_raw_sql_cannot_store_the_same_email_twice(self):
        self.insert("bea@example.org")
        with self.assertRaises(IntegrityError):
            self.insert("bea@example.org")

    def test_raw_sql_cannot_store_capitals_which_would_hide_a_second_account(self):
        with self.assertRaises(IntegrityError):
            self.insert("Bea@example.org")

    def test_raw_sql_cannot_store_an_empty_email_or_name(self):
        with self.assertRaises(IntegrityError):
            self.insert("")
        with self.assertRaises(IntegrityError):
            self.insert("bea@example.org", name="")

    def test_people_on_paper_have_no_email_and_do_not_clash(self):
        self.insert(None)
        self.insert(None)
        self.assertEqual(Person.objects.filter(email=None).count(), 2)

    def test_capitals_are_stored_small_and_found_however_they_are_typed(self):
        bea = Person.objects.create(name="Bea", email=" Bea@Example.ORG ")
        self.assertEqual(bea.email, "bea@example.org")
        self.assertEqual(Person.objects.get(email="BEA@example.org"), bea)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Person.objects.create(name="Beatriz", email="BEA@EXAMPLE.ORG")

    def test_an_update_cannot_bring_capitals_or_emptiness_in(self):
        bea = Person.objects.create(name="Bea", email="bea@example.org")
        Person.objects.filter(pk=bea.pk).update(email="BEA2@example.org")
        bea.refresh_from_db()
        self.assertEqual(bea.email, "bea2@example.org")
        Person.objects.filter(pk=bea.pk).update(email="")
        bea.refresh_from_db()
        self.assertIsNone(bea.email)

    def test_looking_for_the_empty_email_finds_nobody(self):
        Person.objects.create(name="Paula en papel", email="")
        self.assertFalse(Person.objects.filter(email="").exists())
        self.assertIsNone(Person.objects.get(name="Paula en papel").email)


class Names(SimpleTestCase):
    def test_signs_that_reverse_or_hide_are_taken_out(self):
        self.assertEqual(clean_name("Ana\u202e Quispe\u200b"), "Ana Quispe")
        self.assertEqual(clean_name("  Ana \u00a0\t\n Quispe\u3164"), "Ana Quispe")
        self.assertEqual(clean_name("Nun\u0303ez"), "Nuñez")

    def test_a_name_without_letters_is_refused_in_a_sentence(self):
        for nothing in ("", "   ", "\u200b\u2060", "\u3164\u2800", "123", "👍"):
            with self.subTest(nothing), self.assertRaises(ValidationError) as refused:
                require_name(nothing)
            self.assertEqual(refused.exception.code, "name_without_letters")
        require_name("Ñusta Ch'aska")
        require_name("李小龍")

    def test_a_name_longer_than_an_act_can_carry_is_refused(self):
        with self.assertRaises(ValidationError):
            require_name("a" * 201)

    @given(st.text())
    def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(self, text):
        name = clean_name(text)
        self.assertEqual(clean_name(name), name)
        self.assertFalse([s for s in name if unicodedata.category(s) in UNWANTED])
        self.assertNotIn("  ", name)


class WhoSeesWhom(TestCase):
    def setUp(self):
        self.ana, self.zeca = person("ana"), person("zeca")
        self.rosa = person("rosa", is_steward=True)

    def seen_by(self, somebody):
        return set(Person.objects.visible_to(somebody))

    def test_people_see_their_own_row_and_stewards_the_register(self):
        self.assertEqual(self.seen_by(self.zeca), {self.zeca})
        self.assertEqual(self.seen_by(self.rosa), {self.ana, self.zeca, self.rosa})
        self.assertEqual(self.seen_by(OPERATOR), {self.ana, self.zeca, self.rosa})

    def test_strangers_and_closed_accounts_see_nobody(self):
        self.assertEqual(self.seen_by(AnonymousUser()), set())
        self.rosa.is_active = False
        self.assertEqual(self.seen_by(self.rosa), set())

    def test_a_person_is_not_anonymous_and_carries_an_unguessable_key(self):
        self.assertFalse(self.ana.is_anonymous)
        self.assertTrue(self.ana.is_authenticated)
        self.assertEqual(uuid.UUID(str(self.ana.pk)).version, 4)

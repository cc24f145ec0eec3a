"""Clauses: two facilitators write at once and nothing is lost; places, origins, translations."""

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from concertar.agreements import actions, differences
from concertar.agreements.models import Clause, ClauseVersion, Commitment, Draft
from concertar.agreements.tests import factories as make
from concertar.fora.models import Facilitator
from concertar.kit.access import Refused
from concertar.kit.models import JournalEntry
from concertar.tables.tests.factories import LONG_AGO, indicator, issue, limit, person, table


def edit(clause, text, base, by, **rest):
    values = {"heading": clause.heading, "text": text, "base_version": base, **rest}
    return actions.edit_clause(clause, by=by, **values)


class WritingAtOnce(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.draft = make.draft(self.cast)
        self.clause = self.draft.clauses.get(order=2)
        self.gina = person("gina")
        Facilitator.objects.create(forum=self.cast.forum, person=self.gina, starts=LONG_AGO)

    def test_the_second_text_is_kept_aside_and_both_are_seen(self):
        edit(self.clause, "Ana escribe esto.", 1, self.cast.ana)
        with self.assertRaises(Refused) as refused:
            edit(self.clause, "Gina escribe aquello.", 1, self.gina)
        self.assertEqual(refused.exception.code, "clause_changed")
        self.clause.refresh_from_db()
        self.assertEqual((self.clause.text, self.clause.version), ("Ana escribe esto.", 2))
        aside = ClauseVersion.objects.waiting_aside().get()
        self.assertEqual((aside.text, aside.number, aside.based_on, aside.written_by),
                         ("Gina escribe aquello.", None, 1, self.gina))  # fmt: skip
        self.assertEqual(JournalEntry.objects.last().verb, "agreements.clause_kept_aside")

    def test_merging_settles_the_aside_and_it_stays_in_the_history(self):
        edit(self.clause, "Ana escribe esto.", 1, self.cast.ana)
        with self.assertRaises(Refused):
            edit(self.clause, "Gina escribe aquello.", 1, self.gina)
        edit(self.clause, "Ana y Gina escriben esto.", 2, self.gina)
        self.assertFalse(ClauseVersion.objects.waiting_aside().exists())
        texts = list(self.clause.versions.order_by("id").values_list("text", flat=True))
        self.assertEqual(texts[1:], ["Ana escribe esto.", "Gina escribe aquello.",
                                     "Ana y Gina escriben esto."])  # fmt: skip

    def test_keeping_the_present_text_settles_the_aside_too(self):
        edit(self.clause, "Ana escribe esto.", 1, self.cast.ana)
        with self.assertRaises(Refused):
            edit(self.clause, "Gina escribe aquello.", 1, self.gina)
        edit(self.clause, "Ana escribe esto.", 2, self.gina)
        self.assertFalse(ClauseVersion.objects.waiting_aside().exists())

    def test_sent_twice_it_is_stored_once(self):
        edit(self.clause, "Ana escribe esto.", 1, self.cast.ana)
        edit(self.clause, "Ana escribe esto.", 1, self.cast.ana)
        for _time in range(2):
            with self.assertRaises(Refused):
                edit(self.clause, "Gina escribe aquello.", 1, self.gina)
        self.assertEqual(self.clause.versions.count(), 3)

    def test_an_edit_of_a_clause_taken_out_meanwhile_is_not_lost(self):
        actions.remove_clause(self.clause, by=self.cast.ana)
        with self.assertRaises(Refused):
            edit(self.clause, "Gina escribe aquello.", 1, self.gina)
        self.assertEqual(ClauseVersion.objects.waiting_aside().get().text, "Gina escribe aquello.")

    def test_a_version_that_never_was_is_refused(self):
        for version in (0, 2, 99):
            with self.subTest(version), self.assertRaisesMessage(Refused, "version_unknown"):
                edit(self.clause, "Otra.", version, self.cast.ana)

    def test_two_who_change_only_the_origins_or_the_translation_lose_nothing_either(self):
        options = list(self.draft.table.issues.get(key="plazo").options.all())
        edit(self.clause, self.clause.text, 1, self.cast.ana, options=options)
        said = {"en": {"text": "The town hall builds a plant."}}
        with self.assertRaises(Refused):
            edit(self.clause, self.clause.text, 1, self.gina, translations=said)
        self.assertEqual(ClauseVersion.objects.waiting_aside().get().translations, said)
        self.assertEqual(set(self.clause.options.all()), set(options))

    def test_the_draft_is_not_frozen_while_a_text_stands_aside(self):
        make.commitment(self.draft, self.cast)
        edit(self.clause, "Ana escribe esto.", 1, self.cast.ana)
        with self.assertRaises(Refused):
            edit(self.clause, "Gina escribe aquello.", 1, self.gina)
        with self.assertRaises(Refused) as refused:
            actions.freeze_text(self.draft, by=self.cast.ana)
        self.assertEqual((refused.exception.code, refused.exception.params),
                         ("clauses_unmerged", {"number": 2}))  # fmt: skip

    def test_the_database_lets_no_version_be_changed_or_removed(self):
        table = ClauseVersion._meta.db_table
        for statement in (f"UPDATE {table} SET text = 'x'", f"DELETE FROM {table}"):
            with (
                self.subTest(statement),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


class Clauses(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.draft = make.draft(self.cast)

    def headings(self):
        standing = self.draft.clauses.filter(is_removed=False).order_by("order")
        return [f"{one.order} {one.heading}" for one in standing]

    def test_they_say_where_they_come_from(self):
        first, second, third = self.draft.clauses.order_by("order")
        self.assertEqual([one.slug for one in first.limits.all()], ["limite-carga"])
        self.assertEqual([one.key for one in second.options.all()], ["planta"])
        self.assertEqual(third.options.count() + third.limits.count(), 0)

    def test_they_come_only_from_their_own_table(self):
        other = issue(table(self.cast, slug="otra"), "otro").options.last()
        far = limit(indicator("ruido", "dB"))
        for cited, code in (({"options": [other]}, "option_of_another_table"),
                            ({"limits": [far]}, "limit_of_another_table")):  # fmt: skip
            with self.subTest(code), self.assertRaisesMessage(Refused, code):
                actions.add_clause(self.draft, text="Algo.", by=self.cast.ana, **cited)

    def test_they_are_moved_and_stay_numbered(self):
        actions.move_clause(self.draft.clauses.get(order=3), to=1, by=self.cast.ana)
        self.assertEqual(self.headings(), ["1 Plazo", "2 Límite", "3 Planta"])
        for place in (0, 4):
            with self.assertRaisesMessage(Refused, "no_such_place"):
                actions.move_clause(self.draft.clauses.get(order=1), to=place, by=self.cast.ana)

    def test_one_taken_out_can_come_back_at_the_end(self):
        first = self.draft.clauses.get(order=1)
        actions.remove_clause(first, by=self.cast.ana)
        self.assertEqual(self.headings(), ["1 Planta", "2 Plazo"])
        actions.restore_clause(first, by=self.cast.ana)
        self.assertEqual(self.headings(), ["1 Planta", "2 Plazo", "3 Límite"])
        with self.assertRaisesMessage(Refused, "clause_not_removed"):
            actions.restore_clause(first, by=self.cast.ana)

    def test_one_that_a_commitment_comes_from_is_not_taken_out(self):
        clause = self.draft.clauses.get(order=1)
        make.commitment(self.draft, self.cast, clause=clause)
        with self.assertRaisesMessage(Refused, "clause_has_commitments"):
            actions.remove_clause(clause, by=self.cast.ana)

    def test_empty_too_long_or_broken_ones_are_refused(self):
        for text, code in (("  ", "clause_is_empty"), ("x" * 10_001, "clause_too_long"),
                           ("a\0b", "field_does_not_fit")):  # fmt: skip
            with self.subTest(code), self.assertRaisesMessage(Refused, code):
                actions.add_clause(self.draft, text=text, by=self.cast.ana)

    def test_a_translation_of_words_that_changed_is_put_away(self):
        clause = self.draft.clauses.get(order=2)
        said = {"en": {"heading": "Plant", "text": "The town hall builds it."}}
        edit(clause, clause.text, 1, self.cast.ana, translations=said)
        edited = edit(clause, "La municipalidad la construirá en Chimbote.", 2, self.cast.ana)
        self.assertEqual(edited.translations, {"en": {"heading": "Plant"}})


class Drafts(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.draft = make.ready_draft(self.cast)

    def test_a_table_writes_one_at_a_time(self):
        with self.assertRaisesMessage(Refused, "draft_already_open"):
            actions.begin_draft(self.draft.table, by=self.cast.ana)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Draft.objects.create(table=self.draft.table, number=9, title="Otro")

    def test_a_copy_takes_everything_along_and_sets_the_other_aside(self):
        copy = actions.begin_draft(self.draft.table, copy_of=self.draft, by=self.cast.ana)
        self.draft.refresh_from_db()
        self.assertEqual((self.draft.state, copy.number), ("set_aside", 2))
        for before, after in zip(
            self.draft.clauses.order_by("order"), copy.clauses.order_by("order"), strict=True
        ):
            self.assertEqual((after.text, after.derived_from, after.version),
                             (before.text, before, 1))  # fmt: skip
            self.assertEqual(after.origins, before.origins)
        promise = Commitment.objects.get(draft=copy)
        self.assertEqual(promise.derived_from, Commitment.objects.get(draft=self.draft))
        self.assertEqual(promise.clause.draft, copy)

    def test_a_draft_with_open_criticism_does_not_give_way(self):
        make.criticism(self.draft.clauses.get(order=1), self.cast)
        with self.assertRaisesMessage(Refused, "criticisms_unanswered"):
            actions.begin_draft(self.draft.table, copy_of=self.draft, by=self.cast.ana)
        self.draft.refresh_from_db()
        self.assertEqual(self.draft.state, "open")

    def test_the_draft_of_another_table_is_not_copied(self):
        other = make.drafting_table(self.cast, slug="otra")
        with self.assertRaisesMessage(Refused, "draft_of_another_table"):
            actions.begin_draft(other, copy_of=self.draft, by=self.cast.ana)

    def test_who_changed_the_title_first_is_not_written_over(self):
        stamp = self.draft.stamp()
        actions.change_draft(self.draft, title="Acta de Ana", base=stamp, by=self.cast.ana)
        with self.assertRaisesMessage(Refused, "draft_changed"):
            actions.change_draft(self.draft, title="Otra acta", base=stamp, by=self.cast.ana)
        self.draft.refresh_from_db()
        self.assertEqual(self.draft.title, "Acta de Ana")


class Differences(TestCase):
    def test_they_are_told_word_by_word(self):
        parts = differences.between("El agua es limpia.", "El agua será muy limpia.")
        self.assertEqual([(one.kind, one.text) for one in parts], [
            ("same", "El agua "), ("removed", "es "), ("added", "será muy "), ("same", "limpia."),
        ])  # fmt: skip

    def test_the_later_text_can_be_read_back_from_them(self):
        for before, after in (("", "a"), ("a", ""), ("a b\n\nc", "a  b c d"), ("x " * 300, "y x ")):
            parts = differences.between(before, after)
            self.assertEqual("".join(one.text for one in parts if one.kind != "removed"), after)

    def test_texts_too_long_to_compare_are_shown_whole(self):
        parts = differences.between("a " * 3000, "b " * 3000)
        self.assertEqual([one.kind for one in parts], ["removed", "added"])


class Numbers(TestCase):
    def test_no_two_standing_clauses_have_one_number(self):
        draft = make.draft(make.cast())
        with self.assertRaises(IntegrityError), transaction.atomic():
            Clause.objects.create(draft=draft, order=1, text="Otra.")

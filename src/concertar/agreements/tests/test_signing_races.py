"""Two words of one institution at the same instant: one stands. Two edits: neither is lost.

Each claim has its negative control: with the guard taken away the same test sees the double.
"""

from django.db import connection, transaction
from django.test import TestCase

from concertar.accounts.models import Person
from concertar.agreements import actions
from concertar.agreements.actions import clauses, drafts, signing
from concertar.agreements.models import Agreement, Clause, ClauseVersion, Draft, Signature
from concertar.agreements.tests import factories as make
from concertar.kit.access import Refused
from concertar.kit.tests import races
from concertar.tables.tests.factories import actor, mandate, person


def set_up_signing():
    """A frozen text, and two people who may sign for the town hall."""
    with transaction.atomic():
        cast = make.cast()
        mandate(cast.seats["state"], person("gina"), capacity="alternate")
        make.agreement(cast)


def sign_as(who, kind):
    agreement = Agreement.objects.select_related("table").get()
    by = Person.objects.get(email=f"{who}@example.org")
    try:
        actions.sign(
            agreement, actor(agreement.table, "state"), kind=kind, by=by,
            reason="" if kind == "consent" else "No alcanza.", sha256=make.hash_of(agreement),
        )  # fmt: skip
    except Refused as refusal:
        return refusal.code
    return "signed"


def sign_together(who, kind):
    races.line_up()
    return sign_as(who, kind)


def sign_together_carelessly(who, kind):
    """Read, think, write: whether somebody has signed is asked before, and not again."""
    agreement = Agreement.objects.get()
    signed_before = Signature.objects.filter(agreement=agreement).exists()
    signing.has_signed = lambda *_: signed_before
    races.line_up()
    return sign_as(who, kind)


def drop_the_constraint():
    constraint = next(
        one for one in Signature._meta.constraints if one.name == "one_signature_of_an_institution"
    )
    # SQLite makes the table again from what the noun declares.
    Signature._meta.constraints = [
        one for one in Signature._meta.constraints if one is not constraint
    ]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Signature, constraint)


def signatures():
    return Signature.objects.count()


class TwoSignaturesAtOnce(TestCase):
    def answers_of(self, act, *, constrained=True):
        with races.installation() as place:
            place.run(set_up_signing)
            if not constrained:
                place.run(drop_the_constraint)
            answers = place.race((act, "bea", "consent"), (act, "gina", "refusal"))
            return sorted(answers), place.run(signatures)

    def test_one_is_signed_and_the_other_told_so(self):
        self.assertEqual(self.answers_of(sign_together), (["already_signed", "signed"], 1))

    def test_where_nobody_asks_again_the_database_still_takes_one(self):
        found = self.answers_of(sign_together_carelessly)
        self.assertEqual(found, (["already_signed", "signed"], 1))

    def test_without_the_constraint_there_would_be_two(self):
        found = self.answers_of(sign_together_carelessly, constrained=False)
        self.assertEqual(found, (["signed", "signed"], 2))


def set_up_writing():
    with transaction.atomic():
        make.draft(make.cast(), clauses=1)


def edit_together(text):
    clause = Clause.objects.select_related("draft__table").get()
    races.line_up()
    return _edit(clause, text)


def edit_together_carelessly(text):
    """Without the lock and the look at the present version: the last one wins."""
    clause = Clause.objects.select_related("draft__table").get()
    clauses._write_clause = _write_over
    races.line_up()
    return _edit(clause, text)


def _edit(clause, text):
    ana = Person.objects.get(email="ana@example.org")
    try:
        actions.edit_clause(clause, base_version=1, heading="", text=text, by=ana)
    except Refused as refusal:
        return refusal.code
    return "saved"


def _write_over(clause, base, writing, by, channel):
    Clause.objects.filter(pk=clause.pk).update(text=writing.text, version=base + 1)
    return clause, False


def texts():
    standing = list(Clause.objects.values_list("text", flat=True))
    return sorted({*standing, *ClauseVersion.objects.values_list("text", flat=True)})


class TwoEditsAtOnce(TestCase):
    def race(self, act):
        with races.installation() as place:
            place.run(set_up_writing)
            answers = place.race((act, "Uno."), (act, "Dos."))
            return sorted(answers), [one for one in place.run(texts) if len(one) == 4]

    def test_both_texts_are_kept(self):
        self.assertEqual(self.race(edit_together), (["clause_changed", "saved"], ["Dos.", "Uno."]))

    def test_without_the_look_at_the_version_one_would_be_lost(self):
        answers, kept = self.race(edit_together_carelessly)
        self.assertEqual((answers, len(kept)), (["saved", "saved"], 1))


def begin_together(title):
    table = Draft.objects.select_related("table").get().table
    Draft.objects.update(state="set_aside")
    ana = Person.objects.get(email="ana@example.org")
    races.line_up()
    try:
        drafts.begin_draft(table, title=title, by=ana)
    except Refused as refusal:
        return refusal.code
    return "begun"


def open_drafts():
    return Draft.objects.filter(state="open").count()


class TwoDraftsAtOnce(TestCase):
    def test_a_table_begins_one(self):
        with races.installation() as place:
            place.run(set_up_writing)
            answers = place.race((begin_together, "Uno"), (begin_together, "Dos"))
            self.assertEqual(sorted(answers), ["begun", "draft_already_open"])
            self.assertEqual(place.run(open_drafts), 1)

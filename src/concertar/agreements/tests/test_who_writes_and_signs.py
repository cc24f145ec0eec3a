"""Role x state x verb: every verb of the single text answers everybody as the matrix says."""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import TestCase

from concertar.agreements import actions, rules
from concertar.agreements.models import Agreement
from concertar.agreements.tests import factories as make
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.tables.models import Table
from concertar.tables.models.table import State
from concertar.tables.tests.factories import actor, guardianship, mandate, person, seat

# Who does what when, once more and by hand: f a facilitator, d the delegate of the seat it is for.
EXPECTED = {
    "begin_draft": ("f", "drafting"),
    "change_draft": ("f", "drafting"),
    "add_clause": ("f", "drafting"),
    "edit_clause": ("f", "drafting"),
    "move_clause": ("f", "drafting"),
    "remove_clause": ("f", "drafting"),
    "restore_clause": ("f", "drafting"),
    "criticise": ("fd", "drafting"),
    "object_for_nature": ("fg", "drafting"),
    "answer_criticism": ("f", "drafting"),
    "freeze_text": ("f", "drafting"),
    "withdraw_text": ("f", "signing"),
    "sign": ("fd", "signing"),
    "decide": ("f", "signing"),
    "begin_follow_up": ("f", "standing"),
}


class Stop(Exception):
    """Raised to undo a try."""


class Matrix(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = cast = make.cast()
        cls.writing, other, third = (
            make.drafting_table(cast, slug=slug) for slug in ("bahia", "otra", "tercera")
        )
        cls.guardian = cast.people["gil"] = person("gil")
        cls.nature = guardianship(cast)
        guarding = seat(cast, "civil-society", "Guardianes de Ejemplo")
        cls.nature.guardian = guarding.institution
        cls.nature.save()
        cls.paper = mandate(guarding, cls.guardian)
        guarding.ends = guarding.starts
        guarding.save()  # the guardian itself takes no seat
        cls.writing.guardianships.add(cls.nature)
        cls.draft = make.ready_draft(cast, table=cls.writing)
        cls.first, cls.second, cls.third = cls.draft.clauses.order_by("order")
        actions.remove_clause(cls.third, by=cast.ana)
        cls.agreement = make.agreement(cast, table=other)
        make.signed_by_all(cls.agreement, cast)
        cls.unsigned = make.agreement(cast, table=third)
        cls.people = {
            "f": cast.ana, "d": cast.bea, "g": cls.guardian, "stranger": cast.zeca,
            "nobody": AnonymousUser(), "command": OPERATOR,
        }  # fmt: skip

    def tries(self, role, by):
        paper = {"channel": "paper", "mandate": self.cast.mandates["bea"]} if role == "f" else {}
        nature = {"channel": "paper", "mandate": self.paper} if role == "f" else {}
        first, second = self.first, self.second
        said = {"text": "No alcanza.", "severity": 2, "by": by}
        return {
            "begin_draft": lambda: actions.begin_draft(self.writing, copy_of=self.draft, by=by),
            "change_draft": lambda: actions.change_draft(self.draft, title="Otra", by=by),
            "add_clause": lambda: actions.add_clause(self.draft, text="Más.", by=by),
            "edit_clause": lambda: actions.edit_clause(
                first, base_version=1, heading="", text="Otra cosa.", by=by
            ),
            "move_clause": lambda: actions.move_clause(first, to=2, by=by),
            "remove_clause": lambda: actions.remove_clause(first, by=by),
            "restore_clause": lambda: actions.restore_clause(self.third, by=by),
            "criticise": lambda: actions.criticise(
                second, actor(self.writing, "state"), **said, **paper
            ),
            "object_for_nature": lambda: actions.object_for_nature(
                second, self.nature, **said, **nature
            ),
            "answer_criticism": lambda: self._answered(by),
            "freeze_text": lambda: actions.freeze_text(self.draft, by=by),
            "withdraw_text": lambda: actions.withdraw_text(self.agreement, reason="Falta.", by=by),
            "sign": lambda: actions.sign(
                self.unsigned, actor(self.unsigned.table, "state"), kind="consent",
                sha256=make.hash_of(self.unsigned), by=by, **paper,
            ),
            "decide": lambda: actions.decide(self.agreement, by=by),
            "begin_follow_up": lambda: self._followed(by),
        }  # fmt: skip

    def _answered(self, by):
        state = Table.objects.get(pk=self.writing.pk).state
        Table.objects.filter(pk=self.writing.pk).update(state="drafting")
        said = make.criticism(self.second, self.cast)
        Table.objects.filter(pk=self.writing.pk).update(state=state)
        return actions.answer_criticism(said, outcome="taken", answer="Se recoge.", by=by)

    def _followed(self, by):
        today = self.agreement.table.forum.today()
        standing = Agreement.objects.filter(pk=self.agreement.pk)
        standing.update(status="standing", decided_on=today)
        return actions.begin_follow_up(self.agreement, by=by)

    def answer_of(self, act):
        answer = "done"
        try:
            with transaction.atomic():
                act()
                raise Stop
        except Stop:
            pass
        except Forbidden:
            answer = "forbidden"
        except Refused as refusal:
            answer = f"refused:{refusal.code}"
        return answer

    def test_the_matrix_is_the_one_written_here(self):
        said = {
            name: (verb.roles, verb.states)
            for name, verb in rules.VERBS.items()
            if name in EXPECTED
        }
        letters = {"f": "facilitator", "d": "delegate"}
        by_hand = {
            name: (frozenset(letters[one] for one in roles if one in letters), frozenset({state}))
            for name, (roles, state) in EXPECTED.items()
        }
        self.assertEqual(said, by_hand)

    def test_everybody_gets_in_every_state_what_the_matrix_says(self):
        for state in State.values:
            Table.objects.update(state=state)
            for role, by in self.people.items():
                for verb, act in self.tries(role, by).items():
                    roles, when = EXPECTED[verb]
                    with self.subTest(state=state, role=role, verb=verb):
                        self.check(self.answer_of(act), role in roles, state == when, role)

    def check(self, answer, may, now, role):
        if may and now:
            self.assertEqual(answer, "done")
        elif may and role == "f":
            self.assertIn(answer, ("refused:wrong_state", "refused:step_not_possible"))
        elif may:
            self.assertIn(answer, ("refused:wrong_state", "forbidden"))
        else:
            self.assertEqual(answer, "forbidden")

    def test_a_try_that_is_refused_writes_nothing(self):
        Table.objects.update(state="talking")
        before = JournalEntry.objects.count()
        for act in self.tries("f", self.cast.ana).values():
            self.answer_of(act)
        self.assertEqual(JournalEntry.objects.count(), before)

"""One forum, and at its tables everything that a verb of tables and agreements could be about."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser

from concertar.accounts.models import Person
from concertar.agreements import actions as agreements
from concertar.agreements.tests import factories as texts
from concertar.fora.models import Seat
from concertar.kit import clock
from concertar.kit.access import OPERATOR
from concertar.tables import actions as tables
from concertar.tables.models import Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring

YESTERDAY = clock.now() - timedelta(days=1)


class World:
    """One forum with everything that a verb could be about, each at a table of its own kind."""

    def __init__(self) -> None:
        self.cast = cast = texts.cast()
        steward = Person.objects.create(name="Rosa", email="rosa@example.org", is_steward=True)
        self.people = {
            "stranger": AnonymousUser(), "person": cast.zeca, "other": cast.dora,
            "delegate": cast.bea, "facilitator": cast.ana, "steward": steward, "command": OPERATOR,
        }  # fmt: skip
        self.nature = factories.guardianship(cast)
        self.indicator = factories.indicator()
        self.limit = factories.limit(self.indicator)
        self._talks()
        self._scores()
        self._texts()
        self.spare: Seat = factories.seat(cast, "academia", "Instituto técnico")

    def _talks(self) -> None:
        """Two tables that talk: one all verbs of talks are about, one without its own numbers."""
        cast = self.cast
        self.table = factories.table_in(self.cast, slug="dialogo")
        self.actor = factories.actor(self.table, "state")
        self.interest = factories.interest(self.actor)
        self.position = factories.position(self.actor)
        self.issue = self.table.issues.get(key="efluentes")
        self.issue.affects.add(self.indicator)
        self.option = self.issue.options.get(key="planta")
        self.later = self.table.issues.get(key="plazo").options.get(key="dos-anos")
        self.guarded = factories.table(self.cast, slug="guardada")
        self.guarded.guardianships.add(self.nature)
        self.guarded.limits.add(self.limit)
        self.absent = factories.actor(self.guarded, "communities")
        self.absent.is_empty_chair, self.absent.absence = True, "Convocada dos veces."
        self.absent.save()
        self.prepared = factories.table(self.cast, slug="preparada")
        self.meeting = tables.call_meeting(
            self.table, starts_at=YESTERDAY, place="Local comunal", channel="paper", by=cast.ana
        )

    def _scores(self) -> None:
        self.scored = scoring.scored(self.cast, slug="puntuada")
        self.scorer = factories.actor(self.scored, "state")
        self.answers = scoring.sheet_of(self.scored, "state")
        self.typed = factories.table_in(self.cast, State.SCORING, slug="tecleada")
        self.sheet = tables.type_in_sheet(
            factories.actor(self.typed, "state"),
            scoring.sheet_of(self.typed, "state"),
            mandate=self.cast.mandates["bea"],
            by=scoring.second_facilitator(self.cast),
        )
        self.proposing = scoring.proposing(self.cast, slug="proponiendo")
        self.choice = {"efluentes": "planta", "plazo": "dos-anos"}
        self.package = tables.propose_package(
            self.proposing, {"efluentes": "cada-uno", "plazo": "hoy"}, by=self.cast.ana
        )

    def _texts(self) -> None:
        cast = self.cast
        writing, other, third, kept = (
            texts.drafting_table(cast, slug=slug)
            for slug in ("texto", "firmada", "nueva", "vigente")
        )
        writing.guardianships.add(self.nature)
        self.draft = texts.ready_draft(cast, table=writing)
        self.first, self.second, self.third = self.draft.clauses.order_by("order")
        agreements.remove_clause(self.third, by=cast.ana)
        self.criticised = texts.draft(cast, texts.drafting_table(cast, slug="observada"))
        self.criticism = texts.criticism(self.criticised.clauses.order_by("order")[1], cast)
        self.promise = self.draft.commitments.get()
        self.signed = texts.agreement(cast, table=other)
        texts.signed_by_all(self.signed, cast)
        self.unsigned = texts.agreement(cast, table=third)
        self.standing = texts.standing(cast, table=kept)
        self.commitment = self.standing.commitments.get()
        Table.objects.filter(pk=kept.pk).update(state=State.FOLLOWED)
        self.check = agreements.check_commitment(
            self.commitment, score=1, evidence="Visto en la obra.", by=cast.elis
        )

    def of_seat(self, by: Any) -> dict[str, Any]:
        """An act of Bea's seat: her own, or typed in from her sheet by whoever facilitates."""
        if by == self.cast.ana:
            return {"by": by, "channel": "paper", "mandate": self.cast.mandates["bea"]}
        return {"by": by}

    def on_paper(self, by: Any) -> dict[str, Any]:
        return {"by": by, "channel": "paper"} if by == self.cast.ana else {"by": by}

"""One try of every verb: what somebody would send to do it to Bea's seat or to its table."""

from datetime import timedelta
from decimal import Decimal

from concertar.kit import clock
from concertar.tables import actions, rules
from concertar.tables.models import Option, Package, Sheet, Table
from concertar.tables.tests import factories, scoring
from concertar.tables.tests.factories import Cast

SPREAD = {
    "low": Decimal(-3), "likely": Decimal(-2), "high": Decimal(-1), "unit": "t/d", "source": "Foro",
}  # fmt: skip


class Scene:
    """A table in one state with everything on it that a verb may be done to."""

    def __init__(self, cast: Cast, state: str) -> None:
        self.cast = cast
        self.table: Table = factories.table_in(cast, state)
        self.own = factories.actor(self.table, "state")
        self.other = factories.actor(self.table, "academia")
        self.issue, self.second = self.table.issues.all()
        self.option: Option = self.issue.options.get(key="planta")
        self.load = factories.indicator()
        self.issue.affects.add(self.load)
        self.limit = factories.limit(self.load)
        self.here = factories.limit(self.load, slug="otro-limite")
        self.table.limits.add(self.here)
        self.guardianship = factories.guardianship(cast)
        self.guard_here = factories.guardianship(cast, "Humedal")
        self.table.guardianships.add(self.guard_here)
        self.seat = factories.seat(cast, "academia", "Instituto")
        self.interest = factories.interest(self.own)
        self.position = factories.position(self.own)
        self.package: Package = factories.package(self.table)
        self.sheet = Sheet.objects.create(
            actor=self.own, number=90, channel="paper", day=factories.LONG_AGO, entered_by=cast.ana
        )

    def channel(self, by) -> dict[str, str]:
        """A facilitator only types in what a party said."""
        return {"channel": "hall" if by == self.cast.ana else "web"}

    def paper(self, by) -> dict[str, object]:
        """A facilitator names whose sheet it is."""
        if by != self.cast.ana:
            return {}
        return {"channel": "paper", "mandate": self.cast.mandates["bea"]}


def _step(scene: Scene, by) -> None:
    moves = rules.own_moves(scene.table.state)
    to = moves[0] if moves else next(iter(rules.FORWARDS[scene.table.state]), "talking")
    actions.take_step(scene.table, to, reason="Así se decidió.", by=by)


def _sheet(scene: Scene):
    return scoring.sheet_of(scene.table, "state")


def _take_chair(scene: Scene, by) -> None:
    factories.Actor.objects.filter(pk=scene.other.pk).update(
        is_empty_chair=True, absence="Convocada dos veces."
    )
    actions.take_empty_chair(scene.other, by=by)


def _meeting(scene: Scene):
    return scene.table.meetings.create(number=9, starts_at=clock.now(), place="Casa de la Cultura")


CALLED = {"starts_at": clock.now() + timedelta(days=3), "place": "Casa de la Cultura"}

TRIES = {
    "change_table": lambda s, by: actions.change_table(s.table, meets_at="La plaza", by=by),
    "declare_rule": lambda s, by: actions.declare_rule(s.table, by=by),
    "open_table": lambda s, by: actions.open_table(s.table, by=by),
    "take_step": _step,
    "walk_back": lambda s, by: actions.walk_back(s.table, "talking", reason="Faltó.", by=by),
    "seat_actor": lambda s, by: actions.seat_actor(s.table, s.seat, by=by),
    "change_actor": lambda s, by: actions.change_actor(
        s.other, causes=True, bears=True, resolves=True, must_sign=False, by=by
    ),
    "remove_actor": lambda s, by: actions.remove_actor(s.other, by=by),
    "mark_empty_chair": lambda s, by: actions.mark_empty_chair(
        s.other, absence="Convocada dos veces.", by=by
    ),
    "take_empty_chair": _take_chair,
    "note_consent": lambda s, by: actions.note_consent(s.own, by=by, **s.paper(by)),
    "add_table_guardianship": lambda s, by: actions.add_table_guardianship(
        s.table, s.guardianship, by=by
    ),
    "remove_table_guardianship": lambda s, by: actions.remove_table_guardianship(
        s.table, s.guard_here, by=by
    ),
    "call_meeting": lambda s, by: actions.call_meeting(s.table, **CALLED, by=by),
    "change_meeting": lambda s, by: actions.change_meeting(_meeting(s), **CALLED, by=by),
    "note_attendance": lambda s, by: actions.note_attendance(_meeting(s), {}, by=by),
    "state_interest": lambda s, by: actions.state_interest(
        s.own, "Aire limpio para todos", by=by, **s.channel(by)
    ),
    "change_interest": lambda s, by: actions.change_interest(
        s.interest, text="Otro", visibility="public", by=by, **s.channel(by)
    ),
    "withdraw_interest": lambda s, by: actions.withdraw_interest(
        s.interest, by=by, **s.channel(by)
    ),
    "state_position": lambda s, by: actions.state_position(
        s.own, "Que se cierre de noche", by=by, **s.channel(by)
    ),
    "change_position": lambda s, by: actions.change_position(
        s.position, text="Otra", visibility="public", by=by, **s.channel(by)
    ),
    "withdraw_position": lambda s, by: actions.withdraw_position(
        s.position, by=by, **s.channel(by)
    ),
    "add_issue": lambda s, by: actions.add_issue(s.table, title="Quién paga", by=by),
    "change_issue": lambda s, by: actions.change_issue(
        s.issue, title="Efluentes", affects=[s.load], by=by
    ),
    "remove_issue": lambda s, by: actions.remove_issue(factories.issue(s.table, "aparte"), by=by),
    "add_option": lambda s, by: actions.add_option(s.issue, title="Otra planta", by=by),
    "change_option": lambda s, by: actions.change_option(s.option, title="La planta", by=by),
    "withdraw_option": lambda s, by: actions.withdraw_option(s.option, by=by),
    "set_cost": lambda s, by: actions.set_cost(s.option, s.own, 5_00, source="Foro", by=by),
    "set_load": lambda s, by: actions.set_load(s.option, s.own, 5, source="Foro", by=by),
    "set_effect": lambda s, by: actions.set_effect(s.option, s.load, **SPREAD, by=by),
    "set_ties": lambda s, by: actions.set_requires(s.option, [], by=by),
    "set_fallback": lambda s, by: actions.set_fallback(s.issue, s.option, by=by),
    "set_baseline": lambda s, by: actions.set_baseline(s.table, s.load, **SPREAD, by=by),
    "set_budget": lambda s, by: actions.set_budget(s.own, 7_00, source="Foro", by=by),
    "set_capacity": lambda s, by: actions.set_capacity(
        s.own, 3, unit="meses", source="Foro", by=by
    ),
    "add_limit": lambda s, by: actions.add_limit(s.table, s.limit, by=by),
    "remove_limit": lambda s, by: actions.remove_limit(s.table, s.here, by=by),
    "give_sheet": lambda s, by: actions.give_sheet(s.own, _sheet(s), by=by),
    "type_in_sheet": lambda s, by: actions.type_in_sheet(
        s.own, _sheet(s), mandate=s.cast.mandates["bea"], by=by
    ),
    "countersign_sheet": lambda s, by: actions.countersign_sheet(s.sheet, by=by),
    "unseal_scores": lambda s, by: actions.unseal_scores(s.table, by=by),
    "search_packages": lambda s, by: actions.search_packages(s.table, by=by),
    "propose_package": lambda s, by: actions.propose_package(
        s.table, {"efluentes": "planta", "plazo": "hoy"}, by=by
    ),
    "withdraw_package": lambda s, by: actions.withdraw_package(s.package, by=by),
}

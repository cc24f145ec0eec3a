"""What cannot be: each refused by its code, with nothing written and a sentence that says more."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from concertar.fora.models import Facilitator
from concertar.kit import clock
from concertar.kit.access import Forbidden, Refused, sentence
from concertar.kit.models import JournalEntry
from concertar.tables import actions, wording
from concertar.tables.models import Actor, Charter, Consent, Cost, Effect, Interest, Option, Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.forum()


@pytest.fixture
def table(cast):
    return factories.table_in(cast, State.TALKING)


@pytest.fixture
def draft(cast):
    return factories.table_in(cast, State.DRAFT)


@pytest.fixture
def refused():
    """Refuse with this code, say it in a sentence, and leave no trace."""

    def check(code, act, *args, **named):
        before = JournalEntry.objects.count()
        with pytest.raises(Refused) as refusal, transaction.atomic():
            act(*args, **named)
        assert refusal.value.code == code
        assert len(sentence(refusal.value, wording)) > 20
        assert JournalEntry.objects.count() == before

    return check


def spread(low, likely, high, unit="t/d", source="Estudio"):
    ends = {"low": low, "likely": likely, "high": high}
    named = {name: None if end is None else Decimal(end) for name, end in ends.items()}
    return {**named, "unit": unit, "source": source}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("unit_is_not_the_indicators", spread(-3, -2, -1, unit="kg/d")),
        ("spread_out_of_order", spread(-1, -2, -3)),
        ("spread_out_of_order", spread(-3, 0, -1)),
        ("spread_is_not_whole", spread(-3, None, -1)),
        ("amount_too_large", spread("NaN", "NaN", "NaN")),
        ("amount_too_large", spread(-(10**13), 0, 1)),
        ("source_missing", spread(-3, -2, -1, source=" ")),
    ],
)
def test_an_effect_that_cannot_be_is_refused(cast, table, refused, code, said):
    carga = factories.indicator()
    option = Option.objects.get(issue__table=table, key="planta")
    option.issue.affects.add(carga)
    known = factories.effect(option, carga, -9, -8, -7)
    refused(code, actions.set_effect, option, carga, **said, by=cast.ana)
    assert Effect.objects.get() == known


def test_an_effect_outside_what_the_issue_moves_or_of_today_is_refused(cast, table, refused):
    carga = factories.indicator()
    option = Option.objects.get(issue__table=table, key="planta")
    said = spread(-3, -2, -1)
    refused("issue_does_not_move_it", actions.set_effect, option, carga, **said, by=cast.ana)
    today = option.issue.options.get(is_status_quo=True)
    refused("status_quo_moves_nothing", actions.set_effect, today, carga, **said, by=cast.ana)


@pytest.mark.parametrize(
    ("code", "amount", "source"),
    [
        ("amount_is_negative", -1, "Perfil"),
        ("amount_too_large", 10**16, "Perfil"),
        ("source_missing", 100, ""),
        ("field_does_not_fit", 100, "x" * 301),
        ("field_does_not_fit", 100, "con\0nulo"),
    ],
)
def test_a_cost_that_cannot_be_is_refused(cast, table, refused, code, amount, source):
    option = Option.objects.get(issue__table=table, key="planta")
    payer = factories.actor(table, "state")
    refused(code, actions.set_cost, option, payer, amount, source=source, by=cast.ana)
    assert not Cost.objects.exists()


def test_a_cost_for_a_party_of_another_table_is_refused(cast, table, refused):
    other = factories.table(cast, slug="otra")
    option = Option.objects.get(issue__table=table, key="planta")
    payer = factories.actor(other, "state")
    refused("actor_of_another_table", actions.set_cost, option, payer, 1, source="P", by=cast.ana)


def test_an_issue_has_one_status_quo_and_it_stays(cast, table, refused):
    today = Option.objects.get(issue__table=table, issue__key="plazo", is_status_quo=True)
    refused("status_quo_stays", actions.withdraw_option, today, by=cast.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.create(issue=today.issue, key="otro", title="Otro", is_status_quo=True)


def test_an_option_cannot_require_what_it_excludes_however_far(cast, table, refused):
    plant, alone = Option.objects.filter(issue__table=table, key__in=["planta", "cada-uno"])
    when = Option.objects.get(issue__table=table, key="dos-anos")
    third = factories.issue(table, "pago", "fondo")
    fund = third.options.get(key="fondo")
    actions.set_requires(plant, [when], by=cast.ana)
    refused("ties_clash", actions.set_excludes, plant, [when], by=cast.ana)
    actions.set_requires(when, [fund], by=cast.ana)
    refused("ties_clash", actions.set_excludes, fund, [plant], by=cast.ana)
    refused("ties_clash", actions.set_requires, fund, [alone], by=cast.ana)  # two of one issue
    refused("tie_on_own_issue", actions.set_requires, plant, [alone], by=cast.ana)
    refused("tie_on_own_issue", actions.set_excludes, plant, [alone], by=cast.ana)
    actions.set_requires(fund, [plant], by=cast.ana)  # a circle means together
    assert set(fund.requires.all()) == {plant}
    assert not plant.excludes.exists()


def test_both_kinds_of_tie_are_said_at_once_or_not_at_all(cast, table, refused):
    plant = Option.objects.get(issue__table=table, key="planta")
    when = Option.objects.get(issue__table=table, key="dos-anos")
    actions.set_ties(plant, requires=[when], excludes=[], by=cast.ana)
    refused("ties_clash", actions.set_ties, plant, requires=[when], excludes=[when], by=cast.ana)
    actions.set_ties(plant, requires=[], excludes=[when], by=cast.ana)
    assert not plant.requires.exists()
    assert set(plant.excludes.all()) == {when}


def test_what_others_lean_on_is_not_withdrawn(cast, table, refused):
    plant = Option.objects.get(issue__table=table, key="planta")
    when = Option.objects.get(issue__table=table, key="dos-anos")
    actions.set_requires(plant, [when], by=cast.ana)
    refused("option_is_required", actions.withdraw_option, when, by=cast.ana)
    actions.set_fallback(plant.issue, plant, by=cast.ana)
    refused("option_is_fallback", actions.withdraw_option, plant, by=cast.ana)
    refused("option_of_another_issue", actions.set_fallback, plant.issue, when, by=cast.ana)


def test_a_facilitator_is_no_party_and_a_party_no_facilitator(cast, draft, refused):
    seat = factories.seat(cast, "academia", "Instituto", "gina")
    Facilitator.objects.create(forum=cast.forum, person=cast.gina, starts=factories.LONG_AGO)
    refused("facilitator_is_a_party", actions.seat_actor, draft, seat, by=cast.ana)


def test_a_facilitator_does_not_speak_for_a_party_on_the_site(cast, table, refused):
    actor = factories.actor(table, "state")
    refused("seat_speaks_for_itself", actions.state_interest, actor, "Aire", by=cast.ana)
    actions.state_interest(actor, "Aire", by=cast.ana, channel="paper")
    with pytest.raises(Forbidden):
        actions.state_interest(actor, "Aire", by=cast.caio)  # of another seat
    refused("channel_unknown", actions.state_interest, actor, "Más", by=cast.bea, channel="paper")


def test_a_table_does_not_open_without_a_rule_that_can_be_met(cast, draft, refused):
    side = cast.seats["academia"].constituency
    actions.declare_rule(draft, required_constituencies=[side], by=cast.ana)
    actions.remove_actor(factories.actor(draft, "academia"), by=cast.ana)
    refused("constituency_without_seat", actions.open_table, draft, by=cast.ana)
    actions.declare_rule(draft, least_signatures=9, by=cast.ana)
    refused("more_signatures_than_parties", actions.open_table, draft, by=cast.ana)
    assert not Charter.objects.exists()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_required_side_whose_chair_is_empty_keeps_the_table_shut(cast, draft, refused):
    side = cast.seats["academia"].constituency
    actions.declare_rule(draft, required_constituencies=[side], by=cast.ana)
    actor = factories.actor(draft, "academia")
    actions.mark_empty_chair(actor, absence="Convocada dos veces.", by=cast.ana)
    actions.change_table(draft, empty_chairs_note="No la obliga.", by=cast.ana)
    refused("constituency_without_seat", actions.open_table, draft, by=cast.ana)


def test_a_rule_of_another_forum_or_of_one_signature_is_refused(cast, draft, refused):
    other = factories.forum("Otro foro", sides={"x": ("Equis", "Equis SAC", "xena")})
    side = other.seats["x"].constituency
    refused(
        "constituency_of_another_forum", actions.declare_rule, draft,
        required_constituencies=[side], by=cast.ana,
    )  # fmt: skip
    refused("too_few_signatures", actions.declare_rule, draft, least_signatures=1, by=cast.ana)
    refused("currency_unknown", actions.declare_rule, draft, currency="soles", by=cast.ana)
    refused("field_does_not_fit", actions.declare_rule, draft, publishes="all", by=cast.ana)
    refused("seat_of_another_forum", actions.seat_actor, draft, other.seats["x"], by=cast.ana)


def test_a_party_that_must_sign_is_no_empty_chair(cast, draft, refused):
    actor = factories.actor(draft, "state")
    refused("empty_chair_must_sign", actions.mark_empty_chair, actor, absence="No", by=cast.ana)
    other = factories.actor(draft, "academia")
    refused("absence_missing", actions.mark_empty_chair, other, absence=" ", by=cast.ana)
    actions.mark_empty_chair(other, absence="Convocada dos veces.", by=cast.ana)
    part = {"causes": False, "bears": False, "resolves": False, "must_sign": True}
    refused("empty_chair_must_sign", actions.change_actor, other, **part, by=cast.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(pk=other.pk).update(must_sign=True)


def test_days_that_cannot_be_are_refused(cast, draft, refused):
    tomorrow = draft.forum.today() + timedelta(days=1)
    yesterday = draft.forum.today() - timedelta(days=1)
    refused("day_in_the_future", actions.open_table, draft, on=tomorrow, by=cast.ana)
    refused("day_needs_paper", actions.open_table, draft, on=yesterday, by=cast.ana)
    refused("channel_unknown", actions.open_table, draft, channel="fax", by=cast.ana)
    past = clock.now() - timedelta(minutes=1)
    refused("decides_by_past", actions.change_table, draft, decides_by=past, by=cast.ana)
    actions.open_table(draft, on=yesterday, channel="hall", by=cast.ana)
    assert draft.steps.get().day == yesterday


def test_what_the_charter_froze_stays(cast, table, refused):
    refused("charter_is_frozen", actions.change_table, table, question="¿Otra?", by=cast.ana)
    actor = factories.actor(table, "academia")
    part = {"causes": True, "bears": False, "resolves": False}
    refused("charter_is_frozen", actions.change_actor, actor, **part, must_sign=True, by=cast.ana)
    seat = factories.seat(cast, "academia", "Instituto")
    refused("charter_is_frozen", actions.seat_actor, table, seat, must_sign=True, by=cast.ana)
    actions.change_table(table, problem="Ahora se sabe más.", by=cast.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.update(text="{}")


def test_scores_are_not_asked_for_before_everybody_agreed_to_what_is_published(cast, refused):
    table = factories.table_in(cast, State.TALKING, publishes="parties")
    refused("consent_missing", actions.take_step, table, State.SCORING, by=cast.ana)
    voices = zip(factories.SIDES, ("bea", "caio", "dora", "elis", "fabio"), strict=True)
    for side, who in voices:
        actions.note_consent(factories.actor(table, side), by=cast.people[who])
    actions.take_step(table, State.SCORING, by=cast.ana)
    assert set(Consent.objects.values_list("charter_sha256", flat=True)) == {table.charter.sha256}


def test_a_consent_from_paper_names_a_mandate_that_fits(cast, table, refused):
    actor, own = factories.actor(table, "state"), cast.mandates["bea"]
    others = cast.mandates["caio"]
    day = table.forum.today()
    refused("mandate_missing", actions.note_consent, actor, by=cast.ana)
    paper = {"channel": "paper", "by": cast.ana}
    refused("mandate_of_another", actions.note_consent, actor, mandate=others, **paper)
    refused("mandate_needs_paper", actions.note_consent, actor, mandate=own, by=cast.ana)
    old = own.__class__.objects.create(
        institution=own.institution, person=cast.zeca, matter="otro-foro", document="Carta",
        starts=factories.LONG_AGO,
    )  # fmt: skip
    refused("mandate_for_another_matter", actions.note_consent, actor, mandate=old, **paper)
    own.ends = day - timedelta(days=1)
    own.save()
    refused("mandate_not_valid", actions.note_consent, actor, mandate=own, **paper)
    given = actions.note_consent(actor, mandate=own, on=own.ends, **paper)
    assert (given.day, given.channel, given.entered_by) == (own.ends, "paper", cast.ana)


def test_a_mandate_that_ended_yesterday_gives_no_voice_today(cast, table):
    own = cast.mandates["bea"]
    own.ends = table.forum.today() - timedelta(days=1)
    own.save()
    with pytest.raises(Forbidden):
        actions.state_interest(factories.actor(table, "state"), "Aire", by=cast.bea)
    assert not Interest.objects.exists()


def test_what_is_sent_twice_is_written_once(cast, table):
    actor = factories.actor(table, "state")
    for _again in range(2):
        actions.state_interest(actor, "Aire limpio", by=cast.bea)
        actions.state_position(actor, "Que se cierre", by=cast.bea)
        actions.note_consent(actor, by=cast.bea)
    assert (actor.interests.count(), actor.positions.count()) == (1, 1)
    verbs = JournalEntry.objects.values_list("verb", flat=True)
    assert sorted(verbs) == [
        "tables.consent_given", "tables.interest_noted", "tables.position_noted",
    ]  # fmt: skip


def test_two_of_one_name_are_refused(cast, table, refused):
    issue = table.issues.get(key="efluentes")
    refused("issue_known", actions.add_issue, table, title="Efluentes", by=cast.ana)
    refused("option_known", actions.add_option, issue, title="Planta", by=cast.ana)
    refused("key_taken", actions.add_option, issue, title="Nueva", key="planta", by=cast.ana)
    refused("key_taken", actions.add_issue, table, title="Nuevo", key="plazo", by=cast.ana)
    refused("seat_is_at_the_table", actions.seat_actor, table, cast.seats["state"], by=cast.ana)


def test_a_table_is_prepared_once_and_refers_to_no_circle(cast, refused):
    said = {"title": "Aire", "question": "¿Cómo?", "problem": "Humo."}
    first = actions.prepare_table(cast.forum, **said, by=cast.ana)
    refused("table_known", actions.prepare_table, cast.forum, **said, by=cast.ana)
    other = actions.prepare_table(
        cast.forum, title="Aire", question="¿Otra?", problem="Humo.", parent=first, by=cast.ana
    )
    assert (first.slug, other.slug) == ("aire", "aire-2")
    refused("refers_in_a_circle", actions.change_table, first, parent=other, by=cast.ana)
    named = {**said, "title": "Otro", "by": cast.ana}
    refused("slug_taken", actions.prepare_table, cast.forum, slug="new", **named)
    refused("slug_taken", actions.prepare_table, cast.forum, slug="aire", **named)
    refused("field_does_not_fit", actions.prepare_table, cast.forum, **{**named, "title": " "})
    refused(
        "field_does_not_fit", actions.prepare_table, cast.forum, **{**named, "title": "x" * 201}
    )
    assert Table.objects.count() == 2


def test_an_empty_issue_keeps_scores_away(cast, draft, refused):
    table = factories.table(cast, state=State.TALKING, slug="vacia")
    factories.frozen(table)
    refused("no_issues", actions.take_step, table, State.SCORING, by=cast.ana)
    issue = factories.issue(table, "solo")
    actions.withdraw_option(issue.options.get(key="planta"), by=cast.ana)
    refused("issue_without_options", actions.take_step, table, State.SCORING, by=cast.ana)


def test_sealed_scores_keep_packages_away_and_a_text_keeps_signing(cast, refused):
    table = factories.table_in(cast, State.SCORING)
    refused("scores_sealed", actions.take_step, table, State.PROPOSING, by=cast.ana)
    table = factories.table_in(cast, State.DRAFTING, slug="otra")
    refused("step_needs_a_text", actions.take_step, table, State.SIGNING, by=cast.ana)
    refused("reason_missing", actions.take_step, table, State.FAILED, by=cast.ana)
    refused("step_not_possible", actions.take_step, table, State.STANDING, by=cast.ana)


def test_what_was_said_is_kept_while_something_leans_on_it(cast, draft, refused):
    actor = factories.actor(draft, "academia")
    factories.interest(actor)
    refused("actor_in_use", actions.remove_actor, actor, by=cast.ana)


def test_a_facilitator_types_in_nothing_under_a_mandate_that_took_no_seat(cast, table, refused):
    """A steward may write down a mandate of the institution that the forum never seated."""
    actor, seated = factories.actor(table, "state"), cast.mandates["bea"]
    unseated = seated.__class__.objects.create(
        institution=seated.institution, person=cast.ana, matter=table.forum.slug, power="sign",
        capacity="alternate", document="Carta", starts=factories.LONG_AGO,
    )  # fmt: skip
    paper = {"channel": "paper", "by": cast.ana}
    refused("mandate_not_valid", actions.note_consent, actor, mandate=unseated, **paper)
    actor.seat.delegates.create(mandate=unseated)  # from before anybody looked
    refused("facilitator_is_a_party", actions.note_consent, actor, mandate=unseated, **paper)
    actions.note_consent(actor, mandate=seated, **paper)


HIDDEN = ["Aire\u202e limpio", "Aire\u200b limpio", "Aire\0 limpio", "Aire \u3164limpio"]


@pytest.mark.parametrize("text", HIDDEN)
def test_signs_that_nobody_sees_are_kept_nowhere(cast, table, refused, text):
    town = factories.actor(table, "state")
    refused("field_does_not_fit", actions.state_interest, town, text, by=cast.bea)
    translated = {"en": {"text": text}}
    refused(
        "field_does_not_fit", actions.state_position, town, "Aire", translations=translated,
        by=cast.bea,
    )  # fmt: skip
    issue = table.issues.get(key="plazo")
    refused("field_does_not_fit", actions.add_option, issue, title=text, by=cast.ana)


@pytest.mark.parametrize("days", [31, 700_000])
def test_no_step_is_taken_before_the_last_one(cast, table, refused, days):
    day = table.forum.today() - timedelta(days=days)  # the table came to talk thirty days ago
    step = {"by": cast.ana, "channel": "paper", "on": day}
    refused("step_before_last", actions.take_step, table, State.FAILED, reason="No.", **step)
    assert Table.objects.get(pk=table.pk).state == State.TALKING


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_no_meeting_is_called_in_a_year_that_nobody_means(cast, table, refused, year):
    far = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    meeting = {"starts_at": far, "place": "Local comunal", "by": cast.ana}
    refused("field_does_not_fit", actions.call_meeting, table, **meeting)


def test_pages_say_of_such_a_year_what_to_write_and_keep_what_was_typed(cast, table, client):
    client.force_login(cast.ana)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for page, name, rest in (
        ("type-in/meeting/", "starts_at", {"place": "Local comunal"}),
        ("change/", "decides_by", {"meets_at": "Otro local"}),
    ):
        for year in ("0001", "9999"):
            sent = {name: f"{year}-12-31T23:59", **rest}
            answer = client.post(f"/tables/{table.slug}/{page}", sent)
            said = answer.content.decode()
            assert answer.status_code == 422
            assert "Write a year from 1900 to 2199." in said
            assert all(word in said for word in rest.values())

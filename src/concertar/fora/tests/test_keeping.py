"""The verbs of a forum: who may, what they write, and what they refuse."""

from datetime import date, timedelta

import pytest

from concertar.accounts.actions import note_person
from concertar.fora import actions
from concertar.fora.models import Delegate, Facilitator, Forum
from concertar.fora.tests import factories as make
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.network.models import Mandate

pytestmark = pytest.mark.django_db
PAPER = "Acuerdo de Concejo 7-2026, 2 de mayo de 2026"


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refused) as found:
        act(*args, **kwargs)
    assert found.value.code == code


def test_a_steward_founds_a_forum_of_a_place():
    rosa, ana = make.person("rosa", is_steward=True), make.person("ana")
    forum = actions.found_forum(
        "Foro de la Bahía", territory=make.some_place(), facilitator=ana, by=rosa
    )
    assert (forum.slug, forum.zone) == ("foro-de-la-bahia", "America/Lima")
    assert forum.facilitators.get().person == ana
    assert JournalEntry.objects.get().verb == "fora.forum_founded"


def test_a_stranger_founds_none():
    with pytest.raises(Forbidden):
        actions.found_forum("Foro", territory=make.some_place(), by=make.person("zeca"))


def test_ana_opens_a_seat_and_seats_somebody_without_an_email():
    city = make.city_forum()
    guest = make.institution("Comité de Pescadores")
    seat = actions.open_seat(city.forum, guest, constituency=city.sides["Comunidades"], by=city.ana)
    fisher = note_person("Juan Flores", by=OPERATOR)
    taken = actions.seat_delegate(seat, fisher, document=PAPER, gender="man", by=city.ana)
    assert fisher.email is None
    assert not fisher.has_usable_password()
    assert taken.mandate.matter == city.forum.slug
    assert taken.mandate.starts == city.forum.today()


def test_facilitating_and_speaking_exclude_each_other_in_either_order():
    city = make.city_forum()
    other = actions.open_seat(
        city.forum, make.institution("Gremio"), constituency=city.sides["Estado"], by=city.ana
    )
    refused(
        "facilitator_is_a_party",
        actions.seat_delegate, other, city.ana, document=PAPER, by=city.ana,
    )  # fmt: skip
    refused("facilitator_is_a_party", actions.add_facilitator, city.forum, city.bea, by=city.ana)


def test_a_facilitator_with_a_mandate_for_every_matter_keeps_its_institution_out():
    city = make.city_forum()
    guest = make.institution("Gremio")
    make.mandate(guest, city.ana)
    refused(
        "facilitator_is_a_party",
        actions.open_seat, city.forum, guest, constituency=city.sides["Estado"], by=city.ana,
    )  # fmt: skip
    assert not city.forum.seats.filter(institution=guest).exists()


def test_overlapping_mandates_are_refused_and_following_ones_are_not():
    city = make.city_forum()
    today = city.forum.today()
    first = city.delegates["Empresa Fundidora"]
    seat, second = first.seat, make.person("caio")
    refused("mandates_overlap", actions.seat_delegate, seat, second, document=PAPER, by=city.ana)
    actions.end_delegate(first, by=city.ana)
    refused(
        "mandates_overlap",
        actions.seat_delegate, seat, second, document=PAPER, starts=today, by=city.ana,
    )  # fmt: skip
    tomorrow = today + timedelta(days=1)
    actions.seat_delegate(seat, second, document=PAPER, starts=tomorrow, by=city.ana)
    assert Delegate.objects.filter(seat=seat).valid_on(today).get() == first
    assert Delegate.objects.filter(seat=seat).valid_on(tomorrow).get().mandate.person == second


def test_delegate_and_alternate_sit_side_by_side_but_one_person_is_not_both():
    city = make.city_forum()
    seat = city.bea_seat
    refused(
        "person_has_a_mandate",
        actions.seat_delegate, seat, city.bea, capacity="alternate", document=PAPER, by=city.ana,
    )  # fmt: skip
    actions.seat_delegate(
        seat, make.person("caio"), capacity="alternate", document=PAPER, by=city.ana
    )
    assert Delegate.objects.filter(seat=seat).valid_on(city.forum.today()).count() == 2


def test_closing_a_seat_ends_its_mandates():
    city = make.city_forum()
    today = city.forum.today()
    actions.close_seat(city.bea_seat, by=city.ana)
    assert Mandate.objects.get(person=city.bea).ends == today
    refused("seat_closed", actions.close_seat, city.bea_seat, by=city.ana)


def test_what_was_entered_by_mistake_is_taken_back():
    city = make.city_forum()
    actions.remove_delegate(city.delegates["Asociación Aire Limpio"], by=city.ana)
    assert not Mandate.objects.filter(person=city.bea).exists()
    assert JournalEntry.objects.filter(verb="network.mandate_removed").exists()


def test_a_forum_is_never_left_without_a_facilitator():
    city = make.city_forum()
    refused("last_facilitator", actions.end_facilitator, Facilitator.objects.get(), by=city.ana)
    actions.add_facilitator(city.forum, make.person("caio"), by=city.ana)
    actions.end_facilitator(Facilitator.objects.get(person=city.ana), by=city.ana)
    with pytest.raises(Forbidden):
        actions.add_constituency(city.forum, "Iglesias", by=city.ana)


def test_a_forum_never_refers_to_itself_by_way_of_others():
    above = make.forum("Foro de la Cuenca")
    below = make.forum("Foro de Ilo", parent=above)
    refused("forum_refers_to_itself", actions.change_forum, above, parent=below, by=OPERATOR)


def test_a_consortium_is_a_network():
    firm = make.institution("Empresa", kind="private")
    refused("consortium_is_no_network", actions.found_forum, "F", consortium=firm, by=OPERATOR)
    bond = make.institution("Mancomunidad", kind="network")
    assert actions.found_forum("F", consortium=bond, by=OPERATOR).consortium == bond


def test_the_day_of_an_act():
    forum = make.forum()
    today = forum.today()
    assert actions.day_of_act(forum) == actions.day_of_act(forum, today) == today
    refused("day_in_the_future", actions.day_of_act, forum, today + timedelta(days=1), "paper")
    refused("day_needs_paper", actions.day_of_act, forum, date(2026, 1, 1))
    assert actions.day_of_act(forum, date(2026, 1, 1), "hall") == date(2026, 1, 1)
    assert Forum.objects.count() == 1

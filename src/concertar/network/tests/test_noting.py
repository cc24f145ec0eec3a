"""Writing down single institutions, places, mandates and people on paper."""

from datetime import date

import pytest

from concertar.accounts.actions import note_person
from concertar.kit import search
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.network import actions
from concertar.network.models import Institution, Mandate, Territory
from concertar.network.tests.factories import institution, person, place, steward

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refused) as found:
        act(*args, **kwargs)
    assert found.value.code == code


def anybody(_person, _thing=None):
    return True


def test_a_steward_notes_an_institution_that_is_found_at_once():
    rosa = steward()
    one = actions.note_institution("Junta  Ñuñoa", kind="community", by=rosa)
    assert (one.slug, one.sort_name) == ("junta-nunoa", "junta nunoa")
    assert [hit.title for hit in search.find("nunoa", rosa).hits] == ["Junta Ñuñoa"]
    assert JournalEntry.objects.get().verb == "network.institution_noted"


def test_no_two_institutions_are_called_alike_whatever_the_accents():
    institution("Junta Ñuñoa")
    refused("institution_known", actions.note_institution, "junta nunoa", kind="ngo", by=OPERATOR)
    assert Institution.objects.count() == 1


def test_a_key_that_is_taken_gets_a_number():
    institution("Otra", slug="junta")
    assert actions.note_institution("Junta", kind="ngo", by=OPERATOR).slug == "junta-2"
    refused("key_taken", actions.note_institution, "X", kind="ngo", slug="junta", by=OPERATOR)


def test_a_place_named_like_a_room_of_the_site_gets_another_key():
    assert actions.note_place("Search", kind="nation", zone="America/Lima", by=OPERATOR).slug == (
        "search-2"
    )
    refused(
        "key_taken", actions.note_place, "X", kind="nation", slug="search", zone="UTC", by=OPERATOR
    )


def test_a_basin_lies_in_its_place_and_takes_its_zone():
    peru = place("Perú")
    basin = actions.note_place("Cuenca del Lacramarca", kind="basin", inside=peru, by=OPERATOR)
    assert (basin.path, basin.zone) == ("peru/cuenca-del-lacramarca/", "America/Lima")
    refused(
        "place_known",
        actions.note_place, "cuenca del lacramarca", kind="basin", inside=peru, by=OPERATOR,
    )  # fmt: skip
    assert Territory.objects.count() == 2


@pytest.mark.parametrize(
    ("code", "name", "rest"),
    [
        ("place_without_name", " ", {}),
        ("zone_unknown", "X", {"zone": "Lima"}),
        ("zone_unknown", "X", {}),
        ("field_does_not_fit", "X", {"zone": "UTC", "kind": "planet"}),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(code, name, rest):
    refused(code, actions.note_place, name, **{"kind": "nation", **rest}, by=OPERATOR)


def test_strangers_note_nothing_unless_a_higher_room_lets_them():
    zeca, firm = person("zeca"), institution("Firma")
    given = {"document": "Acta", "starts": DAY}
    for act in (
        lambda **rule: actions.note_institution("X", kind="ngo", by=zeca, **rule),
        lambda **rule: actions.note_place("X", kind="nation", zone="UTC", by=zeca, **rule),
        lambda **rule: actions.grant_mandate(firm, zeca, **given, by=zeca, **rule),
        lambda **rule: note_person("Juan", by=zeca, **rule),
    ):
        with pytest.raises(Forbidden):
            act()
        act(rule=anybody)


def test_a_person_on_paper_has_a_name_and_no_way_in():
    juan = note_person("Juan  Flores", by=OPERATOR)
    assert (juan.name, juan.email, juan.has_usable_password()) == ("Juan Flores", None, False)
    assert note_person("Juan Flores", by=OPERATOR).pk != juan.pk


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("mandate_without_document", {"document": "  "}),
        ("mandate_ends_before_it_starts", {"ends": date(2026, 4, 30)}),
        ("field_does_not_fit", {"capacity": "king"}),
        ("field_does_not_fit", {"power": "all"}),
        ("field_does_not_fit", {"document": "x" * 201}),
    ],
)
def test_a_mandate_that_makes_no_sense_is_refused(code, given):
    firm, bea = institution("Firma"), person("bea")
    rest = {"document": "Acta 1", "starts": DAY, **given}
    refused(code, actions.grant_mandate, firm, bea, **rest, by=OPERATOR)
    assert not Mandate.objects.exists()


def test_nobody_whose_account_is_closed_gets_a_mandate():
    gone = person("gone", is_active=False)
    refused(
        "person_is_closed",
        actions.grant_mandate, institution("F"), gone, document="A", starts=DAY, by=OPERATOR,
    )  # fmt: skip

"""Every refusal code and every journal verb has its sentence, and no sentence is left over."""

from importlib import import_module

import pytest

from tests.house import laws
from tests.house.source import FLOORS, HOUSE, modules

ROOMS = [room for room in FLOORS if (HOUSE / room / "wording.py").exists()]


def said_in(room, ask):
    return {code for module in modules() if module.room == room for code, _where in ask(module)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_refusal_is_said_in_a_sentence(room):
    wording = import_module(f"concertar.{room}.wording")
    codes = said_in(room, laws.refusal_codes)
    assert codes <= set(getattr(wording, "REFUSALS", {}))


@pytest.mark.parametrize("room", ROOMS)
def test_every_verb_of_the_journal_is_said_in_a_sentence(room):
    wording = import_module(f"concertar.{room}.wording")
    verbs = said_in(room, laws.journal_verbs)
    assert verbs == set(getattr(wording, "VERBS", {}))
    assert all(verb.startswith(f"{room}.") for verb in verbs)


def test_a_room_that_refuses_or_records_has_its_wording():
    silent = [
        module.path
        for module in modules()
        if module.room in FLOORS
        and module.room not in ROOMS
        and (list(laws.refusal_codes(module)) or list(laws.journal_verbs(module)))
    ]
    assert silent == []

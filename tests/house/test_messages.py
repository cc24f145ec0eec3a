"""One Spanish for one English: the rooms' catalogues become one when the site speaks."""

import polib

from scripts import messages


def room(folder, name, **entry):
    path = messages.catalogue(folder / name)
    path.parent.mkdir(parents=True)
    book = polib.POFile()
    book.append(polib.POEntry(**entry))
    book.save(str(path))
    return folder / name


def test_the_rooms_agree_on_the_spanish_of_what_they_share():
    assert list(messages.conflicts()) == []


def test_two_ways_to_say_one_sentence_are_reported_with_their_rooms(tmp_path):
    rooms = [
        room(tmp_path, "kit", msgid="Order", msgstr="Orden"),
        room(tmp_path, "network", msgid="Order", msgstr="Pedido"),
        room(tmp_path, "site", msgid="Order", msgctxt="of a list", msgstr="Sucesión"),
    ]
    (conflict,) = messages.conflicts(rooms)
    for part in ("'Order'", "kit: 'Orden'", "network: 'Pedido'"):
        assert part in conflict
    assert "site" not in conflict


def test_plurals_are_compared_whole(tmp_path):
    both = {"msgid": "%(n)s place", "msgid_plural": "%(n)s places"}
    rooms = [
        room(tmp_path, "kit", **both, msgstr_plural={0: "%(n)s lugar", 1: "%(n)s lugares"}),
        room(tmp_path, "site", **both, msgstr_plural={0: "%(n)s lugar", 1: "%(n)s sitios"}),
    ]
    assert len(list(messages.conflicts(rooms))) == 1

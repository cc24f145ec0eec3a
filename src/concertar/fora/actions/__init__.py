"""The verbs of the fora. Each write is one transaction, checked first and journalled last."""

from concertar.fora.actions.constituencies import add_constituency, change_constituency
from concertar.fora.actions.delegates import (
    end_delegate,
    note_declared,
    remove_delegate,
    seat_delegate,
    seat_somebody,
)
from concertar.fora.actions.facilitators import add_facilitator, end_facilitator
from concertar.fora.actions.forum import change_forum, found_forum
from concertar.fora.actions.guardianships import add_guardianship, end_guardianship
from concertar.fora.actions.keeping import day_of_act
from concertar.fora.actions.seats import close_seat, open_seat, open_seat_for_new

__all__ = [
    "add_constituency",
    "add_facilitator",
    "add_guardianship",
    "change_constituency",
    "change_forum",
    "close_seat",
    "day_of_act",
    "end_delegate",
    "end_facilitator",
    "end_guardianship",
    "found_forum",
    "note_declared",
    "open_seat",
    "open_seat_for_new",
    "remove_delegate",
    "seat_delegate",
    "seat_somebody",
]

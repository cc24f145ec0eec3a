"""The nouns of the fora, one file a family."""

from concertar.fora.models.balance import Balance, Mark, Measure, SideBalance, balance_of, occupants
from concertar.fora.models.forum import Constituency, Facilitator, Forum
from concertar.fora.models.seat import Delegate, Guardianship, Seat

__all__ = [
    "Balance",
    "Constituency",
    "Delegate",
    "Facilitator",
    "Forum",
    "Guardianship",
    "Mark",
    "Measure",
    "Seat",
    "SideBalance",
    "balance_of",
    "occupants",
]

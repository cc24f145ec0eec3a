"""The nouns of the fora, one file a family."""

from concertar.fora.models.forum import Constituency, Facilitator, Forum
from concertar.fora.models.seat import Delegate, Guardianship, Seat

__all__ = ["Constituency", "Delegate", "Facilitator", "Forum", "Guardianship", "Seat"]

"""The verbs of the network. Each write is one transaction, checked first and journalled last."""

from concertar.network.actions.loading import FORUM, load_forum
from concertar.network.actions.mandates import end_mandate, grant_mandate, remove_mandate
from concertar.network.actions.noting import note_institution, note_place
from concertar.network.actions.sources import note_source

__all__ = [
    "FORUM",
    "end_mandate",
    "grant_mandate",
    "load_forum",
    "note_institution",
    "note_place",
    "note_source",
    "remove_mandate",
]

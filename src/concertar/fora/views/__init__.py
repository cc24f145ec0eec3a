"""The pages of the fora, one file a family of nouns."""

from concertar.fora.views.fora import (
    forum_change,
    forum_detail,
    forum_export,
    forum_keep,
    forum_list,
    forum_new,
)
from concertar.fora.views.guardianships import guardianship_end, guardianship_new
from concertar.fora.views.people import (
    delegate_end,
    delegate_new,
    delegate_remove,
    facilitator_end,
    facilitator_new,
)
from concertar.fora.views.seats import (
    constituency_change,
    constituency_new,
    mandate_export,
    seat_close,
    seat_export,
    seat_new,
)

__all__ = [
    "constituency_change",
    "constituency_new",
    "delegate_end",
    "delegate_new",
    "delegate_remove",
    "facilitator_end",
    "facilitator_new",
    "forum_change",
    "forum_detail",
    "forum_export",
    "forum_keep",
    "forum_list",
    "forum_new",
    "guardianship_end",
    "guardianship_new",
    "mandate_export",
    "seat_close",
    "seat_export",
    "seat_new",
]

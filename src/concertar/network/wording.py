"""The sentences of the network: what it refuses and what it wrote down, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

REFUSALS: dict[str, Promise] = {
    "data_changed_meanwhile": _(
        "Nothing was loaded: somebody else changed the same data at the same time. Load it again."
    ),
}

VERBS: dict[str, Promise] = {
    "network.forum_loaded": _(
        "The network's data were loaded: %(created_rows)s rows created, %(changed_rows)s changed."
    ),
}

# The headings under which the lines of a programme stand.
LINES: dict[str, Promise] = {
    "theme": _("Themes"),
    "priority": _("Priorities"),
    "strategy": _("Strategies"),
}

TOO_MANY_TO_PRINT = _(
    "The directory prints at most %(most)s institutions at a time; choose some with the filters."
)


def more_faults(count: int) -> str:
    """That a file has more faults than were told."""
    return ngettext(
        "And %(count)s more; correct these first and load again.",
        "And %(count)s more; correct these first and load again.",
        count,
    ) % {"count": count}

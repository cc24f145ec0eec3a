"""The sentences of the network: what it refuses and what it wrote down, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

REFUSALS: dict[str, Promise] = {
    "data_changed_meanwhile": _(
        "Nothing was loaded: somebody else changed the same data at the same time. Load it again."
    ),
    "field_does_not_fit": _("What stands in “%(field)s” does not fit there; write it again."),
    "institution_known": _("“%(called)s” is written down already; choose it from the list."),
    "institution_without_name": _("An institution needs a name; write it as it calls itself."),
    "key_taken": _("The key “%(key)s” is taken; choose another."),
    "mandate_begins_later": _("The mandate begins on %(starts)s; it cannot end before."),
    "mandate_ends_already": _("The mandate ends on %(ends)s already; write an earlier day."),
    "mandate_ends_before_it_starts": _("The mandate ends before it starts; correct the days."),
    "mandate_used_later": _(
        "Something was done by this mandate on %(day)s; it can end on that day at the earliest."
    ),
    "mandate_was_used": _(
        "Something was done by this mandate, so it stays on record; end it instead."
    ),
    "mandate_without_document": _(
        "A mandate needs its document: a council agreement, minutes or a letter, with its date."
    ),
    "mandates_overlap": _(
        "The institution has a mandate in the same capacity for some of these days. End that one"
        " first, or choose other days."
    ),
    "person_has_a_mandate": _(
        "This person has a mandate of the institution for some of these days already. End that"
        " one first, or choose other days."
    ),
    "person_is_closed": _("This person's account is closed; choose another person."),
    "place_known": _("“%(called)s” is written down there already; choose it from the list."),
    "place_without_name": _("A place needs a name; write one."),
    "source_without_title": _("A source needs a title; write it as it is printed."),
    "zone_unknown": _("This is no time zone; write one as in America/Lima."),
}

VERBS: dict[str, Promise] = {
    "network.institution_noted": _("Wrote down an institution."),
    "network.mandate_ended": _("Ended a mandate on %(ends)s."),
    "network.mandate_granted": _("Wrote down a mandate of an institution."),
    "network.mandate_removed": _("Took back a mandate that was entered by mistake."),
    "network.place_noted": _("Wrote down a place."),
    "network.source_noted": _("Wrote down a source."),
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

"""The sentences of this room: every refusal code and every journal verb, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Promise | str] = {
    "consortium_is_no_network": _(
        "A consortium is an institution of the kind “network or association”; choose one."
    ),
    "constituency_key_taken": _("The forum has a constituency with the key “%(key)s” already."),
    "constituency_of_another_forum": _(
        "This constituency is of another forum; choose one of here."
    ),
    "constituency_without_name": _("A constituency needs a name; write one."),
    "day_in_the_future": _("The day lies in the future; write the day it happened."),
    "day_needs_paper": _(
        "An earlier day is only for what happened on paper or in a hall; say by which of the two."
    ),
    "facilitates_already": _("This person facilitates the forum already."),
    "facilitation_ended": _("This person does not facilitate the forum any more."),
    "facilitator_is_a_party": _(
        "Whoever facilitates a forum speaks for nobody in it. End the mandate or the facilitation"
        " first, or choose another person."
    ),
    "field_does_not_fit": _("What stands in “%(field)s” does not fit there; write it again."),
    "forum_key_taken": _("The key “%(key)s” is taken; choose another."),
    "forum_of_nowhere": _("A forum is of a place or of a consortium; choose one."),
    "forum_refers_to_itself": _(
        "A forum cannot refer to itself, not by way of others either; choose another."
    ),
    "forum_without_name": _("A forum needs a name; write one."),
    "guardianship_ended": _("This guardianship ended already."),
    "guardianship_ends_too_early": _("A guardianship ends today at the earliest."),
    "guardianship_without_basis": _(
        "A guardianship needs its legal basis: a law, a ruling or an assembly's decision."
    ),
    "guards_already": _("This institution speaks for the natural entity here already."),
    "institution_sits_already": _(
        "The institution has a seat in this forum for some of these days."
    ),
    "last_facilitator": _(
        "This is the only facilitator of the forum. Name another one first, so that somebody"
        " convenes it."
    ),
    "person_is_closed": _("This person's account is closed; choose another person."),
    "quota_is_no_share": _("A quota lies between 0 and 100 %%; write it again."),
    "seat_closed": _("This seat is closed on that day; open one first."),
    "seat_closes_too_early": _("A seat closes today at the earliest."),
    "zone_unknown": _("This is no time zone; write one as in America/Lima."),
}

VERBS: dict[str, Promise | str] = {
    "fora.constituency_added": _("Added a constituency to a forum."),
    "fora.constituency_changed": _("Changed a constituency of a forum."),
    "fora.delegate_declared": _("Noted what a delegate declared for the balance."),
    "fora.delegate_ended": _("Ended a delegate's mandate on %(ends)s."),
    "fora.delegate_removed": _("Took back a delegate who was entered by mistake."),
    "fora.delegate_seated": _("Seated a delegate in a forum."),
    "fora.facilitator_added": _("Named a facilitator of a forum."),
    "fora.facilitator_ended": _("Ended a facilitation in a forum."),
    "fora.forum_changed": _("Changed what a forum says of itself."),
    "fora.forum_founded": _("Founded a forum."),
    "fora.guardianship_added": _("Named who speaks for a natural entity in a forum."),
    "fora.guardianship_ended": _("Ended a guardianship in a forum."),
    "fora.seat_closed": _("Closed a seat in a forum."),
    "fora.seat_opened": _("Opened a seat in a forum."),
}

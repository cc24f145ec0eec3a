"""The sentences of this room: every refusal code and every journal verb, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Promise | str] = {
    # commitments, checks and replies
    "agreement_not_standing": _(
        "Only a commitment of an agreement that stands is checked and answered for."
    ),
    "check_known": _("This check is on record already, with the same words; it was not repeated."),
    "checks_own_commitment": _(
        "Nobody checks what is theirs to do: whoever speaks for the responsible institution may "
        "reply to a check, and another institution makes it."
    ),
    "clause_of_another_draft": _("The clause is not one of this draft; choose one of its own."),
    "commitment_changed": _(
        "Somebody changed this commitment while you were writing. Nothing was saved: compare with "
        "what it says now and send yours again."
    ),
    "day_before_agreement": _(
        "The day lies before the agreement stood; write the day of the check."
    ),
    "day_before_check": _("The day lies before the check; write the day of the reply."),
    "deliverable_is_empty": _("A commitment says what is handed over or done; write it."),
    "draft_not_open": _("This draft is not being written any more; begin another one."),
    "empty_chair_promises_nothing": _(
        "Whoever left its chair empty promises nothing; choose a party that is at the table."
    ),
    "evidence_is_empty": _("A check needs its evidence: what was seen, measured or read, where."),
    "field_does_not_fit": _("What stands in “%(field)s” does not fit there; write it again."),
    "mandate_of_another": _(
        "This mandate is not of a party of this table; choose the one on the sheet."
    ),
    "party_of_another_table": _("Whoever promises or supports is a party of this table."),
    "reply_before_check": _("A reply is expected after the check, not before it."),
    "reply_is_empty": _("The reply is empty; write it."),
    "reply_known": _("This reply is on record already; it was not repeated."),
    "score_unknown": _("A check goes from 0, not begun, to 3, done."),
    "sheet_without_mandate": _(
        "A facilitator types in what is on paper: choose the mandate of whoever made the check."
    ),
    "supports_itself": _("The responsible does not also support; leave it out of the supporting."),
}

VERBS: dict[str, Promise | str] = {
    "agreements.check_replied": _("The responsible replied to a check"),
    "agreements.commitment_changed": _("Commitment %(number)s of a draft was changed"),
    "agreements.commitment_checked": _("A commitment was checked: %(score)s of 3"),
    "agreements.commitment_dropped": _("Commitment %(number)s was taken out of a draft"),
    "agreements.commitment_promised": _("Commitment %(number)s was added to a draft"),
}

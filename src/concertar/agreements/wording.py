"""The sentences of this room: every refusal code and every journal verb, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Promise | str] = {
    # the single text
    "answer_is_empty": _("Every criticism gets its answer in writing; write it."),
    "answered_meanwhile": _(
        "Somebody answered this criticism while you were writing. Nothing was saved: read that "
        "answer and send yours again."
    ),
    "clause_changed": _(
        "Somebody changed this clause while you were writing. Your text was not lost: it stands "
        "beside version %(version)s. Compare both and write the next version."
    ),
    "clause_has_commitments": _(
        "Commitment %(number)s comes from this clause; tie it to another clause or drop it first."
    ),
    "clause_is_empty": _("The clause says nothing; write its text."),
    "clause_is_removed": _("This clause was taken out; bring it back first."),
    "clause_not_removed": _("This clause stands in the draft already."),
    "clause_too_long": _("The clause is too long; write at most %(most)s signs, or make it two."),
    "clauses_unmerged": _(
        "Clause %(number)s has a text that waits beside it. Compare both and write the next "
        "version first."
    ),
    "criticism_is_empty": _("The criticism says nothing; write what is wrong with the clause."),
    "criticism_known": _("This criticism is on record already; it was not repeated."),
    "criticism_too_long": _("The criticism is too long; write at most %(most)s signs."),
    "criticisms_unanswered": _(
        "Criticisms that wait for their answer: %(count)s. Answer every one of them first."
    ),
    "day_before_criticism": _("The day lies before the criticism; write the day of the answer."),
    "draft_already_open": _(
        "The table writes draft %(number)s already; go on with it, or copy it into a new one."
    ),
    "draft_changed": _(
        "Somebody changed the title or the preamble while you were writing. Nothing was saved: "
        "compare with what it says now and send yours again."
    ),
    "draft_of_another_table": _("That draft is of another table; copy one of this table."),
    "empty_chair_says_nothing": _("Whoever left its chair empty does not criticise the text."),
    "guardianship_of_another_table": _("That guardian is not at this table."),
    "interest_of_another": _("The interest is of another party; choose one of the own."),
    "limit_of_another_table": _("The limit is not one of this table; choose one of its own."),
    "mandate_needs_paper": _(
        "A mandate is named only for what came on paper or from a hall; say which it was."
    ),
    "mandate_not_valid": _(
        "No mandate of the guardian holds on that day; register a new one in the forum first."
    ),
    "no_such_place": _("The clauses are numbered from 1 to %(last)s; choose one of these places."),
    "option_of_another_table": _("The option is not one of this table; choose one of its own."),
    "outcome_unknown": _(
        "Say whether the criticism is taken up, taken up in part or not taken up."
    ),
    "package_of_another_table": _("The package is of another table; choose one of this table."),
    "severity_unknown": _("Choose how much it weighs: 1, 2 or 3."),
    "too_many_clauses": _("A text has at most %(most)s clauses; join some of them."),
    "too_many_open_criticisms": _(
        "Your seat has %(most)s criticisms that wait for their answer, the most at a time. Write "
        "more when some have been answered."
    ),
    "version_unknown": _("That version of the clause does not exist; open the clause again."),
    "wrong_state": _("That is not done now: the table is in the state “%(state)s”."),
    # the frozen text
    "agreement_not_signing": _("This text is not open for signature; its page says why."),
    "commitment_of_empty_chair": _(
        "Whoever is responsible for commitment %(number)s left its chair empty; choose a party "
        "that is at the table."
    ),
    "commitment_uncheckable": _(
        "Commitment %(number)s could not be checked, so it cannot be signed. It lacks: %(lacks)s."
    ),
    "followed_before_agreement": _(
        "The day lies before the agreement stood; write the day on which the follow-up began."
    ),
    "option_not_taken": _(
        "Clause %(number)s cites the option “%(option)s”, which package %(letter)s of this draft "
        "does not take. Take the option out of the clause, or choose the package that takes it."
    ),
    "package_off_the_table": _(
        "This draft writes out package %(letter)s, which was taken off the table. Choose another "
        "package for the draft, or none."
    ),
    "package_outdated": _(
        "This draft writes out package %(letter)s, which was put together before the issues or "
        "options changed. Choose another package for the draft, or none."
    ),
    "packages_lapsed": _(
        "Scores or figures changed after these packages were put on the table: %(letters)s. What "
        "they are said to be worth is not so any more. Take the table back to its packages, take "
        "them off, search again, and propose those that are wanted."
    ),
    "table_without_charter": _("The table has no declared rule; open it first."),
    "text_in_two_languages": _(
        "A frozen text is whole in one language. Write “%(part)s” in the language of the draft."
    ),
    "text_withdrawn": _(
        "This text was taken back and is not signed any more; nothing was signed. The page of the "
        "table leads to the text that is."
    ),
    "text_without_clauses": _("The draft has no clause; add the first one."),
    "withdrawn_before_frozen": _(
        "The day lies before the text was frozen; write the day on which it was taken back."
    ),
    # signatures
    "already_signed": _("%(institution)s has given its word on this text already."),
    "clause_unknown": _("A clause named is not in the text; choose among its clauses."),
    "consent_with_conditions": _(
        "A consent has no conditions. Sign with a reservation, or take the reason out."
    ),
    "day_before_signatures": _("The day lies before the last signature; write the day decided."),
    "day_before_text": _(
        "The day lies before the text was frozen; write the day of the signature."
    ),
    "empty_chair_does_not_sign": _("Whoever left its chair empty does not sign."),
    "reason_too_long": _("The reason is too long; write at most %(most)s signs."),
    "refusal_is_empty": _("A refusal says why, for the record; write it."),
    "reservation_is_empty": _("A reservation says what it reserves; write it."),
    "reservations_not_allowed": _(
        "The rule this table declared when it opened has no reservations: consent or refuse."
    ),
    "signature_kind_unknown": _("Choose consent, consent with a reservation, or refusal."),
    "still_to_sign": _(
        "Parties that have not given their word: %(count)s. It is decided when all have, or when "
        "the table's time is over."
    ),
    "text_changed": _(
        "The text is not the one you read, so nothing was signed. Read the text below and sign "
        "again."
    ),
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

# The lines of the declared rule, met or not (see `validity`).
REASONS: dict[str, Promise] = {
    "party_signed": _("%(who)s must sign, and has signed."),
    "party_missing": _("%(who)s must sign, and has not signed."),
    "party_refused": _("%(who)s must sign, and has refused, or reserved where none may."),
    "side_signed": _("One of %(who)s must sign, and has signed."),
    "side_missing": _("One of %(who)s must sign, and none has signed."),
    "enough_signatures": _("At least %(least)s must sign, and %(count)s have signed."),
    "too_few_signatures": _("At least %(least)s must sign, and %(count)s have signed: too few."),
}

# What of the scores is published with an agreement, as its charter declared.
PUBLISHES: dict[str, Promise] = {
    "nothing": _("Of the scores nothing is published, as the charter says."),
    "constituencies": _(
        "Of the scores only the values by constituency are published, as the charter says and the "
        "parties consented."
    ),
    "parties": _(
        "Of the scores only the values by party are published, as the charter says and the "
        "parties consented."
    ),
}

VERBS: dict[str, Promise | str] = {
    "agreements.agreement_decided": _("The declared rule decided about an agreement: %(status)s"),
    "agreements.clause_added": _("Clause %(number)s was added to a draft"),
    "agreements.clause_criticised": _("Clause %(number)s was criticised"),
    "agreements.clause_edited": _("Clause %(number)s was written anew: version %(version)s"),
    "agreements.clause_kept_aside": _("A text for clause %(number)s was kept beside another"),
    "agreements.clause_moved": _("A clause was moved to place %(number)s"),
    "agreements.clause_removed": _("Clause %(number)s was taken out of a draft"),
    "agreements.clause_restored": _("A clause was brought back as number %(number)s"),
    "agreements.criticism_answered": _("A criticism was answered"),
    "agreements.draft_begun": _("Draft %(number)s of the single text was begun"),
    "agreements.draft_changed": _("The title, preamble or package of a draft was changed"),
    "agreements.follow_up_begun": _("The follow-up of an agreement began"),
    "agreements.text_frozen": _("The text was frozen for signature"),
    "agreements.text_signed": _("An institution gave its word on a text"),
    "agreements.text_withdrawn": _("A frozen text was taken back"),
    "agreements.check_replied": _("The responsible replied to a check"),
    "agreements.commitment_changed": _("Commitment %(number)s of a draft was changed"),
    "agreements.commitment_checked": _("A commitment was checked: %(score)s of 3"),
    "agreements.commitment_dropped": _("Commitment %(number)s was taken out of a draft"),
    "agreements.commitment_promised": _("Commitment %(number)s was added to a draft"),
}

TOO_MANY_SHEETS = _(
    "One file holds the sheets of at most %(most)s parties; print them one by one, with ?party= "
    "and the key of the institution."
)

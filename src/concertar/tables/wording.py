"""The sentences of this room: every refusal code and every journal verb, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.tables import score_wording

REFUSALS: dict[str, Promise | str] = {
    "absence_missing": _("Write when and how it was invited; an empty chair is one that was."),
    "actor_in_use": _(
        "What this party said, proposed or pays stands on the table; take that off first."
    ),
    "actor_of_another_table": _("This party sits at another table; choose one of this table."),
    "amount_is_negative": _("An amount cannot be below zero; write it without a minus sign."),
    "amount_too_large": _("This number is too large to be meant; look at its zeros and its unit."),
    "chair_is_empty": _(
        "This chair is recorded as empty. If somebody came, the facilitator says so first."
    ),
    "chair_is_taken": _("This chair is not recorded as empty; there is nothing to change."),
    "channel_unknown": _(
        "This cannot be entered as coming from there; the facilitator types in what is on paper."
    ),
    "charter_is_frozen": _(
        "The charter was frozen when the table opened, and this is part of it; it stays as it is."
    ),
    "consent_missing": _(
        "%(institution)s has not agreed yet to what the charter publishes; ask it first."
    ),
    "constituency_of_another_forum": _("This side belongs to another forum; choose one of this."),
    "constituency_without_seat": _(
        "The rule asks for the signature of “%(constituency)s”, and nobody of that side is at the "
        "table; seat somebody or change the rule."
    ),
    "currency_unknown": _("A currency is written with three capitals, as in PEN."),
    "day_in_the_future": _("The day lies in the future; write the day it happened."),
    "day_needs_paper": _(
        "Only what came on paper or from a hall can be of a past day; say which it was."
    ),
    "decides_by_missing": _("Say until when the table decides: a day and an hour still to come."),
    "decides_by_past": _("The day of decision has passed already; write one still to come."),
    "empty_chair_must_sign": _(
        "A party that must sign cannot be an empty chair: without it there is no agreement. Change "
        "the rule before the table opens."
    ),
    "empty_chairs_unsaid": _(
        "A chair stays empty: write what a pact without it cannot bind, and then open the table."
    ),
    "facilitator_is_a_party": _(
        "Whoever speaks for this seat also facilitates in the forum. End one of the two first."
    ),
    "field_does_not_fit": _(
        "What stands in “%(field)s” does not fit: it is empty, too long or holds hidden signs."
    ),
    "guardianship_ended": _("This guardianship has ended; choose one that holds today."),
    "guardianship_of_another_forum": _("This guardian is of another forum; choose one of this."),
    "indicator_in_use": _(
        "An option of this issue moves “%(indicator)s”; take that effect back first."
    ),
    "interest_in_use": _(
        "A red line or a criticism names this interest; it can be changed, and not withdrawn."
    ),
    "issue_does_not_move_it": _(
        "The issue does not list “%(indicator)s” among what it can move; add it to the issue first."
    ),
    "issue_in_use": _("A score, a package or a text speaks of this issue; it stays."),
    "issue_known": _("There is an issue of this title already; change that one."),
    "issue_without_options": _(
        "“%(issue)s” has nothing to choose from: give it an option beside going on as today."
    ),
    "key_taken": _("This key is taken at this table; choose another."),
    "limit_withdrawn": _("This limit was withdrawn; choose one that was not."),
    "mandate_does_not_sign": _("This mandate lets its holder speak, and not sign."),
    "mandate_for_another_matter": _("This mandate is for another matter; it does not hold here."),
    "mandate_missing": _("Say under whose mandate the sheet was filled in."),
    "mandate_needs_paper": _(
        "A mandate is named only for what came on paper or from a hall; say which it was."
    ),
    "mandate_not_valid": _(
        "No mandate for this seat holds on that day; register a new one in the forum first."
    ),
    "mandate_of_another": _("This mandate is of another institution; choose one of this seat."),
    "meeting_was_held": _(
        "Who came to this meeting is noted already; call another one for another day."
    ),
    "more_signatures_than_parties": _(
        "The rule asks for more signatures than there are parties (%(parties)s); seat more or ask "
        "for fewer."
    ),
    "no_issues": _("There is no issue yet; add the first question the table has to settle."),
    "nothing_given": _("Nothing was given and nothing was noted before; write the number."),
    "opens_with_its_charter": _("A table opens with its charter; go to “Open the table”."),
    "option_is_fallback": _(
        "This option holds where there is no agreement; choose another fallback first."
    ),
    "option_is_required": _("“%(option)s” comes only together with this option; undo that first."),
    "option_known": _("The issue has an option of this title already; change that one."),
    "option_of_another_issue": _("This option belongs to another issue; choose one of this."),
    "option_of_another_table": _("This option belongs to another table; choose one of this."),
    "option_withdrawn": _("This option was withdrawn; choose one that stands."),
    "reason_missing": _("Write why: a step back, and an end without agreement, keep their reason."),
    "reason_too_long": _("The reason is longer than %(most)s signs; say it shorter."),
    "refers_in_a_circle": _("That table refers to this one already; choose another."),
    "scores_sealed": _("The scores are still sealed; open them together first."),
    "seat_closed": _("The seat of %(institution)s is not open today; choose another."),
    "seat_is_at_the_table": _("This seat is at the table already."),
    "seat_of_another_forum": _("This seat is of another forum; choose one of this."),
    "seat_speaks_for_itself": _(
        "A party speaks for itself. Say whether this came on paper or was said in a hall."
    ),
    "slug_taken": _("This key is taken; choose another."),
    "source_missing": _("A number needs its source: who says so, and where it can be read."),
    "spread_is_not_whole": _("Write all three: low, likely and high, or leave all three empty."),
    "spread_out_of_order": _(
        "Low, likely and high do not come in that order; with a minus sign, the lowest is the most "
        "negative."
    ),
    "status_quo_moves_nothing": _(
        "Going on as today moves nothing; what is to come anyway stands in the baseline."
    ),
    "status_quo_stays": _("Going on as today is always one of the options; it stays."),
    "step_before_last": _(
        "The last step of this table is of %(day)s; write that day or a later one."
    ),
    "step_needs_a_text": _("This step is taken with the text of the agreement, on its own page."),
    "step_not_possible": _(
        "The table cannot take this step from where it stands; look at the page again."
    ),
    "table_known": _(
        "A table with this title and question is in preparation already; go on there."
    ),
    "tie_on_own_issue": _(
        "Both options settle the same issue: they never go together anyway. Choose one of another."
    ),
    "ties_clash": _(
        "“%(one)s” and “%(other)s” would be needed together and cannot be; change one of the ties."
    ),
    "too_few_parties": _("A table needs at least %(least)s parties that came; seat them first."),
    "too_few_signatures": _("An agreement needs at least %(least)s signatures."),
    "too_many_issues": _("A table holds at most %(most)s issues; open another for the rest."),
    "too_many_options": _("An issue holds at most %(most)s options; join those that are alike."),
    "unit_is_not_the_indicators": _(
        "The number is in “%(unit)s” and the indicator in “%(wanted)s”; convert it."
    ),
    "wrong_state": _(
        "This cannot be done while the table is in the state “%(state)s”. Its page says what comes "
        "next."
    ),
}

VERBS: dict[str, Promise | str] = {
    "tables.actor_changed": _("A party's part in the problem was changed"),
    "tables.actor_removed": _("A party was taken off the table"),
    "tables.actor_seated": _("A party came to the table"),
    "tables.attendance_noted": _("Who came to a meeting was noted: %(came)s"),
    "tables.baseline_set": _("What an indicator will be without changes was noted"),
    "tables.budget_set": _("A party's budget was noted"),
    "tables.capacity_set": _("A party's capacity was noted"),
    "tables.chair_found_empty": _("A chair was recorded as empty"),
    "tables.consent_given": _("A party agreed to what the charter publishes"),
    "tables.cost_set": _("The cost of an option was noted"),
    "tables.effect_set": _("The effect of an option was noted"),
    "tables.empty_chair_taken": _("Whoever had stayed away came to the table"),
    "tables.fallback_set": _("What holds without an agreement was changed"),
    "tables.guardian_came": _("A guardian came to the table"),
    "tables.guardian_left": _("A guardian left the table"),
    "tables.interest_noted": _("A party's interest was noted"),
    "tables.issue_added": _("An issue was added"),
    "tables.issue_changed": _("An issue was changed"),
    "tables.issue_removed": _("An issue was removed"),
    "tables.limit_added": _("A limit came to the table"),
    "tables.limit_removed": _("A limit was taken off the table"),
    "tables.load_set": _("The load of an option was noted"),
    "tables.meeting_called": _("Meeting %(number)s was called"),
    "tables.meeting_changed": _("The day or the place of a meeting was changed"),
    "tables.option_added": _("An option was added"),
    "tables.option_changed": _("An option was changed"),
    "tables.option_withdrawn": _("An option was withdrawn"),
    "tables.options_tied": _("It was noted which options go together"),
    "tables.position_noted": _("A party's position was noted"),
    "tables.rule_declared": _("The rule of the table was declared"),
    "tables.step_taken": _("The table took a step"),
    "tables.table_changed": _("The table was changed"),
    "tables.talks_typed_in": _("A sheet of interests and positions was typed in"),
    "tables.table_opened": _("The table was opened and its charter frozen"),
    "tables.table_prepared": _("A table was prepared"),
}

REFUSALS |= score_wording.REFUSALS
VERBS |= score_wording.VERBS

TOO_MANY_SHEETS = _(
    "One file holds the sheets of at most %(most)s parties; print them one by one, with ?party= "
    "and the key of the institution."
)

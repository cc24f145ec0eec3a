"""The sentences about scores and packages: what is refused, recorded, and wrong with a sheet.

`wording` takes the first two up; the faults of a sheet stand at their fields. No sentence here
says what anybody scored.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.tables.answers import Fault

REFUSALS: dict[str, Promise | str] = {
    "baseline_missing": _(
        "Under the limit “%(limit)s” it is not known where the indicator will be if nothing "
        "changes; write its baseline first."
    ),
    "countersign_by_typist": _(
        "Whoever typed a sheet in cannot vouch for it; ask the seat, or another facilitator."
    ),
    "countersign_differs": _(
        "What you typed in is not what was typed in before. Compare both with the paper; if the "
        "first was wrong, whoever typed it in types the sheet in once more. Readings left: "
        "%(left)s."
    ),
    "countersign_not_needed": _("The seat itself gave this sheet; nobody needs to vouch for it."),
    "countersign_readings_used": _(
        "This sheet was typed in once more %(most)s times, and each time it said something else. "
        "Let the seat vouch for it, or let the paper be typed in anew."
    ),
    "countersigned_already": _("Somebody has vouched for this sheet already."),
    "empty_chair_does_not_score": _("An empty chair gives no scores."),
    "fallback_withdrawn": _(
        "What holds without an agreement on “%(issue)s” was withdrawn; declare another fallback."
    ),
    "nobody_to_score": _("Nobody is at the table yet; seat the parties first."),
    "option_not_there": _(
        "A package takes one option for every issue; choose one of the options of “%(issue)s”."
    ),
    "package_breaks_limit": _(
        "In the worst case this package breaks “%(limit)s”. Limits are not negotiated: choose "
        "options that keep to it."
    ),
    "package_breaks_tie": _(
        "“%(option)s” lacks an option it comes with, or meets one it excludes; choose others."
    ),
    "package_known": _("This package is on the table already: it is %(letter)s."),
    "package_withdrawn": _("This package is off the table already."),
    "question_unsound": _(
        "The engine cannot read this table (%(trouble)s): look at what options require and "
        "exclude, and at the ranges of their effects."
    ),
    "scores_unsealed_already": _("The scores are open already."),
    "search_is_old": _(
        "Scores or figures changed after this search; search again and choose from the new one."
    ),
    "search_under_way": _(
        "Another search is under way; wait until it is done, and then search again."
    ),
    "sheet_missing": _(
        "The sheet of %(institution)s is not in yet, or the options changed after it was given."
    ),
    "sheet_not_sound": _("The sheet cannot be given yet. %(first)s"),
    "sheet_replaced": _("A later sheet of this party has taken its place; vouch for that one."),
    "sheets_typed_in_today": _(
        "In one day %(most)s sheets of this party were typed in, the most that may be. Let the "
        "seat or another facilitator vouch for the last one, or type in the next one tomorrow."
    ),
    "table_changed_while_searching": _(
        "The table or a sheet changed during the search, so its answer was thrown away; search "
        "again."
    ),
    "too_many_packages": _("This table has used up its letters; no more packages fit on it."),
}

VERBS: dict[str, Promise | str] = {
    "tables.package_proposed": _("Put a package on the table."),
    "tables.package_withdrawn": _("Took a package off the table."),
    "tables.packages_searched": _("Searched for packages."),
    "tables.scores_unsealed": _("Opened the score sheets."),
    "tables.sheet_changed": _("Changed its score sheet after the sheets were opened."),
    "tables.sheet_countersigned": _("Vouched for a score sheet that was typed in from paper."),
    "tables.sheet_given": _("Gave its score sheet."),
    "tables.sheet_misread": _("Typed a score sheet in once more, and it did not say the same."),
    "tables.sheet_typed_in": _("Typed in a score sheet from paper."),
}

FAULTS: dict[str, Promise | str] = {
    "condition_gone": _(
        "“%(option)s” hangs on an option that is no longer there; choose the condition again."
    ),
    "condition_impossible": _(
        "“%(option)s” can never come together with the condition chosen for it; choose another, or "
        "mark it as unacceptable."
    ),
    "condition_on_own_issue": _(
        "The condition for “%(option)s” must be an option of another issue; choose one."
    ),
    "condition_twice": _(
        "“%(option)s” has two conditions on one issue, and a package takes one option of each; "
        "leave one."
    ),
    "not_anchored": _(
        "“%(issue)s”: no option has 4. Give 4 to the option that serves you best; the others are "
        "measured against it."
    ),
    "number_not_understood": _("Write a number, as in 25 or 12,5."),
    "option_gone": _("The options of the table have changed; look through the sheet again."),
    "reason_too_long": _("The reason about “%(option)s” is too long; 400 signs are enough."),
    "red_line_with_condition": _(
        "“%(option)s” is marked as unacceptable, so it cannot hang on a condition; leave one of "
        "the two."
    ),
    "red_line_without_interest": _(
        "“%(option)s” is marked as unacceptable: choose which interest of yours it would hurt."
    ),
    "red_line_without_reason": _(
        "“%(option)s” is marked as unacceptable: write why, in one sentence."
    ),
    "reservation_high": _(
        "Your least acceptable value is above 80 of the 100 points that can be had: hardly any "
        "package reaches it. Tick that you are sure, or write less."
    ),
    "reservation_out_of_scale": _(
        "The least acceptable value goes from 0 to 100, with at most two decimals."
    ),
    "score_missing": _("“%(issue)s”: give a score to “%(option)s”."),
    "score_out_of_scale": _("The score of “%(option)s” goes from 0 to 4."),
    "weight_missing": _("Give points to every issue, or to none: then all weigh the same."),
    "weight_out_of_scale": _("The points of an issue go from 0 to 100, with at most two decimals."),
    "weights_not_hundred": _(
        "The points of the issues add up to %(sum)s; they must add up to 100."
    ),
}


def fault(found: Fault) -> str:
    """What is wrong and what to do, for whoever fills in the sheet."""
    return str(FAULTS[found.code]) % found.params

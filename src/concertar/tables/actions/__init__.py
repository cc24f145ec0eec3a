"""The verbs of a table. Each write is one transaction, checked first and journalled last."""

from concertar.tables.actions.actors import (
    add_table_guardianship,
    change_actor,
    mark_empty_chair,
    note_consent,
    remove_actor,
    remove_table_guardianship,
    seat_actor,
    take_empty_chair,
)
from concertar.tables.actions.admission import (
    SeatAct,
    act_of_seat,
    admit,
    day_of_act,
    mandates_on,
)
from concertar.tables.actions.issues import add_issue, change_issue, remove_issue, set_fallback
from concertar.tables.actions.meetings import call_meeting, change_meeting, note_attendance
from concertar.tables.actions.numbers import (
    add_limit,
    remove_limit,
    set_baseline,
    set_budget,
    set_capacity,
    set_cost,
    set_effect,
    set_load,
)
from concertar.tables.actions.options import (
    add_option,
    change_option,
    set_excludes,
    set_requires,
    set_ties,
    withdraw_option,
)
from concertar.tables.actions.packages import propose_package, search_packages, withdraw_package
from concertar.tables.actions.sheets import (
    countersign_sheet,
    give_sheet,
    type_in_sheet,
    unseal_scores,
)
from concertar.tables.actions.steps import take_step, walk_back
from concertar.tables.actions.table import (
    change_table,
    declare_rule,
    obstacles_to_opening,
    open_table,
    prepare_table,
)
from concertar.tables.actions.talks import (
    change_interest,
    change_position,
    state_interest,
    state_position,
    withdraw_interest,
    withdraw_position,
)

__all__ = [
    "SeatAct",
    "act_of_seat",
    "add_issue",
    "add_limit",
    "add_option",
    "add_table_guardianship",
    "admit",
    "call_meeting",
    "change_actor",
    "change_interest",
    "change_issue",
    "change_meeting",
    "change_option",
    "change_position",
    "change_table",
    "countersign_sheet",
    "day_of_act",
    "declare_rule",
    "give_sheet",
    "mandates_on",
    "mark_empty_chair",
    "note_attendance",
    "note_consent",
    "obstacles_to_opening",
    "open_table",
    "prepare_table",
    "propose_package",
    "remove_actor",
    "remove_issue",
    "remove_limit",
    "remove_table_guardianship",
    "search_packages",
    "seat_actor",
    "set_baseline",
    "set_budget",
    "set_capacity",
    "set_cost",
    "set_effect",
    "set_excludes",
    "set_fallback",
    "set_load",
    "set_requires",
    "set_ties",
    "state_interest",
    "state_position",
    "take_empty_chair",
    "take_step",
    "type_in_sheet",
    "unseal_scores",
    "walk_back",
    "withdraw_interest",
    "withdraw_option",
    "withdraw_package",
    "withdraw_position",
]

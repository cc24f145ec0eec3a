"""Tables that cannot be right: what was done to a sound one, and what the reader must say."""

import copy
import json

SOUND = {
    "scale": 4,
    "parties": [
        {"name": "Municipality", "constituency": "state", "weights": {"site": 60, "hours": 40}},
        {"name": "Neighbours", "constituency": "society", "weights": {"site": 50, "hours": 50}},
    ],
    "issues": [
        {
            "name": "site",
            "status_quo": "none",
            "affects": ["SO2"],
            "options": [
                {"name": "none"},
                {"name": "north", "cost": {"city": 120000}, "effects": {"SO2": [-40, -30, -20]}},
                {"name": "south", "load": {"works": 3}, "effects": {"SO2": -10}},
            ],
        },
        {
            "name": "hours",
            "status_quo": "day",
            "options": [{"name": "day"}, {"name": "night"}],
        },
    ],
    "scores": {
        "Municipality": {
            "site": {"none": 0, "north": 4, "south": "5/2"},
            "hours": {"day": 3, "night": "1.5"},
        },
        "Neighbours": {
            "site": {"none": 1, "north": 3, "south": "unacceptable"},
            "hours": {
                "day": 4,
                "night": {"score": 2, "only_if": [{"issue": "site", "option": "north"}]},
            },
        },
    },
    "limits": [
        {
            "name": "clean air",
            "indicator": "SO2",
            "baseline": [230, 235, 240],
            "operator": "<=",
            "value": 250,
        }
    ],
    "budgets": {"city": 500000},
    "capacities": {"works": 5},
}

REMOVE = object()
NORTH = {"issue": "site", "option": "north"}
SOUTH = {"issue": "site", "option": "south"}
NIGHT = {"issue": "hours", "option": "night"}

CASES = {
    # what was done: (path, new value, code, place)
    "a score is missing": (
        ["scores", "Municipality", "site", "north"], REMOVE,
        "score_missing", "scores.Municipality.site",
    ),
    "the scores of an issue are missing": (
        ["scores", "Municipality", "hours"], REMOVE, "score_missing", "scores.Municipality",
    ),
    "the scores of a party are missing": (
        ["scores", "Neighbours"], REMOVE, "score_missing", "scores",
    ),
    "an unknown option is scored": (
        ["scores", "Municipality", "site", "nort"], 1,
        "unknown_option", "scores.Municipality.site.nort",
    ),
    "an unknown issue is scored": (
        ["scores", "Municipality", "sites"], {}, "unknown_issue", "scores.Municipality.sites",
    ),
    "an unknown party scores": (
        ["scores", "City works"], {}, "unknown_party", 'scores["City works"]',
    ),
    "a score is beyond the scale": (
        ["scores", "Municipality", "hours", "day"], 5,
        "score_out_of_scale", "scores.Municipality.hours.day",
    ),
    "a score is negative": (
        ["scores", "Municipality", "hours", "day"], -1,
        "score_out_of_scale", "scores.Municipality.hours.day",
    ),
    "a score is a word": (
        ["scores", "Municipality", "hours", "day"], "never",
        "score_not_understood", "scores.Municipality.hours.day",
    ),
    "a score is true": (
        ["scores", "Municipality", "hours", "day"], True,
        "not_a_number", "scores.Municipality.hours.day",
    ),
    "a score is null": (
        ["scores", "Municipality", "hours", "day"], None,
        "not_a_number", "scores.Municipality.hours.day",
    ),
    "a condition has no score": (
        ["scores", "Municipality", "hours", "day"], {"only_if": [NORTH]},
        "missing_key", "scores.Municipality.hours.day",
    ),
    "a condition is empty": (
        ["scores", "Municipality", "hours", "day"], {"score": 1, "only_if": []},
        "list_too_short", "scores.Municipality.hours.day.only_if",
    ),
    "a condition is on its own issue": (
        ["scores", "Municipality", "hours", "day"], {"score": 1, "only_if": [NIGHT]},
        "own_issue", "scores.Municipality.hours.day.only_if[0].issue",
    ),
    "a condition asks for two options at once": (
        ["scores", "Municipality", "hours", "day"], {"score": 1, "only_if": [NORTH, SOUTH]},
        "two_options_at_once", "scores.Municipality.hours.day.only_if[1].option",
    ),
    "a condition names no known option": (
        ["scores", "Municipality", "hours", "day"],
        {"score": 1, "only_if": [{"issue": "site", "option": "noth"}]},
        "unknown_option", "scores.Municipality.hours.day.only_if[0].option",
    ),
    "a condition is excluded by the option's own requirement": (
        ["issues", 1, "options", 1, "requires"], [SOUTH],
        "condition_against_requirement", "scores.Neighbours.hours.night.only_if",
    ),
    "two options of an issue are required at once": (
        ["issues", 1, "options", 1, "requires"], [NORTH, SOUTH],
        "two_options_at_once", "issues[1].options[1].requires[1].option",
    ),
    "an option requires its own issue": (
        ["issues", 1, "options", 1, "requires"], [{"issue": "hours", "option": "day"}],
        "own_issue", "issues[1].options[1].requires[0].issue",
    ),
    "an unknown issue is excluded": (
        ["issues", 1, "options", 1, "excludes"], [{"issue": "place", "option": "north"}],
        "unknown_issue", "issues[1].options[1].excludes[0].issue",
    ),
    "a reference has no option": (
        ["issues", 1, "options", 1, "excludes"], [{"issue": "site"}],
        "missing_key", "issues[1].options[1].excludes[0]",
    ),
    "a cost is negative": (
        ["issues", 0, "options", 1, "cost", "city"], -1,
        "number_negative", "issues[0].options[1].cost.city",
    ),
    "a load is negative": (
        ["issues", 0, "options", 2, "load", "works"], "-1/2",
        "number_negative", "issues[0].options[2].load.works",
    ),
    "a cost is too large": (
        ["issues", 0, "options", 1, "cost", "city"], "1e309",
        "number_too_large", "issues[0].options[1].cost.city",
    ),
    "a cost has too many digits": (
        ["issues", 0, "options", 1, "cost", "city"], "0." + "3" * 200,
        "number_too_long", "issues[0].options[1].cost.city",
    ),
    "a cost is no number": (
        ["issues", 0, "options", 1, "cost", "city"], "12 000",
        "not_a_number", "issues[0].options[1].cost.city",
    ),
    "a cost is divided by zero": (
        ["issues", 0, "options", 1, "cost", "city"], "1/0",
        "number_not_finite", "issues[0].options[1].cost.city",
    ),
    "costs are a list": (
        ["issues", 0, "options", 1, "cost"], [120000],
        "not_an_object", "issues[0].options[1].cost",
    ),
    "a budget is negative": (["budgets", "city"], -5, "number_negative", "budgets.city"),
    "a capacity is negative": (["capacities", "works"], -5, "number_negative", "capacities.works"),
    "an effect has two numbers": (
        ["issues", 0, "options", 1, "effects", "SO2"], [1, 2],
        "range_not_of_three", "issues[0].options[1].effects.SO2",
    ),
    "an effect descends": (
        ["issues", 0, "options", 1, "effects", "SO2"], [3, 2, 1],
        "range_not_ordered", "issues[0].options[1].effects.SO2",
    ),
    "an effect is outside what the issue affects": (
        ["issues", 0, "options", 1, "effects", "PM10"], 1,
        "effect_not_in_affects", "issues[0].options[1].effects.PM10",
    ),
    "the status quo has an effect": (
        ["issues", 0, "options", 0, "effects"], {"SO2": [0, 0, 1]},
        "status_quo_with_effect", "issues[0].options[0].effects.SO2",
    ),
    "a baseline descends": (
        ["limits", 0, "baseline"], [2, 1, 3], "range_not_ordered", "limits[0].baseline",
    ),
    "a limit has another operator": (
        ["limits", 0, "operator"], "<", "unknown_word", "limits[0].operator",
    ),
    "a limit has no value": (["limits", 0, "value"], REMOVE, "missing_key", "limits[0]"),
    "two parties have one name": (
        ["parties", 1, "name"], "Municipality", "repeated_name", "parties[1].name",
    ),
    "two issues have one name": (
        ["issues", 1, "name"], " site", "repeated_name", "issues[1].name",
    ),
    "two options have one name": (
        ["issues", 1, "options", 1, "name"], "day", "repeated_name", "issues[1].options[1].name",
    ),
    "a name is blank": (["parties", 0, "name"], "  ", "name_blank", "parties[0].name"),
    "a name is a number": (["parties", 0, "name"], 7, "not_text", "parties[0].name"),
    "a name is too long": (["parties", 0, "name"], "a" * 201, "name_too_long", "parties[0].name"),
    "a name is written from right to left": (
        ["parties", 0, "name"], "Muni\u202ecipality",
        "name_with_hidden_character", "parties[0].name",
    ),
    "a name hides a zero-width space": (
        ["issues", 0, "options", 1, "name"], "nor\u200bth",
        "name_with_hidden_character", "issues[0].options[1].name",
    ),
    "a name commands the terminal": (
        ["parties", 0, "constituency"], "state\u001b[2J",
        "name_with_hidden_character", "parties[0].constituency",
    ),
    "a name breaks the line": (
        ["budgets", "city\nhall"], 4, "name_with_hidden_character", 'budgets["city\\nhall"]',
    ),
    "a party has no constituency": (
        ["parties", 0, "constituency"], REMOVE, "missing_key", "parties[0]",
    ),
    "a signature is another word": (
        ["parties", 0, "signature"], "requried", "unknown_word", "parties[0].signature",
    ),
    "a reservation is negative": (
        ["parties", 0, "reservation"], -1, "number_negative", "parties[0].reservation",
    ),
    "a weight is missing": (
        ["parties", 0, "weights", "site"], REMOVE, "weight_missing", "parties[0].weights",
    ),
    "a weight is negative": (
        ["parties", 0, "weights", "site"], -1, "number_negative", "parties[0].weights.site",
    ),
    "a weight is for nothing": (
        ["parties", 0, "weights", "seat"], 1, "unknown_issue", "parties[0].weights.seat",
    ),
    "all weights are zero": (
        ["parties", 0, "weights"], {"site": 0, "hours": "0.0"},
        "weights_all_zero", "parties[0].weights",
    ),
    "there are no parties": (["parties"], [], "list_too_short", "parties"),
    "there are no issues": (["issues"], [], "list_too_short", "issues"),
    "there is one option only": (
        ["issues", 1, "options"], [{"name": "day"}], "list_too_short", "issues[1].options",
    ),
    "the status quo is no option": (
        ["issues", 1, "status_quo"], "dya", "unknown_option", "issues[1].status_quo",
    ),
    "issues are an object": (["issues"], {"site": {}}, "not_a_list", "issues"),
    "a word is misspelt": (["budget"], {"city": 1}, "unknown_key", "budget"),
    "an option has a member of its own": (
        ["issues", 1, "options", 1, "colour"], "red", "unknown_key", "issues[1].options[1].colour",
    ),
    "the scale is zero": (["scale"], 0, "scale_not_positive", "scale"),
    "quantities are compared otherwise": (["compare"], "gains", "unknown_word", "compare"),
    "the fallback names no option": (
        ["fallback"], {"site": "west"}, "unknown_option", "fallback.site",
    ),
    "the fallback names no issue": (
        ["fallback"], {"place": "none"}, "unknown_issue", "fallback.place",
    ),
    "scores are missing altogether": (["scores"], REMOVE, "missing_key", ""),
}  # fmt: skip


def broken(path, value):
    """The sound table with one thing changed."""
    table = copy.deepcopy(SOUND)
    place = table
    for step in path[:-1]:
        place = place[step]
    if value is REMOVE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return table


def _text():
    return json.dumps(SOUND)


TEXTS = {
    # what the file holds: (bytes, code, params that must be there)
    "nothing": (b"", "not_json", {"line": 1, "column": 1}),
    "half a table": (_text()[:-20].encode(), "not_json", {"line": 1}),
    "a comma too many": (b'{\n "scale": 4,\n}', "not_json", {"line": 3}),
    "a list": (b"[]", "not_an_object", {"place": ""}),
    "a bare number": (b"4", "not_an_object", {"place": ""}),
    "another encoding": (
        _text().replace("Neighbours", "Vecinos ñ").encode().replace("ñ".encode(), b"\xf1"),
        "not_utf8", {"line": 1},
    ),
    "UTF-16": (_text().encode("utf-16"), "not_utf8", {"line": 1}),
    "a name with half a character": (
        _text().replace("Neighbours", "\\\\ud83d".replace("\\\\", "\\")).encode(),
        "name_with_hidden_character", {"character": "U+D83D"},
    ),
    "NaN": (_text().replace("120000", "NaN").encode(), "number_not_finite", {"number": "NaN"}),
    "Infinity": (
        _text().replace("120000", "-Infinity").encode(),
        "number_not_finite", {"number": "-Infinity"},
    ),
    "1e309": (_text().replace("120000", "1e309").encode(), "number_too_large", {}),
    "a number of 5,000 digits": (
        _text().replace("120000", "1" * 5000).encode(), "number_too_long", {},
    ),
    "a score of NaN": (
        _text().replace('"none": 0', '"none": NaN').encode(),
        "number_not_finite", {"place": "scores.Municipality.site.none"},
    ),
    "one key twice": (
        _text().replace('"budgets"', '"scale": 5, "budgets"').encode(),
        "repeated_key", {"place": "scale"},
    ),
    "a party's scores twice": (
        _text().replace('"scores": {', '"scores": {"Neighbours": {}, ').encode(),
        "repeated_key", {"place": "scores.Neighbours"},
    ),
    "100,000 brackets": (b"[" * 100_000, "nested_too_deep", {}),
    "braces in braces": (b'{"a":' * 100_000, "nested_too_deep", {}),
    "ten megabytes": (
        b'{"issues": [' + b'{"name": "a"},' * 750_000 + b"{}]}", "file_too_large", {},
    ),
    "too many issues": (
        b'{"scores": {}, "parties": [], "issues": [' + b"{}," * 600 + b"{}]}",
        "list_too_long", {"place": "issues", "found": 601},
    ),
}  # fmt: skip

"""The sentences of the command for what cannot be done: one for every code of the methods."""

from collections.abc import Mapping

from concertar.site.command.language import gettext


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is said."""
    return message


_ = gettext_noop

REFUSALS = {
    # the file
    "file_missing": _("there is no such file; check its name"),
    "file_is_folder": _("this is a folder; name the JSON file in it"),
    "file_unreadable": _("the file cannot be opened; check the permission to read it"),
    "file_too_large": _("the file has more than %(most)s bytes; divide the table"),
    "output_refused": _(
        "the answer cannot be written here; make room or choose another file, and try again"
    ),
    "not_utf8": _("the text is not UTF-8; save the file as UTF-8 and try again"),
    "not_json": _("the text is not JSON from here on; look for a missing comma, quote or bracket"),
    "nested_too_deep": _("the lists are nested too deep; write the table as the guide shows"),
    "seconds_not_positive": _("--seconds needs a number greater than 0"),
    # its form
    "not_an_object": _("an object in braces is expected here"),
    "not_a_list": _("a list in square brackets is expected here"),
    "not_text": _("a text in quotes is expected here"),
    "not_a_number": _('a number is expected: an integer, a decimal, or text such as "2/3"'),
    "repeated_key": _("“%(name)s” stands twice; leave one of the two"),
    "repeated_name": _("the name “%(name)s” is already taken; give each its own"),
    "unknown_key": _("“%(name)s” is no member of the form; correct or remove it"),
    "missing_key": _("“%(name)s” is missing; add it"),
    "list_too_short": _("the list needs at least %(least)s entries; complete it"),
    "list_too_long": _("the list has %(found)s entries and may have %(most)s; shorten it"),
    "table_too_large": _(
        "parties times options make %(found)s scores and %(most)s are possible; divide the table"
    ),
    "unknown_word": _("“%(name)s” is not one of %(words)s; write one of them"),
    "name_blank": _("the name is empty; write one"),
    "name_too_long": _("the name has more than %(most)s characters; shorten it"),
    "name_with_hidden_character": _("the name hides the character %(character)s; type it anew"),
    # its numbers
    "number_too_large": _("the number is beyond %(most)s; use a larger unit"),
    "number_too_long": _("the number has too many digits; round it"),
    "number_negative": _("%(number)s is negative; write 0 or more"),
    "number_not_finite": _("“%(number)s” is no finite number; write one"),
    "scale_not_positive": _("the scale is the best score and cannot be 0; the usual one is 4"),
    "range_not_of_three": _("one number is expected, or three: low, likely and high"),
    "range_not_ordered": _("low, likely and high must ascend; put them in order"),
    "score_out_of_scale": _("the score %(number)s is not between 0 and %(scale)s; correct it"),
    "score_not_understood": _('“%(name)s” is no score; write a number or "unacceptable"'),
    "weights_all_zero": _("all weights are 0; give the party points to spread"),
    # its references
    "unknown_issue": _("there is no issue “%(name)s”; correct the name"),
    "unknown_option": _("there is no option “%(name)s” here; correct the name"),
    "unknown_party": _("there is no party “%(name)s”; correct the name"),
    "score_missing": _("the score for “%(name)s” is missing; write it, 0 included"),
    "weight_missing": _("the weight of “%(name)s” is missing; write it, 0 included"),
    "own_issue": _("this refers to its own issue “%(issue)s”; name another one"),
    "effect_not_in_affects": _("the issue does not list “%(name)s” in “affects”; add it there"),
    "status_quo_with_effect": _(
        "the status quo moves “%(indicator)s”; its effect is part of the baseline, write 0"
    ),
    # what contradicts itself
    "two_options_at_once": _(
        "“%(option)s” and “%(other)s” of “%(issue)s” cannot both be in; keep one of them"
    ),
    "required_and_excluded": _(
        "“%(option)s” of “%(issue)s” is both required and excluded; remove one of the two"
    ),
    "condition_against_requirement": _(
        "the condition asks for “%(option)s” and the option itself requires “%(other)s”;"
        " correct one of them"
    ),
    "fallback_lacks_requirement": _(
        "“%(option)s” of “%(issue)s” requires “%(other_option)s” of “%(other_issue)s”, which the"
        " fallback lacks; choose options that go together"
    ),
    "fallback_excludes_itself": _(
        "“%(option)s” of “%(issue)s” excludes “%(other_option)s” of “%(other_issue)s”, both in the"
        " fallback; choose options that go together"
    ),
    "numbers_too_large": _(
        "there are too many packages to try them all, and too many digits for the other way;"
        " round weights, scores and amounts"
    ),
    # what should not happen
    "answer_not_confirmed": _(
        "the second reading of the answer disagrees at “%(name)s”, so nothing is printed;"
        " please report this with the file"
    ),
} | dict.fromkeys(
    (
        "solver_disagrees",
        "solver_failed",
        "shape_mismatch",
        "no_issues",
        "no_parties",
        "issue_without_options",
        "unknown_column",
        "unknown_aggregate",
        "empty_constituency",
    ),
    _("the table cannot be computed (%(code)s); please report this with the file"),
)


def refusal(code: str, params: Mapping[str, object]) -> str:
    """One sentence: where, what is wrong, and what to do."""
    told = {key: _told(value) for key, value in params.items()} | {"code": code}
    sentence = gettext(REFUSALS[code]) % told
    if params.get("suggestion"):
        sentence += gettext("; did you mean “%(suggestion)s”?") % told
    else:
        sentence += "."
    return f"{_place(told)}{sentence}" if _place(told) else sentence


def _place(told: Mapping[str, str]) -> str:
    if "column" in told:
        return gettext("line %(line)s, column %(column)s: ") % told
    if "line" in told:
        return gettext("line %(line)s: ") % told
    return f"{told['place']}: " if told.get("place") else ""


def _told(value: object) -> str:
    """A parameter in words, whole and on one line."""
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    visible = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return visible if len(visible) <= 120 else f"{visible[:119]}…"


def misused(problem: str) -> str:
    """The command was written in a way it does not know; `problem` is the library's own word."""
    return gettext("The command is not understood (%(problem)s); see concertar --help.") % {
        "problem": _told(" ".join(problem.split()).rstrip("."))
    }


def serving(port: int) -> str:
    """Where to look, once the site is ready."""
    return gettext("The site is at http://localhost:%(port)s/ (stop it with Ctrl+C).") % {
        "port": port
    }


def port_taken(port: int) -> str:
    """Somebody else listens there already."""
    return gettext("Port %(port)s is in use; choose another one, for instance PORT=%(other)s.") % {
        "port": port,
        "other": port + 1000 if port < 64000 else port - 1000,
    }


def engine_alone(path: str) -> str:
    """How to try the engine on a negotiation that took place, without the site."""
    return gettext(
        "The engine answers alone too, here for a negotiation that took place: concertar packages"
        " %(path)s"
    ) % {"path": path}


def host_unknown(host: str) -> str:
    """The name to listen on is nobody's."""
    return gettext("There is no host called “%(host)s” here; write localhost or 0.0.0.0.") % {
        "host": _told(host)
    }


def not_ready(command: str) -> str:
    """The site lacks what one of Django's commands makes."""
    return gettext("The site is not prepared; run “concertar manage %(command)s” first.") % {
        "command": command
    }


def database_trouble(problem: str) -> str:
    """The database is not there, not ours to write, or not migrated."""
    return gettext(
        "The database does not do what was asked (%(problem)s); check DATABASE_URL and"
        " CONCERTAR_HOME, and run “concertar manage migrate”."
    ) % {"problem": _told(" ".join(problem.split()))}


def file_trouble(path: str, problem: str) -> str:
    """A file or folder of the installation cannot be read or written."""
    return gettext(
        "%(path)s cannot be used (%(problem)s); check CONCERTAR_HOME and who may write there."
    ) % {"path": _told(path), "problem": _told(problem)}

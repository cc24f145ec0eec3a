"""What cannot be right is refused with its code and its place."""

import ast
import json
import tracemalloc
from fractions import Fraction
from pathlib import Path

import pytest
from bad_tables import CASES, NIGHT, NORTH, SOUND, SOUTH, TEXTS, broken

import concertar_methods.packages
from concertar_methods.errors import MethodError
from concertar_methods.packages import find_packages, read_table


def refusal(source):
    with pytest.raises(MethodError) as caught:
        read_table(source)
    return caught.value


def test_the_sound_table_is_read_and_answered():
    answer = find_packages(read_table(json.dumps(SOUND)))
    assert answer.feasible
    assert answer.leximin.package.choice == {"site": "north", "hours": "day"}


@pytest.mark.parametrize("what", CASES)
def test_a_broken_table_is_refused_where_it_is_broken(what):
    path, value, code, place = CASES[what]
    for source in (broken(path, value), json.dumps(broken(path, value))):
        error = refusal(source)
        assert (error.code, error.params["place"]) == (code, place)


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_that_is_no_table_is_refused(what):
    text, code, params = TEXTS[what]
    error = refusal(text)
    assert error.code == code
    assert params.items() <= error.params.items()


def test_a_misspelt_name_is_recognised():
    table = broken(["scores", "Municipality", "hours", "nihgt"], 1)
    assert refusal(table).params["suggestion"] == "night"
    assert refusal(broken(["budgts"], {})).params["suggestion"] == "budgets"


def test_ten_megabytes_are_refused_before_they_are_parsed():
    text = TEXTS["ten megabytes"][0]
    tracemalloc.start()
    try:
        assert refusal(text).code == "file_too_large"
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_too_many_scores_are_refused_by_their_number():
    issues = [
        {"name": f"q{i}", "status_quo": "o0", "options": [{"name": f"o{j}"} for j in range(100)]}
        for i in range(10)
    ]
    parties = [{"name": f"p{i}", "constituency": "c"} for i in range(300)]
    error = refusal({"issues": issues, "parties": parties, "scores": {}})
    assert (error.code, error.params["found"]) == ("table_too_large", 300_000)


def test_requirements_in_a_circle_mean_together():
    table = broken(["issues", 0, "options", 1, "requires"], [NIGHT])
    table["issues"][1]["options"][1]["requires"] = [NORTH]
    answer = find_packages(read_table(table))
    sites = {package.choice["site"] == "north" for package in answer.pareto}
    assert answer.feasible
    for package in answer.pareto:
        assert (package.choice["site"] == "north") == (package.choice["hours"] == "night")
    assert sites


def test_an_option_both_required_and_excluded_is_refused():
    table = broken(["issues", 1, "options", 1, "requires"], [SOUTH])
    table["issues"][1]["options"][1]["excludes"] = [SOUTH]
    assert refusal(table).code == "required_and_excluded"


def test_a_declared_fallback_must_go_together_and_binds_only_if_it_is_lawful():
    table = broken(["limits", 0, "value"], 235)
    assert find_packages(read_table(table)).reservations == "status_quo_breaches_limit"
    table["fallback"] = {"site": "none"}
    answer = find_packages(read_table(table))
    assert answer.reservations == "fallback_breaches_limit"
    assert "fallback_unlawful" in {reason.code for reason in answer.leximin.explanation}
    table["fallback"] = {"site": "north"}
    assert find_packages(read_table(table)).reservations == "binding"
    table["issues"][0]["options"][1]["excludes"] = [{"issue": "hours", "option": "day"}]
    assert refusal(table).code == "fallback_excludes_itself"
    table["issues"][0]["options"][1] |= {"excludes": [], "requires": [NIGHT]}
    assert refusal(table).code == "fallback_lacks_requirement"


def test_a_byte_order_mark_is_no_fault():
    assert read_table(b"\xef\xbb\xbf" + json.dumps(SOUND).encode()).scale == 4


def test_names_are_compared_composed():
    table = json.dumps(SOUND, ensure_ascii=False)
    decomposed = table.replace("Neighbours", "An\u0303o", 1).replace("Neighbours", "A\u00f1o")
    assert read_table(decomposed).parties[1].name == "A\u00f1o"


@pytest.mark.parametrize(
    ("written", "exact"),
    [("0.1", Fraction(1, 10)), ('"2/3"', Fraction(2, 3)), ("1e-1", Fraction(1, 10)), ("3", 3)],
)
def test_numbers_are_what_is_written_and_not_the_nearest_float(written, exact):
    text = json.dumps(SOUND).replace('"none": 0', f'"none": {written}')
    assert read_table(text).parties[0].scores["site"]["none"].points == exact


def test_every_code_of_the_reader_is_met_by_these_tests():
    folder = Path(concertar_methods.packages.__file__).parent
    reading = ("document.py", "reader.py", "fallback.py")
    codes = {
        call.args[0].value
        for name in reading
        for call in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and getattr(call.func, "id", getattr(call.func, "attr", ""))
        in ("MethodError", "refuse", "_refuse")
    }
    met = {case[2] for case in CASES.values()} | {case[1] for case in TEXTS.values()}
    alone = {
        "table_too_large",
        "required_and_excluded",
        "fallback_excludes_itself",
        "fallback_lacks_requirement",
    }
    assert codes == met | alone

"""The house as a whole: rooms, floors, locks, and what may be said in it."""

import re
import subprocess
import tomllib

import pytest

from tests.house.source import FLOORS, HOUSE, ROOT, every_python_file, modules, templates

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def tracked() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listing.stdout.split("\0") if name]


def test_every_room_stands_on_its_floor():
    rooms = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = contract["tool"]["importlinter"]["contracts"][0]["layers"]
    assert rooms == set(FLOORS)
    assert tuple(reversed(floors)) == FLOORS


@pytest.mark.parametrize("room", FLOORS)
def test_every_room_says_what_it_is_for(room):
    text = (HOUSE / room / "__init__.py").read_text(encoding="utf-8")
    assert 4 <= text.count("\n") <= 9
    assert "Nouns:" in text
    assert re.search(r"Floor \d|Roof", text)


def test_imports_keep_to_the_floors():
    done = subprocess.run(
        [ROOT / ".venv/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_lock_has_hashes_and_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links|(?<!\\)/", text)
    packages = re.findall(r"^[a-z0-9_.-]+==", text, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9_.-]+==)", text, flags=re.MULTILINE)[1:]
    assert packages
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_site_takes_no_more_than_it_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[\[<>=~ ]", entry)[0] for entry in project["dependencies"]}
    lock = (ROOT / "requirements/runtime.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9_.-]+)==", lock, re.MULTILINE))
    assert named - {"concertar-methods", "django-allauth"} <= locked


def test_tests_never_read_outside_the_repository():
    shared = "/".join(("..", "shared"))
    assert [m.path for m in every_python_file() if shared in m.text] == []


def test_nothing_speaks_of_a_machine():
    marks = ("/work" + "/", "/opt/" + "wheels", "pypi" + ".org", "127.0.0.1:" + "8")
    texts = [*every_python_file(), *templates()]
    assert [m.path for m in texts if any(mark in m.text for mark in marks)] == []


def test_no_compiled_catalogue_and_no_database_is_committed():
    names = tracked()
    assert not [name for name in names if name.endswith((".mo", ".sqlite3", ".pyc", ".log"))]
    assert not [name for name in names if name.startswith((".venv/", "var/"))]


def test_no_file_is_left_unfinished():
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
    assert [m.path for m in modules() if marks.search(m.text)] == []


def test_decision_records_are_numbered_once():
    names = [path.name for path in (ROOT / "docs/decisions").glob("*.md")]
    numbers = [name.split("-")[0] for name in names if name[0].isdigit()]
    assert len(numbers) == len(set(numbers)) > 0


def test_the_map_of_the_readme_leads_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:src|methods|docs|tests|scripts|requirements)/[^`\s*]*)`", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []

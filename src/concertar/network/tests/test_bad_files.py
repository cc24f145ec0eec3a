"""Bad data files: one sentence with file, line and column, and nothing written."""

import io
import os

import pytest
from django.core.management import CommandError, call_command

from concertar.kit.access import OPERATOR
from concertar.kit.imports import FileRefused
from concertar.kit.models import JournalEntry
from concertar.network.actions import load_forum
from concertar.network.models import Institution
from concertar.network.tests.factories import folder_of, row_counts, spoil

CELLS = [
    ("places.csv", 16, {"latitude": "NaN"}, ["line 16", "“latitude”"]),
    ("places.csv", 16, {"latitude": "1e309"}, ["line 16", "“latitude”", "out of range"]),
    ("places.csv", 16, {"latitude": "-1_2.0"}, ["line 16", "“latitude”", "not a number"]),
    ("places.csv", 16, {"latitude": "-١٢.٠"}, ["line 16", "“latitude”", "not a number"]),
    ("places.csv", 16, {"longitude": "181"}, ["line 16", "“longitude”", "out of range"]),
    ("places.csv", 16, {"longitude": ""}, ["line 16", "“coordinates”"]),
    ("places.csv", 16, {"zone": "America/Chimbote"}, ["line 16", "“zone”"]),
    ("places.csv", 16, {"kind": "town"}, ["line 16", "“kind”", "town"]),
    ("places.csv", 16, {"slug": "figures"}, ["line 16", "“slug”", "figures"]),
    ("places.csv", 16, {"slug": "Áncash"}, ["line 16", "“slug”"]),
    ("places.csv", 16, {"parent": "departamento-de-ancahs"}, ["“parent”", "did you mean"]),
    ("places.csv", 2, {"parent": "chimbote"}, ["line 2", "“parent”", "inside itself"]),
    ("places.csv", 17, {"slug": "ate-vitarte"}, ["line 17", "same as line 16"]),
    ("places.csv", 16, {"name": "Are\u202equipa"}, ["line 16", "“name”", "U+202E"]),
    ("places.csv", 16, {"name": "x" * 201}, ["line 16", "“name”"]),
    ("places.csv", 16, {"inferred": "colour"}, ["line 16", "“inferred”", "colour"]),
    ("institutions.csv", 3, {"name": "MUNICIPALIDAD DE AREQUIPA"}, ["line 3", "“name”", "line 2"]),
    ("institutions.csv", 3, {"name": ""}, ["line 3", "“name”", "empty"]),
    ("institutions.csv", 3, {"place": "atlantis"}, ["line 3", "“place”", "atlantis"]),
    ("institutions.csv", 3, {"note_es": "Sin par"}, ["line 3", "“note_en”", "both languages"]),
    ("affiliations.csv", 3, {"ends": "2005-02-30"}, ["line 3", "“ends”"]),
    ("affiliations.csv", 3, {"starts": "2005-01-02", "ends": "2005-01-01"}, ["line 3", "“ends”"]),
    (
        "affiliations.csv", 3,
        {"institution": "municipalidad-de-arequipa", "starts": "2001-01-01"},
        ["line 3", "“institution”", "line 2"],
    ),
    ("bodies.csv", 3, {"name_en": ""}, ["line 3", "“name_en”"]),
    ("programmes.csv", 2, {"last_year": "1999"}, ["line 2", "“last_year”"]),
    ("programmes.csv", 6, {"supported_by": "ded; nobody"}, ["line 6", "“supported_by”"]),
    ("programme_lines.csv", 2, {"scope": "city"}, ["line 2", "“scope”"]),
    ("milestones.csv", 2, {"when": "1996/1994"}, ["line 2", "“when”"]),
    ("milestones.csv", 2, {"when": "1996-13"}, ["line 2", "“when”"]),
    ("figures.csv", 2, {"value": "-1"}, ["line 2", "“value”"]),
    ("figures.csv", 2, {"value": "79.5"}, ["line 2", "“value”", "whole number"]),
    ("figures.csv", 2, {"value_to": "12"}, ["line 2", "“value_to”"]),
    ("figures.csv", 2, {"disagrees_with": "ciudades"}, ["line 2", "“disagrees_with”", "ciudades"]),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path, settings):
    settings.LANGUAGE_CODE = "en"
    return folder_of(tmp_path)


def refused(folder):
    """The sentences of a load that must not have written anything."""
    before = row_counts(), JournalEntry.objects.count()
    with pytest.raises(FileRefused) as refusal:
        load_forum(folder, by=OPERATOR)
    assert (row_counts(), JournalEntry.objects.count()) == before
    return refusal.value.sentences


@pytest.fixture
def english():
    from django.utils.translation import override

    with override("en"):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("file", "line", "cells", "says"), CELLS)
def test_a_bad_cell_is_named_and_nothing_is_written(folder, file, line, cells, says):
    spoil(folder, file, line, **cells)
    sentence = next(one for one in refused(folder) if all(word in one for word in says))
    assert sentence.startswith(file)
    assert "\n" not in sentence
    assert "Traceback" not in sentence


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_bad_cell_leaves_loaded_data_as_they_were(folder):
    load_forum(by=OPERATOR)
    spoil(folder, "places.csv", 2, name="Pirú")
    spoil(folder, "figures.csv", 54, value="many")
    refused(folder)
    assert load_forum(by=OPERATOR).total("changed") == 0


def pipe_in_place_of(path):
    path.unlink()
    os.mkfifo(path)


def with_text(change):
    def spoiled(folder):
        file = folder / "institutions.csv"
        file.write_bytes(change(file.read_bytes()))

    return spoiled


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("spoiling", "says"),
    [
        (with_text(lambda b: b.replace(b"acronym", b"acronim", 1)), ["line 1", "acronim", "did"]),
        (with_text(lambda b: b.replace(b",acronym", b"", 1)), ["line 1", "“acronym”", "missing"]),
        (with_text(lambda b: b.decode().encode("cp1252")), ["not UTF-8"]),
        (with_text(lambda b: b.decode().encode("utf-16")), ["UTF-16"]),
        (with_text(lambda b: b.replace(b"Asodel", b"Aso\0del")), ["line 34", "empty byte"]),
        (with_text(lambda _b: b"x" * 6_000_000), ["larger than"]),
        (with_text(lambda b: b.replace(b"\nasodel,", b'\nasodel,"', 1)), ["quotation mark"]),
        (with_text(lambda _b: b""), ["line 1", "missing"]),
        (lambda folder: (folder / "institutions.csv").unlink(), ["cannot be opened"]),
        (lambda folder: pipe_in_place_of(folder / "institutions.csv"), ["line 1", "missing"]),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_written(folder, spoiling, says):
    spoiling(folder)
    sentences = refused(folder)
    assert all(sentence.startswith("institutions.csv") for sentence in sentences)
    assert any(all(word in sentence for word in says) for sentence in sentences)


@pytest.mark.django_db
def test_a_script_in_a_name_is_text_and_is_escaped_on_the_page(folder, client):
    spoil(
        folder,
        "institutions.csv",
        2,
        name="<script>alert(1)</script>",
        note_es="<b>",
        note_en="<b>",
    )
    load_forum(folder, by=OPERATOR)
    one = Institution.objects.get(slug="municipalidad-de-arequipa")
    assert one.name == "<script>alert(1)</script>"
    for address in ("/institutions/?q=alert", f"/institutions/{one.slug}/", "/places/arequipa/"):
        page = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page


@pytest.mark.django_db
def test_the_command_says_the_sentence_and_gives_up_with_two(folder):
    spoil(folder, "figures.csv", 2, value="many")
    with pytest.raises(CommandError) as refusal:
        call_command("load_forum", str(folder), stdout=io.StringIO())
    assert refusal.value.returncode == 2
    assert str(refusal.value).startswith("figures.csv")
    assert sum(row_counts().values()) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_the_command_does_not_say_a_thousand_sentences(folder):
    with (folder / "places.csv").open("a", encoding="utf-8") as places:
        places.write("z,z\n" * 1000)
    with pytest.raises(CommandError) as refusal:
        call_command("load_forum", str(folder), stdout=io.StringIO())
    lines = str(refusal.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "And 980 more; correct these first and load again."


@pytest.mark.django_db
def test_a_trial_of_a_bad_folder_tells_all_of_it(folder):
    spoil(folder, "figures.csv", 2, value="many")
    spoil(folder, "places.csv", 16, zone="Mars")
    report = load_forum(folder, by=OPERATOR, is_trial=True)
    assert report.total("refused") >= 2
    assert {sentence.split(",")[0] for sentence in report.problems} >= {"figures.csv", "places.csv"}
    assert sum(row_counts().values()) == 0

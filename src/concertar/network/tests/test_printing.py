"""The directory on paper."""

import io

import pytest
from pypdf import PdfReader

from concertar.kit.access import OPERATOR
from concertar.network import printing
from concertar.network.actions import load_forum
from concertar.network.tests.factories import institution, institutions

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_names_every_institution_with_what_is_inferred_marked(client):
    load_forum(by=OPERATOR)
    text = text_of(client.get("/institutions.pdf", headers={"accept-language": "es"}))
    assert "Directorio de instituciones" in text
    assert "Universidad Nacional de San Agustín (UNSA)" in text
    assert "Municipalidad de Casma" in text
    assert "Casma*" in text
    assert "http://testserver/institutions/" in text


def test_it_prints_what_the_filters_leave_in_the_readers_language(client):
    load_forum(by=OPERATOR)
    answer = client.get("/institutions.pdf?kind=university", headers={"accept-language": "en"})
    text = text_of(answer)
    assert "7 institutions." in text
    assert "Municipalidad de Casma" not in text


def test_a_script_or_a_command_of_the_printer_in_a_name_is_printed_as_text(client):
    institution('#panic("x") <script>', slug="p")
    assert '#panic("x") <script>' in text_of(client.get("/institutions.pdf"))


def test_an_empty_directory_is_still_a_sheet(client):
    assert "0" in text_of(client.get("/institutions.pdf"))


def test_more_than_the_printer_takes_is_refused_in_a_sentence(client):
    institutions(printing.MOST + 1)
    answer = client.get("/institutions.pdf", headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert answer.content.decode().startswith("The directory prints at most 600")


def test_an_impossible_filter_is_refused_in_a_sentence(client):
    answer = client.get("/institutions.pdf?kind=spaceship", headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert "spaceship" in answer.content.decode()

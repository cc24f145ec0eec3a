"""No word is hard-coded: with every translatable sentence marked, no unmarked word is left.

Django's translation functions are replaced by ones that wrap what they return in ⟦ ⟧. What then
stands unmarked on a page is either the data's own words, which are collected from the database and
taken out, or a word somebody wrote into a page or a view.
"""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from tests.house.source import FLOORS
from tests.pages.routes import Cell, pages

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
BETWEEN = "\x1f"
ADDRESS = re.compile(r"(?:https?://|/)[\w./:-]+")
WORD = re.compile(r"[^\W\d_]{2,}")
# Proper names, units and formats that are the same in every language.
SAME_EVERYWHERE = {"Concertar", "CSV", "JSON", "PDF", "AGPL", "or", "later", "km", "GeoNames"}
SAME_EVERYWHERE |= {"Español", "English"}  # what languages call themselves
ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content", "value")


class Words(HTMLParser):
    """Everything a reader sees or hears; what is not ours to translate is left out.

    HTML's own marks are honoured: `translate="no"`, and `lang` where it differs from the page's.
    """

    SILENT = ("script", "style", "code", "template")
    VOID = ("meta", "link", "input", "img", "br", "hr", "use", "wbr", "source", "path", "circle")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth: list[bool] = []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        apart = (
            tag in self.SILENT
            or known.get("translate") == "no"
            or ("lang" in known and tag != "html")
            or any(self.depth)
        )
        if not apart:
            self.found += [
                known[a] or "" for a in ATTRIBUTES if a in known and self._said(tag, a, known)
            ]
        if tag not in self.VOID:
            self.depth.append(apart)

    def _said(self, tag, attribute, known):
        if attribute == "content":
            return known.get("name") in ("description", "application-name")
        if attribute == "value":
            return tag == "input" and known.get("type") in ("submit", "button", "reset")
        return True

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.depth.pop()

    def handle_endtag(self, tag):
        if tag not in self.VOID and self.depth:
            self.depth.pop()

    def handle_data(self, data):
        if not any(self.depth):
            self.found.append(data)


@pytest.fixture
def marked(monkeypatch):
    """Wrap whatever the translation functions return."""
    real = translation._trans

    def wrap(name):
        original = getattr(real, name)
        monkeypatch.setattr(real, name, lambda *said: f"⟦{original(*said)}⟧", raising=False)

    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        wrap(name)


@pytest.fixture(scope="module")
def words_of_the_data(django_db_setup, django_db_blocker):
    """Every text the database holds, in any language."""
    found: set[str] = {settings.NETWORK_NAME}
    with django_db_blocker.unblock():
        for room in FLOORS:
            for model in apps.get_app_config(room).get_models():
                for row in model._default_manager.all().values():
                    for value in row.values():
                        found |= set(_texts(value))
    words = {word for text in found for word in WORD.findall(text)}
    return words | {word[0].lower() + word[1:] for word in words}  # a heading, within a sentence


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def unmarked(html: str, known: set[str]) -> list[str]:
    reader = Words()
    reader.feed(html)
    bare = ADDRESS.sub(" ", BETWEEN.join(reader.found))
    while MARKED.search(bare):  # marks may stand inside marks, and hold links
        bare = MARKED.sub(" ", bare)
    left = []
    for text in bare.split(BETWEEN):
        words = [w for w in WORD.findall(text) if w not in known and w not in SAME_EVERYWHERE]
        if words:
            left.append(" ".join(text.split()))
    return left


@pytest.mark.django_db
@pytest.mark.parametrize("cell", pages(), ids=Cell.__str__)
def test_no_word_is_hard_coded(cell, as_role, marked, words_of_the_data):
    role = next(role for role, code in cell.answers.items() if code == 200)
    html = as_role(role).get(cell.address).content.decode()
    asked = set(WORD.findall(cell.query))  # a page may say back what it was asked
    assert unmarked(html, words_of_the_data | asked) == []


def test_the_crawl_would_find_a_hard_coded_word():
    page = "<p>⟦Said⟧ written <b lang='qu'>runasimi</b><img alt='picture'></p>"
    assert unmarked(page, set()) == ["written", "picture"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("cell", pages(), ids=Cell.__str__)
def test_every_page_says_its_language(cell, language, as_role):
    role = next(role for role, code in cell.answers.items() if code == 200)
    client = as_role(role)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(cell.address)
    assert f'<html lang="{language}' in page.content.decode()
    assert page["Content-Language"].startswith(language)
    assert "Accept-Language" in page["Vary"]

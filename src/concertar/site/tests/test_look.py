"""The stylesheet and the templates: light, legible, and asking nobody else for anything."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

import concertar
from concertar.site.colours import STYLESHEET, colours, contrast

HOUSE = Path(concertar.__path__[0])
CSS = STYLESHEET.read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
TEMPLATES = [
    path
    for path in HOUSE.rglob("*.html")
    if "templates" in path.parts and "tests" not in path.parts
]
CLASS = re.compile(r"\.([a-z][a-z-]*)")
LOGICAL = re.compile(r"[;{]\s*(?:margin|padding|border)-(?:left|right|top|bottom)\b")
READ = ("ink", "quiet", "leaf", "clay", "water")
# Layout and map are seen on the pages that have them, not on the living sheet.
SEEN_ELSEWHERE = {
    "border", "coast", "demo", "door", "fold", "front", "leaders", "listing", "map", "narrow", "or",
    "river", "sea", "slim", "split", "stays", "whole", "wide",
}  # fmt: skip


def classes_of_the_stylesheet():
    selectors = re.sub(r"\{[^{}]*\}", "{}", RULES)
    return set(CLASS.findall(selectors))


def test_the_stylesheet_is_light():
    assert len(gzip.compress(CSS.encode())) <= 12_000


def test_every_colour_that_is_read_can_be_read_by_day_and_by_night():
    known = {colour.name: colour for colour in colours()}
    for name in READ:
        assert known[name].light_contrast >= 4.5, name
        assert known[name].dark_contrast >= 4.5, name
    assert min(known["ink"].light_contrast, known["ink"].dark_contrast) >= 7


def test_the_button_can_be_read_and_tinted_paper_is_still_paper():
    known = {colour.name: colour for colour in colours()}
    leaf, on_leaf, tint = known["leaf"], known["on-leaf"], known["tint"]
    assert contrast(on_leaf.light, leaf.light) >= 4.5
    assert contrast(on_leaf.dark, leaf.dark) >= 4.5
    for name in READ:
        assert contrast(known[name].light, tint.light) >= 4.5, name
        assert contrast(known[name].dark, tint.dark) >= 4.5, name


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_an_old_browser_gets_the_same_colours_by_day():
    plain = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", CSS[: CSS.index("@supports")]))
    assert plain == {colour.name: colour.light for colour in colours()}


def test_the_stylesheet_knows_no_left_and_right_and_shouts_nowhere():
    assert LOGICAL.findall(RULES) == []
    assert "!important" not in RULES
    assert "url(" not in RULES


@pytest.mark.parametrize(
    "layer", ["reset", "tokens", "base", "layout", "components", "figures", "utilities", "media"]
)
def test_the_layers_are_declared_in_order_and_filled(layer):
    order = "@layer reset, tokens, base, layout, components, figures, utilities, media;"
    assert CSS.index(order) < CSS.index("@layer reset {")
    assert f"@layer {layer} {{" in CSS


@pytest.mark.parametrize(
    "condition",
    ["forced-colors: active", "prefers-reduced-motion", "prefers-contrast: more", "print"],
)
def test_the_stylesheet_answers_to(condition):
    assert condition in RULES


def test_no_template_carries_a_style_or_a_script_of_its_own_or_asks_another_host():
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert " src=" in script or "application/json" in script, (path, script)
        assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text), path


@pytest.mark.django_db
def test_every_class_of_the_stylesheet_is_shown_on_the_living_sheet():
    html = Client().get("/house/").content.decode()
    shown = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert classes_of_the_stylesheet() - shown - SEEN_ELSEWHERE == set()


@pytest.mark.django_db
def test_every_class_on_the_living_sheet_is_in_the_stylesheet():
    html = Client().get("/house/").content.decode()
    shown = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert shown - classes_of_the_stylesheet() - {"source"} == set()

"""The house keeps its laws, and every law bites: each is fed one file that breaks it."""

import pytest

from tests.house import laws
from tests.house.source import Module, modules, templates

LAWS_OF_FILES = [
    laws.writes_outside_actions,
    laws.actions_without_transaction,
    laws.actions_without_journal,
    laws.vague_names,
    laws.forbidden_machinery,
    laws.admin_that_writes,
    laws.closed_doors,
    laws.too_long,
    laws.other_clocks,
    laws.money_in_floats,
    laws.views_without_visible_to,
    laws.unsafe_strings,
    laws.catches_everything,
    laws.doubled_definitions,
    laws.sentences_inside_braces,
]
LAWS_OF_TEMPLATES = [laws.template_doors, laws.long_template, laws.unsafe_markup]

ROOM = "src/concertar/network"
BROKEN = [
    (laws.writes_outside_actions, f"{ROOM}/views.py", "def f(x):\n    x.save()\n"),
    (laws.writes_outside_actions, f"{ROOM}/forms.py", "Place.objects.create(name='x')\n"),
    (
        laws.writes_outside_actions,
        f"{ROOM}/rules.py",
        "Place.objects.filter(pk=1).update(name='x')\n",
    ),
    (laws.writes_outside_actions, f"{ROOM}/exports.py", "cursor.execute('DELETE FROM x')\n"),
    (laws.actions_without_transaction, f"{ROOM}/actions.py", "def f(x):\n    x.save()\n"),
    (
        laws.actions_without_transaction,
        f"{ROOM}/actions/places.py",
        "def f(x):\n    _w(x)\ndef _w(x):\n    x.save()\n",
    ),
    (
        laws.actions_without_journal,
        f"{ROOM}/actions.py",
        "@transaction.atomic\ndef f(x):\n    x.save()\n",
    ),
    (
        laws.actions_without_journal,
        f"{ROOM}/actions.py",
        "@transaction.atomic\ndef f(x):\n    journal.record(x, 'a.b', x)\n    x.save()\n",
    ),
    (laws.vague_names, f"{ROOM}/utils.py", ""),
    (laws.forbidden_machinery, f"{ROOM}/models.py", "from django.dispatch import receiver\n"),
    (laws.forbidden_machinery, f"{ROOM}/apps.py", "post_save.connect(f)\n"),
    (laws.forbidden_machinery, f"{ROOM}/models.py", "x = fields.GenericForeignKey()\n"),
    (laws.forbidden_machinery, f"{ROOM}/models.py", "class A(BMixin, C):\n    pass\n"),
    (
        laws.forbidden_machinery,
        f"{ROOM}/models.py",
        "class A(models.Model):\n    def save(self):\n        pass\n",
    ),
    (laws.admin_that_writes, f"{ROOM}/apps.py", "x = 'django.contrib.admin'\n"),
    (laws.closed_doors, f"{ROOM}/views.py", "from concertar.accounts.views import me\n"),
    (laws.closed_doors, f"{ROOM}/views.py", "from concertar.accounts import wording\n"),
    (laws.too_long, f"{ROOM}/models.py", "x = 1\n" * 601),
    (laws.too_long, f"{ROOM}/rules.py", "def f():\n" + "    x = 1\n" * 41),
    (laws.too_long, f"{ROOM}/views.py", "def f():\n" + "    x = 1\n" * 26),
    (laws.other_clocks, f"{ROOM}/rules.py", "now = timezone.now()\n"),
    (laws.money_in_floats, f"{ROOM}/models.py", "cost = models.FloatField()\n"),
    (laws.views_without_visible_to, f"{ROOM}/views.py", "x = Place.objects.filter(a=1)\n"),
    (laws.unsafe_strings, f"{ROOM}/views.py", "x = mark_safe(y)\n"),
    (laws.catches_everything, f"{ROOM}/views.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    (laws.doubled_definitions, f"{ROOM}/rules.py", "def f(): ...\ndef f(): ...\n"),
    (laws.sentences_inside_braces, f"{ROOM}/views.py", "x = f'{_(\"Said\")}: {y}'\n"),
]
BROKEN_TEMPLATES = [
    (laws.template_doors, "{% include 'site/home.html' %}"),
    (laws.template_doors, "{% url 'site:home' %}"),
    (laws.long_template, "\n" * 121),
    (laws.unsafe_markup, "{{ name|safe }}"),
    (laws.unsafe_markup, "<p style='x'>"),
    (laws.unsafe_markup, "<a onclick='x()'>"),
    (laws.unsafe_markup, "<script>alert(1)</script>"),
    (laws.unsafe_markup, "{% autoescape off %}"),
]


@pytest.mark.parametrize("law", LAWS_OF_FILES, ids=lambda law: law.__name__)
def test_the_house_keeps_the_law(law):
    assert [str(breach) for module in modules() for breach in law(module)] == []


@pytest.mark.parametrize("law", LAWS_OF_TEMPLATES, ids=lambda law: law.__name__)
def test_the_templates_keep_the_law(law):
    assert [str(breach) for template in templates() for breach in law(template)] == []


@pytest.mark.parametrize(
    ("law", "path", "text"), BROKEN, ids=lambda v: getattr(v, "__name__", None)
)
def test_the_law_bites(law, path, text):
    assert list(law(Module(path, text)))


@pytest.mark.parametrize(("law", "text"), BROKEN_TEMPLATES)
def test_the_law_of_templates_bites(law, text):
    assert list(law(Module("src/concertar/network/templates/network/page.html", text)))


def test_every_law_has_a_file_that_breaks_it():
    assert {law for law, *_ in BROKEN} == set(LAWS_OF_FILES)
    assert {law for law, *_ in BROKEN_TEMPLATES} == set(LAWS_OF_TEMPLATES)

"""What the laws say of tables: keys, floors, who sees, what the journal may hold."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import get_resolver

from tests.house.source import FLOORS, HOUSE

OURS = [model for room in FLOORS for model in apps.get_app_config(room).get_models()]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_keys_are_uuids_for_nouns_and_big_numbers_for_masses(model):
    assert isinstance(model._meta.pk, models.UUIDField | models.BigAutoField)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_table_inherits_from_another(model):
    assert not model._meta.parents


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_go_downwards(model):
    height = FLOORS.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation and field.related_model:
            room = field.related_model._meta.app_label
            assert room not in FLOORS or FLOORS.index(room) <= height, field


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_set_knows_who_may_see_it(model):
    assert hasattr(model._default_manager.get_queryset(), "visible_to")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_translated_text_records_its_language(model):
    names = {field.name for field in model._meta.fields}
    assert "translations" not in names or "language" in names


def test_the_journal_has_no_foreign_keys_and_no_field_for_prose():
    journal = apps.get_model("kit", "JournalEntry")
    assert {field.name for field in journal._meta.fields} == {
        "id", "at", "actor", "on_behalf_of", "territory", "verb", "subject_kind", "subject_id",
        "channel", "facts",
    }  # fmt: skip
    assert not any(field.is_relation for field in journal._meta.get_fields())
    assert not any(isinstance(field, models.TextField) for field in journal._meta.fields)


def test_there_is_no_admin_site():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not list(HOUSE.rglob("admin.py"))


def test_private_files_lie_outside_what_is_served():
    private, static = settings.PRIVATE_FILES.resolve(), settings.STATIC_ROOT.resolve()
    assert not private.is_relative_to(static)
    assert not private.is_relative_to(HOUSE)
    assert not getattr(settings, "MEDIA_ROOT", "")


def test_time_is_kept_in_utc():
    assert settings.USE_TZ


def test_addresses_carry_no_language():
    first = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    assert not first & {code for code, _name in settings.LANGUAGES}

"""The people of every test: Ana facilitates, Bea takes part, Zeca is a stranger; Rosa is a steward.

The kit may not see the room of people, so it asks Django who the user model is.
"""

from typing import Any

from django.contrib.auth import get_user_model


def person(name: str, **fields: Any):
    fields.setdefault("email", f"{name}@example.org")
    return get_user_model()._default_manager.create(name=name.capitalize(), **fields)


def steward(name: str = "rosa"):
    return person(name, is_steward=True)

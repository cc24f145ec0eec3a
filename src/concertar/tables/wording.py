"""The sentences of this room: every refusal code and every journal verb, said to a person."""

from django.utils.functional import Promise

REFUSALS: dict[str, Promise | str] = {}
VERBS: dict[str, Promise | str] = {}

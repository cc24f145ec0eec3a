"""In which language the command speaks, decided before the site is set up.

The command has a catalogue of its own, read by the standard library, so that `concertar packages`
starts without Django.
"""

import os
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = ("es", "en")


def language_of(variables: Mapping[str, str]) -> str:
    """The machine's own language where it is one of ours, else Spanish."""
    for name in ("CONCERTAR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (code := variables.get(name, "")[:2].lower()) in LANGUAGES:
            return code
    return LANGUAGES[0]


_spoken = [language_of(os.environ)]


def speak(language: str = "") -> str:
    """Settle the language of this run: the one asked for, or the machine's."""
    _spoken[0] = language or language_of(os.environ)
    return _spoken[0]


def spoken() -> str:
    """The language of this run: the machine's, until `speak` settles another."""
    return _spoken[0]


@cache
def _catalogue(language: str) -> NullTranslations:
    folder = Path(__file__).parent / "locale"
    return translation("django", folder, languages=[language], fallback=True)


def gettext(message: str) -> str:
    return _catalogue(_spoken[0]).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _catalogue(_spoken[0]).ngettext(singular, plural, number)

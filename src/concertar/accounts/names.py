"""What a person's name may be: letters people can see, in the order they see them."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concertar.kit.signs import BLANK_LETTERS, UNWANTED, composed

LONGEST_NAME = 200
NO_LETTERS = _("Write the name with letters.")


def clean_name(text: str) -> str:
    """The name composed (NFC), without invisible signs and doubled blanks.

    Signs that reverse or hide text would let one person pass for another in an act.
    """
    seen = "".join(
        " " if sign in BLANK_LETTERS or sign.isspace() else sign
        for sign in text
        if sign.isspace() or unicodedata.category(sign) not in UNWANTED
    )
    return " ".join(composed(seen).split())


def require_name(text: str) -> None:
    """Refuse a name without a single letter, or longer than an act can carry."""
    name = clean_name(text)
    if not any(unicodedata.category(sign).startswith("L") for sign in name):
        raise ValidationError(NO_LETTERS, code="name_without_letters")
    if len(name) > LONGEST_NAME:
        raise ValidationError(
            _("The name is longer than %(longest)s signs: shorten it."),
            code="name_too_long",
            params={"longest": LONGEST_NAME},
        )

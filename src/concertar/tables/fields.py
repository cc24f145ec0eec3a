"""Fields for what people write by hand: amounts of money, measured values, channels."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concertar.kit.models import JournalEntry
from concertar.kit.texts import own_names, reading_language

NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
MONEY = re.compile(r"-?\d{1,16}(?:[.,]\d{1,2})?")
BLANKS = re.compile(r"\s")


class NumberField(forms.CharField):
    """A measured value, with a decimal comma or point; blanks between thousands are fine."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs["inputmode"] = "text"  # the minus sign is on no number pad

    def prepare_value(self, value: Any) -> Any:
        return _written(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = BLANKS.sub("", super().clean(value)).replace("\u2212", "-")
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise ValidationError(
                _("Write a number as in %(example)s, without signs between thousands."),
                params={"example": _written(Decimal("-9.3"))},
            )
        return Decimal(text.replace(",", "."))


class MoneyField(forms.CharField):
    """An amount of money; what comes out are whole cents."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        return _written(Decimal(value) / 100) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = BLANKS.sub("", super().clean(value)).replace("\u2212", "-")
        if not text:
            return None
        if not MONEY.fullmatch(text):
            raise ValidationError(
                _("Write an amount as in %(example)s, without signs between thousands."),
                params={"example": _written(Decimal("1250.50"))},
            )
        return int(Decimal(text.replace(",", ".")) * 100)


def _written(value: Decimal) -> str:
    """As it would be typed here: without blanks, with the reader's decimal sign."""
    plain = f"{value.normalize():f}"
    return plain if reading_language() == "en" else plain.replace(".", ",")


class LanguageField(forms.ChoiceField):
    """In which language the texts of the form are written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=own_names, label=_("Written in"), **kwargs)


class ChannelField(forms.ChoiceField):
    """How what a facilitator types in reached us; never as if it had come on the site."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [
            (channel.value, channel.label)
            for channel in (JournalEntry.Channel.PAPER, JournalEntry.Channel.HALL)
        ]
        super().__init__(choices=choices, label=_("How it was said"), **kwargs)

"""What people fill in on the pages that are our own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.accounts.names import LONGEST_NAME, NO_LETTERS, clean_name, require_name
from concertar.kit.texts import own_names


class PersonName(forms.CharField):
    """A name as people see it, clean of the signs that reverse or hide text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Name and surname"))
        kwargs.setdefault("help_text", _("As it should stand in minutes and agreements."))
        # Hidden signs alone are nothing by the time that they are read.
        kwargs.setdefault("error_messages", {"required": NO_LETTERS})
        super().__init__(max_length=LONGEST_NAME, **kwargs)
        self.widget.attrs["autocomplete"] = "name"

    def clean(self, value: Any) -> str:
        name = clean_name(super().clean(value))
        require_name(name)
        return name


class LanguageSelect(forms.Select):
    """Languages under their own names, each marked as being in that language."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"attrs": option["attrs"] | ({"lang": value} if value else {})}


def _languages_or_browser() -> list[tuple[str, Any]]:
    return [("", _("As the browser asks")), *own_names()]


class PersonForm(forms.Form):
    """What a person may change about themselves on their own page."""

    name = PersonName()
    language = forms.ChoiceField(
        choices=_languages_or_browser,
        widget=LanguageSelect,
        label=_("Language"),
        required=False,
        help_text=_("Of the pages and of the e-mails you receive."),
    )


class LanguageForm(forms.Form):
    """The visible switch."""

    language = forms.ChoiceField(choices=own_names)

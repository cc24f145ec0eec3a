"""What a facilitator fills in to search for packages and to put one on the table."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from concertar.kit.texts import reading_language
from concertar.tables.fields import LanguageField
from concertar.tables.models import Issue
from concertar.tables.models.facts import Facts


class SearchForm(forms.Form):
    """How long the search may take before it shows what it has."""

    LEAST: ClassVar[int] = 5
    SECONDS: ClassVar[tuple[int, ...]] = (5, 10, 20)

    seconds = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in SECONDS],
        coerce=int,
        label=_("Seconds, at most"),
        help_text=_("Small tables need less than one. What is not proven by then says so."),
    )


class PackageForm(forms.Form):
    """One option for every issue, and a name to speak of it."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("A few words by which to speak of it.")
    )

    def __init__(self, facts: Facts, data: QueryDict | None, *, choice: Mapping[str, str]) -> None:
        super().__init__(data)
        self.issues = facts.issues
        for issue in facts.issues:
            options = [(one.key, one.said("title").text) for one in facts.live(issue)]
            self.fields[_name(issue)] = forms.ChoiceField(
                choices=options, label=issue.said("title").text, initial=choice.get(issue.key)
            )
        self.fields["language"] = LanguageField(initial=reading_language())

    def choice(self, said: Mapping[str, Any]) -> dict[str, str]:
        return {issue.key: said[_name(issue)] for issue in self.issues}


def _name(issue: Issue) -> str:
    return f"issue.{issue.key}"

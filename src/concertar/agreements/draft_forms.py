"""What people fill in about the single text: the draft, its clauses, criticism and answers."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.agreements.actions.clauses import LONGEST_CLAUSE
from concertar.agreements.actions.criticisms import LONGEST_CRITICISM
from concertar.agreements.day_forms import DayForm
from concertar.agreements.models import Clause, Criticism, Draft
from concertar.fora.models import Guardianship
from concertar.kit.access import Visitor
from concertar.kit.texts import Authored, language_name, languages
from concertar.observatory.models import Limit
from concertar.tables.models import Actor, Interest, Option, Package

LONGEST = 10_000
Speaker = Actor | Guardianship


class TranslatedForm(forms.Form):
    """A form whose `spoken` fields are said in one language and may be said in the others too."""

    spoken: tuple[str, ...] = ()

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = [code for code in languages() if code != language]
        for code in self.others:
            for name in self.spoken:
                original = cast(forms.CharField, self.fields[name])
                widget = type(original.widget)(attrs={"lang": code, **original.widget.attrs})
                self.fields[f"{name}_{code}"] = forms.CharField(
                    max_length=original.max_length, required=False, widget=widget,
                    label=_("%(field)s, in %(language)s")
                    % {"field": original.label, "language": language_name(code)},
                )  # fmt: skip

    def translations(self) -> dict[str, dict[str, str]]:
        """Of each other language, the fields that were said in it."""
        said = {
            code: {
                name: text
                for name in self.spoken
                if (text := self.cleaned_data.get(f"{name}_{code}", ""))
            }
            for code in self.others
        }
        return {code: texts for code, texts in said.items() if texts}

    @classmethod
    def initial_of(cls, thing: Authored) -> dict[str, Any]:
        translated = {
            f"{name}_{code}": text
            for code, texts in thing.translations.items()
            for name, text in texts.items()
        }
        return {name: getattr(thing, name) for name in cls.spoken} | translated


class DraftForm(TranslatedForm):
    """What a draft is called, how it begins, and the package it writes out."""

    spoken = ("title", "preamble")

    title = forms.CharField(max_length=200, label=_("Title"))
    preamble = forms.CharField(
        max_length=LONGEST, required=False, label=_("Preamble"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Who meets, where, when and why. The clauses come after it."),
    )  # fmt: skip
    package = forms.ModelChoiceField(
        queryset=Package.objects.none(), required=False, label=_("Package it writes out"),
        empty_label=_("None"),
    )  # fmt: skip

    def __init__(self, *args: Any, table: Any, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        packages = Package.objects.visible_to(person).filter(table=table, is_withdrawn=False)
        if packages.exists() or self.initial.get("package"):  # one off the table is let go here
            cast(forms.ModelChoiceField, self.fields["package"]).queryset = packages
        else:
            del self.fields["package"]

    def values(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in self.spoken}
        if "package" in self.fields:
            said["package"] = self.cleaned_data["package"]
        return said | {"translations": self.translations()}


class OptionChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, option: Any) -> str:
        return f"{option.issue.said('title').text}: {option.said('title').text}"


class LimitChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, limit: Any) -> str:
        return str(limit.said("name").text)


class ClauseForm(TranslatedForm):
    """One clause, where it comes from, and the version it was written on."""

    spoken = ("heading", "text")

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    heading = forms.CharField(max_length=120, required=False, label=_("Heading"))
    text = forms.CharField(
        max_length=LONGEST_CLAUSE, label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who does what, where, until when. One thing a clause."),
    )  # fmt: skip
    options = OptionChoice(
        queryset=Option.objects.none(), required=False, label=_("Comes from the options"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    limits = LimitChoice(
        queryset=Limit.objects.none(), required=False, label=_("Comes from the limits"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, draft: Draft, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, language=draft.language, **kwargs)
        for code in self.others:
            if any(self.initial.get(f"{name}_{code}") for name in self.spoken):
                self.fields[f"fits_{code}"] = forms.BooleanField(
                    required=False,
                    label=_("The translation into %(language)s still fits")
                    % {"language": language_name(code)},
                    help_text=_("Where the text changed and its translation need not."),
                )
        options = Option.objects.visible_to(person).filter(issue__table=draft.table_id)
        options = options.select_related("issue").order_by("issue__order", "order", "key")
        limits = Limit.objects.visible_to(person).filter(tables=draft.table_id)
        for name, rows in (("options", options), ("limits", limits)):
            if rows.exists():
                cast(forms.ModelMultipleChoiceField, self.fields[name]).queryset = rows
            else:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        names: list[str] = [name for name in ("options", "limits") if name in self.fields]
        said: dict[str, Any] = {name: list(self.cleaned_data[name]) for name in names}
        said |= {name: self.cleaned_data[name] for name in self.spoken}
        if fitting := [code for code in self.others if self.cleaned_data.get(f"fits_{code}")]:
            said["still_said_in"] = fitting
        return said | {"translations": self.translations()}

    @classmethod
    def initial_of(cls, thing: Authored) -> dict[str, Any]:
        clause = cast(Clause, thing)
        cited = {"options": list(clause.options.all()), "limits": list(clause.limits.all())}
        return super().initial_of(clause) | {"version": clause.version, **cited}


class CriticismForm(forms.Form):
    """What is wrong with a clause, how much it weighs and which interest it hurts."""

    speaker = forms.ChoiceField(label=_("In the name of"))
    severity = forms.TypedChoiceField(
        coerce=int, choices=Criticism.Severity.choices, widget=forms.RadioSelect,
        label=_("How much does it weigh?"),
    )  # fmt: skip
    text = forms.CharField(
        max_length=LONGEST_CRITICISM, label=_("What is wrong, and how it could be said"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    interest = forms.ModelChoiceField(
        queryset=Interest.objects.none(), required=False, label=_("Interest of ours that it hurts"),
        empty_label=_("None of those stated"),
        help_text=_("One that only the facilitator sees is shown to nobody else here either."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, speakers: Iterable[Speaker], person: Visitor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.speakers: Mapping[str, Speaker] = {str(one.pk): one for one in speakers}
        choices = [(key, str(one)) for key, one in self.speakers.items()]
        speaker = cast(forms.ChoiceField, self.fields["speaker"])
        speaker.choices = choices
        if len(choices) == 1:
            speaker.widget, speaker.initial = forms.HiddenInput(), choices[0][0]
        actors = [one.pk for one in self.speakers.values() if isinstance(one, Actor)]
        interests = Interest.objects.visible_to(person).filter(actor__in=actors)
        if interests.exists():
            cast(forms.ModelChoiceField, self.fields["interest"]).queryset = interests
        else:
            del self.fields["interest"]

    @property
    def chosen(self) -> Speaker:
        return self.speakers[self.cleaned_data["speaker"]]


class AnswerForm(forms.Form):
    """What the table answers to a criticism."""

    base = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        choices=Criticism.Outcome.choices, widget=forms.RadioSelect, label=_("Is it taken up?")
    )
    answer = forms.CharField(
        max_length=LONGEST_CRITICISM, label=_("Answer"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What changes in the text, or why it does not."),
    )  # fmt: skip


class FreezeForm(DayForm):
    place = forms.CharField(
        max_length=200, required=False, label=_("Place of signature"),
        help_text=_("As it stands at the head of the acta."),
    )  # fmt: skip

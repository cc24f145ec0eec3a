"""What people fill in about commitments: the promise, the check, the reply."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.agreements.models import Check, Clause, Commitment, Draft
from concertar.kit.access import Visitor
from concertar.kit.days import DayField
from concertar.kit.numbers import plain_number
from concertar.kit.texts import language_name, languages
from concertar.observatory.models import Indicator
from concertar.tables.models import Actor

LONG = {"rows": 5}
SHORT = forms.Textarea(attrs={"rows": 3})
NONE = "—"
VALUE: dict[str, Any] = {"max_digits": 18, "decimal_places": 6, "required": False}


class PromiseForm(forms.Form):
    """One commitment of a draft. What it lacks may be written later, before it is signed."""

    deliverable = forms.CharField(
        max_length=300, label=_("What will be handed over or done"), widget=SHORT,
        help_text=_("So plain that anybody can say whether it was."),
    )  # fmt: skip
    responsible = forms.ModelChoiceField(
        queryset=Actor.objects.none(), label=_("Responsible"), empty_label=_("Choose one"),
        help_text=_("One institution answers for it."),
    )  # fmt: skip
    supporting = forms.ModelMultipleChoiceField(
        queryset=Actor.objects.none(), required=False, label=_("Supported by"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None, one or several."),
    )  # fmt: skip
    clause = forms.ModelChoiceField(
        queryset=Clause.objects.none(), required=False, label=_("Clause it comes from"),
        empty_label=NONE,
    )  # fmt: skip
    due = DayField(required=False, label=_("Due"))
    indicator = forms.ModelChoiceField(
        queryset=Indicator.objects.none(), required=False, label=_("Indicator it should move"),
        empty_label=NONE,
        help_text=_("What cannot be checked cannot be signed."),
    )  # fmt: skip
    baseline = forms.DecimalField(**VALUE, label=_("Baseline"), help_text=_("What it is today."))
    target = forms.DecimalField(
        **VALUE, label=_("Target"), help_text=_("What it is to be, in the unit of the indicator.")
    )
    funding = forms.CharField(max_length=200, required=False, label=_("Funding source"))
    legal_act = forms.ChoiceField(
        choices=Commitment.LegalAct.choices, required=False,
        label=_("Legal act that makes it binding"),
    )  # fmt: skip
    legal_reference = forms.CharField(max_length=200, required=False, label=_("Number of the act"))

    def __init__(self, *args: Any, draft: Draft, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        actors = Actor.objects.visible_to(person).filter(table=draft.table).present()
        actors = actors.select_related("seat__institution")
        for name in ("responsible", "supporting"):
            cast(forms.ModelChoiceField, self.fields[name]).queryset = actors
        clauses = draft.clauses.visible_to(person).filter(is_removed=False)
        cast(forms.ModelChoiceField, self.fields["clause"]).queryset = clauses
        known = Indicator.objects.visible_to(person)
        cast(forms.ModelChoiceField, self.fields["indicator"]).queryset = known
        for code in self._others():
            self.fields[f"deliverable_{code}"] = forms.CharField(
                max_length=300,
                required=False,
                label=_("What will be done, in %(language)s") % {"language": language_name(code)},
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )
        self.order_fields(["deliverable", *(f"deliverable_{code}" for code in self._others())])

    def _others(self) -> list[str]:
        return [code for code in languages() if code != self.draft.language]

    def terms(self, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What the form says, as the action takes it; other translations stay as they are."""
        terms = dict(self.cleaned_data)
        translations = {code: dict(texts) for code, texts in (known or {}).items()}
        for code in self._others():
            said = terms.pop(f"deliverable_{code}")
            texts = translations.setdefault(code, {})
            texts.pop("deliverable", None)
            if said:
                texts["deliverable"] = said
        return terms | {"translations": {code: x for code, x in translations.items() if x}}

    @staticmethod
    def initial_of(commitment: Commitment) -> dict[str, Any]:
        names = ("deliverable", "due", "funding", "legal_act", "legal_reference")
        keys = ("responsible", "clause", "indicator")
        said = {
            f"deliverable_{code}": texts.get("deliverable", "")
            for code, texts in commitment.translations.items()
        }
        supporting = list(commitment.supporting.all())
        return {
            **{name: getattr(commitment, name) for name in names},
            "baseline": plain_number(commitment.baseline),
            "target": plain_number(commitment.target),
            **{name: getattr(commitment, f"{name}_id") for name in keys},
            "supporting": supporting,
            **said,
        }


class CheckForm(forms.Form):
    """What was found, by somebody other than the responsible."""

    score = forms.TypedChoiceField(
        coerce=int, label=_("How far it is"), widget=forms.RadioSelect
    )  # fmt: skip
    evidence = forms.CharField(
        max_length=10_000, widget=forms.Textarea(attrs=LONG), label=_("Evidence"),
        help_text=_("What was seen, measured or read, where and when."),
    )  # fmt: skip
    file = forms.FileField(
        required=False, label=_("Photo or document"),
        help_text=_(
            "JPEG, PNG, PDF, CSV or text. The place a photo was taken is removed from it; a PDF is "
            "published as it is."
        ),
    )  # fmt: skip
    reply_by = DayField(
        required=False, label=_("A reply is expected by"),
        help_text=_("If something is lacking; empty: no day is set."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scores = [(code, f"{code}. {label}") for code, label in Check.Score.choices]
        cast(forms.TypedChoiceField, self.fields["score"]).choices = scores


class ReplyForm(forms.Form):
    """What the responsible answers."""

    text = forms.CharField(
        max_length=10_000, widget=forms.Textarea(attrs=LONG), label=_("Reply"),
        help_text=_("It is published beside the check and stays on record."),
    )  # fmt: skip

"""What people fill in about a frozen text: their word on it, or why it is taken back."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.agreements import rules
from concertar.agreements.actions.signing import LONGEST_REASON
from concertar.agreements.day_forms import DayForm
from concertar.agreements.models import Agreement, Signature
from concertar.kit.access import Visitor, all_refusals, sentence
from concertar.kit.days import DayField
from concertar.kit.models import JournalEntry
from concertar.network.models import Mandate
from concertar.tables.models.table import State
from concertar.tables.rules import BACKWARDS, ORDER


class SignForm(forms.Form):
    """Consent, with a reservation or not, or refusal; and of which text."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    party = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=Signature.Kind.choices, widget=forms.RadioSelect,
        label=_("Our word on this text"),
        help_text=_(
            "Consent: the institution keeps the whole text, without conditions. With a "
            "reservation: it signs too and the text binds it all the same; what it reserves is "
            "printed beside the clause. Refusal: it does not sign, and says why."
        ),
    )  # fmt: skip
    reason = forms.CharField(
        max_length=LONGEST_REASON, required=False, label=_("Reservation, or reason of the refusal"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is printed in the acta. A consent without more leaves it empty."),
    )  # fmt: skip
    clauses = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        label=_("Clauses it concerns"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, numbers: Sequence[tuple[int, str]], may_reserve: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, f"{number}. {heading}".strip()) for number, heading in numbers]
        cast(forms.TypedMultipleChoiceField, self.fields["clauses"]).choices = choices
        if not may_reserve:
            kinds = [one for one in Signature.Kind.choices if one[0] != Signature.Kind.RESERVATION]
            cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
            self.fields["kind"].help_text = _(
                "Consent: the institution keeps the whole text, without conditions. Refusal: it "
                "does not sign, and says why. The rule of this table admits no reservations."
            )

    def clean(self) -> dict[str, Any]:
        """What the word lacks is said here, before it is shown once more to be given."""
        said = super().clean() or self.cleaned_data
        if {"kind", "reason", "clauses"} <= said.keys():
            lack = rules.lack_of_word(said["kind"], said["reason"], said["clauses"])
            if lack:
                self.add_error("reason", sentence(lack, all_refusals()))
        return said

    def terms(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("sha256", "kind", "reason", "clauses")}

    @property
    def kind_said(self) -> str:
        return str(Signature.Kind(self.cleaned_data["kind"]).label)


class MandateChoice(forms.ModelChoiceField):
    def label_from_instance(self, mandate: Any) -> str:
        return f"{mandate.institution}: {mandate.person}, {mandate.document}"


class PaperSignForm(SignForm):
    """A signature on paper or in a hall, typed in: by which mandate, on which day."""

    mandate = MandateChoice(
        queryset=Mandate.objects.none(), label=_("Who signed, by which mandate"), empty_label="—"
    )
    day = DayField(label=_("Day of the signature"))
    channel = forms.ChoiceField(
        label=_("How it was signed"), initial=JournalEntry.Channel.PAPER,
        choices=[
            (code, label)
            for code, label in JournalEntry.Channel.choices
            if code in (JournalEntry.Channel.PAPER, JournalEntry.Channel.HALL)
        ],
    )  # fmt: skip
    field_order = ("sha256", "mandate", "day", "channel", "kind", "reason", "clauses")

    def __init__(self, *args: Any, agreement: Agreement, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mandates = Mandate.objects.visible_to(person).to_sign().filter(
            delegate__seat__actors__table=agreement.table_id,
            delegate__seat__actors__is_empty_chair=False,
        )  # fmt: skip
        signed = agreement.signatures.visible_to(person).values("institution")
        open_ones = mandates.exclude(institution__in=signed).select_related("institution", "person")
        cast(forms.ModelChoiceField, self.fields["mandate"]).queryset = open_ones.order_by(
            "institution__sort_name", "starts"
        )


class WithdrawForm(DayForm):
    """Why a text is taken back, and where the table goes on."""

    to = forms.ChoiceField(label=_("The table goes back to"), initial=State.DRAFTING)
    reason = forms.CharField(
        max_length=LONGEST_REASON, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is published with the table's steps."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = sorted(BACKWARDS[State.SIGNING], key=ORDER.index, reverse=True)
        cast(forms.ChoiceField, self.fields["to"]).choices = [
            (state.value, state.label) for state in states
        ]

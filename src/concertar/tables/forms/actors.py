"""Who is at the table, and what a party says of itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Guardianship, Seat
from concertar.kit.days import DayField
from concertar.network.models import Mandate
from concertar.tables.fields import ChannelField, LanguageField, MoneyField
from concertar.tables.models.actor import Visibility


class PartForm(forms.Form):
    """A party's part in the problem."""

    causes = forms.BooleanField(label=_("It causes the problem"), required=False)
    bears = forms.BooleanField(label=_("It bears the problem"), required=False)
    resolves = forms.BooleanField(label=_("It can resolve the problem"), required=False)
    must_sign = forms.BooleanField(
        label=_("It must sign"),
        required=False,
        help_text=_("Without its signature there is no agreement. Fixed when the table opens."),
    )

    def freeze(self) -> None:
        self.fields["must_sign"].disabled = True


class ActorForm(PartForm):
    """A seat of the forum that comes to the table."""

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["seat"] = forms.ChoiceField(
            label=_("Seat of the forum"),
            choices=[
                (key, f"{seat.institution.name} ({seat.constituency.said('name').text})")
                for key, seat in self.seats.items()
            ],
        )
        self.order_fields(["seat"])

    def clean_seat(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]


class EmptyChairForm(forms.Form):
    """Whoever was invited and does not come."""

    absence = forms.CharField(
        label=_("How it was invited"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The days and the letters: “Invited on 12 March and 2 October; no answer”."),
    )


class WordsForm(forms.Form):
    """An interest or a position of a party."""

    text = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 4}))
    visibility = forms.ChoiceField(
        label=_("Who sees it"),
        choices=Visibility,
        widget=forms.RadioSelect,
        help_text=_("What only the facilitator sees helps to find options, and is told to nobody."),
    )
    language = LanguageField()

    def __init__(self, *args: Any, label: str, hint: str, typed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, hint
        if typed_in:
            self.fields["channel"] = ChannelField()
            self.fields["on"] = DayField(label=_("Day"), required=False)


class ConsentForm(forms.Form):
    """A party's yes to what the charter publishes."""

    agrees = forms.BooleanField(
        label=_("This institution agrees that the agreement publishes what the charter says.")
    )

    def __init__(self, *args: Any, mandates: Mapping[str, Mandate] | None, **kwargs: Any) -> None:
        """`mandates` for a facilitator who types in a sheet; None for the seat itself."""
        super().__init__(*args, **kwargs)
        self.mandates = mandates or {}
        if mandates is not None:
            self.fields["mandate"] = forms.ChoiceField(
                label=_("Whose sheet it is"),
                choices=[
                    (key, f"{mandate.person.name} ({mandate.document})")
                    for key, mandate in mandates.items()
                ],
            )
            self.fields["channel"] = ChannelField()
            self.fields["on"] = DayField(label=_("Day"), required=False)

    def clean_mandate(self) -> Mandate:
        return self.mandates[self.cleaned_data["mandate"]]


class GuardianForm(forms.Form):
    """A guardian of the forum who comes to the table."""

    def __init__(self, *args: Any, guardianships: Iterable[Guardianship], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guardianships = {str(one.pk): one for one in guardianships}
        self.fields["guardianship"] = forms.ChoiceField(
            label=_("Natural entity and its guardian"),
            choices=[
                (key, f"{one.entity.said('name').text}: {one.guardian.name}")
                for key, one in self.guardianships.items()
            ],
        )

    def clean_guardianship(self) -> Guardianship:
        return self.guardianships[self.cleaned_data["guardianship"]]


class MeansForm(forms.Form):
    """The most that a party can spend and carry out; empty: nobody said."""

    budget = MoneyField(label=_("The most it can spend"), required=False)
    budget_source = forms.CharField(label=_("Source of that"), max_length=300, required=False)
    capacity = forms.IntegerField(label=_("The most it can carry out"), required=False, min_value=0)
    unit = forms.CharField(
        label=_("In which unit"),
        max_length=40,
        required=False,
        help_text=_("For instance crews or months."),
    )
    capacity_source = forms.CharField(label=_("Source of that"), max_length=300, required=False)

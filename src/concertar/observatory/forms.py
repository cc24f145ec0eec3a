"""What people fill in about indicators, values and limits."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import Visitor
from concertar.kit.days import DayField
from concertar.network.models import Territory
from concertar.observatory.models import Indicator, Limit, NaturalEntity

LONG = forms.Textarea(attrs={"rows": 4})


class IndicatorForm(forms.Form):
    name = forms.CharField(max_length=200, label=_("What is measured"))
    slug = forms.SlugField(
        max_length=80, label=_("Key"), help_text=_("The word in the address of its page.")
    )
    unit = forms.CharField(
        max_length=30, label=_("Unit"), help_text=_("For instance µg/m³, %, trees.")
    )
    method = forms.CharField(
        widget=LONG, required=False, label=_("Method"),
        help_text=_("How it is measured, over how long, how often, by whom."),
    )  # fmt: skip


class _InAPlace(forms.Form):
    """A form that asks for a place among those its reader may see."""

    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), to_field_name="slug", label=_("Place"),
        empty_label=_("Choose one"),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast(forms.ModelChoiceField, self.fields["territory"])
        place.queryset = Territory.objects.visible_to(person)


class ObservationForm(_InAPlace):
    day = DayField(
        label=_("Day"),
        help_text=_("The day measured; of a month or a year, its last day."),
    )
    value = forms.DecimalField(max_digits=18, decimal_places=6, label=_("Value"))
    unit = forms.CharField(max_length=30, label=_("Unit"))
    station = forms.CharField(max_length=120, required=False, label=_("Station"))
    source = forms.CharField(
        max_length=300, label=_("Source"), help_text=_("Who measured, and where it is published.")
    )
    is_illustrative = forms.BooleanField(
        required=False, label=_("Illustrative"), help_text=_("Made up for a demonstration.")
    )


class EntityForm(_InAPlace):
    name = forms.CharField(max_length=200, label=_("Name"))
    slug = forms.SlugField(
        max_length=80, label=_("Key"), help_text=_("The word in the address of its page.")
    )
    kind = forms.ChoiceField(choices=NaturalEntity.Kind.choices, label=_("Kind"))
    description = forms.CharField(widget=LONG, required=False, label=_("Description"))


class LimitForm(forms.Form):
    kind = forms.ChoiceField(choices=Limit.Kind.choices, label=_("Kind"))
    name = forms.CharField(max_length=200, label=_("Name"))
    slug = forms.SlugField(
        max_length=80, label=_("Key"), help_text=_("The word in the address of its page.")
    )
    indicator = forms.ModelChoiceField(
        queryset=Indicator.objects.none(), to_field_name="slug", label=_("Indicator"),
        empty_label=_("Choose one"),
    )  # fmt: skip
    entity = forms.ModelChoiceField(
        queryset=NaturalEntity.objects.none(), to_field_name="slug", required=False,
        label=_("Natural entity"), empty_label="—",
        help_text=_("Whose limit it is; empty: of no one of them."),
    )  # fmt: skip
    least = forms.DecimalField(
        max_digits=18, decimal_places=6, required=False, label=_("At least"),
        help_text=_("In the unit of the indicator; empty: no such end."),
    )  # fmt: skip
    most = forms.DecimalField(
        max_digits=18, decimal_places=6, required=False, label=_("At most"),
        help_text=_("In the unit of the indicator; empty: no such end."),
    )  # fmt: skip
    basis = forms.CharField(
        max_length=300, label=_("Basis"),
        help_text=_("The norm, study or agreement that sets it, with its number and year."),
    )  # fmt: skip
    evidence = forms.CharField(
        widget=LONG, label=_("Evidence"),
        help_text=_("What shows that this is the limit. Somebody else will review it."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, noun in (("indicator", Indicator), ("entity", NaturalEntity)):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = noun.objects.visible_to(person)

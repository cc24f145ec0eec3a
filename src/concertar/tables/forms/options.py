"""Issues, options and their numbers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.observatory.models import Indicator, Limit
from concertar.tables.fields import LanguageField, MoneyField, NumberField
from concertar.tables.models import Actor, Option


class IssueForm(forms.Form):
    """A question of the table, and what it can move."""

    title = forms.CharField(label=_("Issue"), max_length=200)
    language = LanguageField()

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = {str(one.pk): one for one in indicators}
        self.fields["affects"] = forms.MultipleChoiceField(
            label=_("Indicators it can move"),
            required=False,
            choices=[
                (key, f"{one.said('name').text} ({one.said('unit').text})")
                for key, one in self.indicators.items()
            ],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Those not marked it does not move; of those marked, what is not known "
                        "counts as unknown and never as good."),
        )  # fmt: skip
        self.order_fields(["title", "affects"])

    def clean_affects(self) -> list[Indicator]:
        return [self.indicators[key] for key in self.cleaned_data["affects"]]


class OptionForm(forms.Form):
    """A way to settle an issue."""

    title = forms.CharField(label=_("Option"), max_length=200)
    description = forms.CharField(
        label=_("What it means"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = LanguageField()


class FallbackForm(forms.Form):
    """What holds if there is no agreement."""

    def __init__(self, *args: Any, options: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {str(one.pk): one for one in options}
        self.fields["fallback"] = forms.ChoiceField(
            label=_("Without an agreement, this holds"),
            choices=[(key, one.said("title").text) for key, one in self.options.items()],
            widget=forms.RadioSelect,
        )

    def clean_fallback(self) -> Option:
        return self.options[self.cleaned_data["fallback"]]


class AmountForm(forms.Form):
    """What an option costs, or lays on, one party; an empty amount takes it back."""

    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("Who says so, and where.")
    )

    def __init__(self, *args: Any, actors: Iterable[Actor], money: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actors = {str(one.pk): one for one in actors}
        self.fields["actor"] = forms.ChoiceField(
            label=_("Who pays") if money else _("Who carries it out"),
            choices=[(key, one.seat.institution.name) for key, one in self.actors.items()],
        )
        hint = _("Empty: what was noted is taken back.")
        if money:
            self.fields["amount"] = MoneyField(
                label=_("Amount in %(currency)s") % {"currency": money},
                required=False,
                help_text=hint,
            )
        else:
            self.fields["amount"] = forms.IntegerField(
                label=_("Load, in the unit of its capacity"), required=False, help_text=hint
            )
        self.order_fields(["actor", "amount", "source"])

    @property
    def takes_back(self) -> bool:
        """Whether what was sent is an empty amount."""
        return self.is_bound and self.is_valid() and self.cleaned_data["amount"] is None

    def clean_actor(self) -> Actor:
        return self.actors[self.cleaned_data["actor"]]


class SpreadForm(forms.Form):
    """Low, likely and high of an effect or a baseline, in the unit of the indicator."""

    low = NumberField(label=_("Low"), required=False)
    likely = NumberField(label=_("Likely"), required=False)
    high = NumberField(label=_("High"), required=False)
    unit = forms.CharField(
        label=_("Unit"), max_length=30, help_text=_("As the indicator is measured.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("Who says so, and where.")
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = {str(one.pk): one for one in indicators}
        self.fields["indicator"] = forms.ChoiceField(
            label=_("Indicator"),
            choices=[
                (key, f"{one.said('name').text} ({one.said('unit').text})")
                for key, one in self.indicators.items()
            ],
        )
        self.order_fields(["indicator"])

    @property
    def takes_back(self) -> bool:
        """Whether what was sent are three blanks."""
        ends = ("low", "likely", "high")
        sent = self.is_bound and self.is_valid()
        return sent and all(self.cleaned_data[name] is None for name in ends)

    def clean_indicator(self) -> Indicator:
        return self.indicators[self.cleaned_data["indicator"]]


class TiesForm(forms.Form):
    """With which options this one comes only together, and with which never."""

    def __init__(self, *args: Any, options: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {str(one.pk): one for one in options}
        choices = [
            (key, f"{one.issue.said('title').text}: {one.said('title').text}")
            for key, one in self.options.items()
        ]
        for name, label in (
            ("requires", _("Only together with")),
            ("excludes", _("Never together with")),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
            )

    def clean_requires(self) -> list[Option]:
        return [self.options[key] for key in self.cleaned_data["requires"]]

    def clean_excludes(self) -> list[Option]:
        return [self.options[key] for key in self.cleaned_data["excludes"]]


class LimitForm(forms.Form):
    """A limit of the observatory that comes to the table."""

    def __init__(self, *args: Any, limits: Iterable[Limit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = {str(one.pk): one for one in limits}
        self.fields["limit"] = forms.ChoiceField(
            label=_("Limit"),
            choices=[
                (key, f"{one.said('name').text} ({one.get_status_display()})")
                for key, one in self.limits.items()
            ],
        )

    def clean_limit(self) -> Limit:
        return self.limits[self.cleaned_data["limit"]]

"""The table itself: its words, its rule, its steps."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Constituency, Forum
from concertar.kit.days import DayField, MomentField
from concertar.tables import rules
from concertar.tables.fields import LanguageField
from concertar.tables.models import Table
from concertar.tables.models.table import Publishes, State

CHANNELS = (
    ("web", _("Just now, on the site")),
    ("hall", _("In the hall")),
    ("paper", _("On paper")),
)


class TableForm(forms.Form):
    """What happens, what is decided, until when."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Short, as on a sign."))
    question = forms.CharField(
        label=_("What is decided"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence that a neighbour understands."),
    )
    problem = forms.CharField(
        label=_("The problem"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What happens, to whom, since when."),
    )
    meets_at = forms.CharField(label=_("Where it meets"), max_length=200, required=False)
    empty_chairs_note = forms.CharField(
        label=_("What it cannot bind"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if an authority stays away: what a pact cannot bind without it."),
    )
    language = LanguageField()

    def __init__(self, *args: Any, forum: Forum, parents: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {str(one.pk): one for one in parents}
        self.fields["decides_by"] = MomentField(
            zone=forum.zone,
            label=_("Until when"),
            required=False,
            help_text=_("The day and hour by which the table decides, as clocks there show it."),
        )
        self.fields["parent"] = forms.ChoiceField(
            label=_("Refers to"),
            required=False,
            choices=[
                ("", _("No other table")),
                *((key, str(t)) for key, t in self.parents.items()),
            ],
            help_text=_("The table to which it refers what it cannot settle."),
        )
        self.order_fields(
            [
                "title",
                "question",
                "problem",
                "decides_by",
                "meets_at",
                "parent",
                "empty_chairs_note",
            ]
        )

    def clean_parent(self) -> Table | None:
        return self.parents.get(self.cleaned_data["parent"])

    def freeze(self) -> None:
        """Once the charter is frozen its words are shown and cannot be typed over."""
        for name in ("title", "question"):
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Part of the frozen charter.")


class RuleForm(forms.Form):
    """When an agreement stands and what is published: frozen when the table opens."""

    least_signatures = forms.IntegerField(
        label=_("Signatures, at least"), min_value=2, max_value=500
    )
    may_reserve = forms.BooleanField(label=_("A party may sign with a reservation"), required=False)
    publishes = forms.ChoiceField(
        label=_("What is published of the scores, with the agreement"),
        choices=Publishes,
        widget=forms.RadioSelect,
    )
    currency = forms.RegexField(
        "^[A-Z]{3}$",
        label=_("Currency"),
        max_length=3,
        help_text=_("Three capitals, as in PEN."),
    )

    def __init__(self, *args: Any, sides: Iterable[Constituency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {str(side.pk): side for side in sides}
        self.fields["required_constituencies"] = forms.MultipleChoiceField(
            label=_("Sides that must sign"),
            required=False,
            choices=[(key, side.said("name").text) for key, side in self.sides.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("At least one institution of each."),
        )
        self.order_fields(["least_signatures", "required_constituencies", "may_reserve"])

    def clean_required_constituencies(self) -> list[Constituency]:
        return [self.sides[key] for key in self.cleaned_data["required_constituencies"]]


class StepForm(forms.Form):
    """A step forwards, or backwards with its reason; in a hall it may have been another day."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for a step back and for an end without agreement. Everybody reads it."),
    )
    channel = forms.ChoiceField(label=_("Where it was decided"), choices=CHANNELS)
    on = DayField(
        label=_("Day"),
        required=False,
        help_text=_("Only if it was decided before today, in the hall or on paper."),
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = rules.own_moves(table.state)
        self.fields["to"] = forms.ChoiceField(
            label=_("The table goes to"),
            choices=[(one.value, _said(table, one)) for one in moves],
            widget=forms.RadioSelect,
        )
        self.order_fields(["to"])


def _said(table: Table, to: State) -> str:
    if rules.is_backwards(table.state, to):
        return str(_("Back to “%(state)s”")) % {"state": to.label}
    return str(to.label)


class DayForm(forms.Form):
    """Where and when an act took place that needs nothing else said."""

    channel = forms.ChoiceField(label=_("Where it was decided"), choices=CHANNELS)
    on = DayField(
        label=_("Day"),
        required=False,
        help_text=_("Only if it was decided before today, in the hall or on paper."),
    )

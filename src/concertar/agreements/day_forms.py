"""Where and when an act took place: just now on the site, or before, in a hall or on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.kit.days import DayField
from concertar.kit.models import JournalEntry

CHANNELS = (
    ("web", _("Just now, on the site")),
    ("hall", _("In the hall")),
    ("paper", _("On paper")),
)


class DayForm(forms.Form):
    """Of an act that needs nothing else said; other forms add to it what theirs needs."""

    channel = forms.ChoiceField(label=_("Where it was decided"), choices=CHANNELS, required=False)
    on = DayField(
        label=_("Day"), required=False,
        help_text=_("Only if it was decided before today, in the hall or on paper."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in ("channel", "on")]
        self.order_fields([*own, "channel", "on"])

    def clean_channel(self) -> str:
        """Whoever says nothing does it here."""
        return self.cleaned_data["channel"] or JournalEntry.Channel.WEB

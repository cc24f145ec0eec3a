"""Whose sheet of paper is typed in, and of which day."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import Visitor
from concertar.kit.days import DayField
from concertar.network.models import Mandate
from concertar.tables.fields import ChannelField
from concertar.tables.models import Actor


class PaperForm(forms.Form):
    """The mandate of whoever filled in the sheet, the day it says, and how it reached us."""

    mandate = forms.ModelChoiceField(
        Mandate.objects.none(), label=_("Who filled it in"), empty_label=None
    )
    on = DayField(label=_("Day on the sheet"))
    channel = ChannelField()

    def __init__(self, actor: Actor, reader: Visitor, data: QueryDict | None) -> None:
        super().__init__(data)
        mandates = Mandate.objects.visible_to(reader).filter(delegate__seat=actor.seat_id)
        field: Any = self.fields["mandate"]
        field.queryset = mandates.select_related("person", "institution")
        self.fields["on"].initial = actor.table.forum.today()

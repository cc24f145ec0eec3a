"""Forms in the order of the printed sheets, to be typed in with one hand on the paper."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.fora.models import Delegate
from concertar.kit.days import DayField, MomentField
from concertar.kit.rows import RowsForm
from concertar.network.models import Mandate
from concertar.tables.actions import Price
from concertar.tables.fields import (
    ChannelField,
    LanguageField,
    MoneyField,
)
from concertar.tables.models import Actor, Issue, Meeting, Table
from concertar.tables.models.actor import Visibility

People = Mapping[Any, list[Mandate]]

LINES = 4  # of interests and of positions on one sheet


class PeopleForm(RowsForm):
    """A row a party, with who of it: the name and the capacity, as on the sheet."""

    def more_columns(self) -> dict[str, forms.Field]:
        """What else a row asks."""
        return {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actors: dict[Any, Actor] = {}
        self._mandates: dict[str, Mandate] = {}

    def add_people(
        self, actors: Iterable[Actor], people: People, label: Any, initial: Mapping[Any, Any]
    ) -> None:
        for actor in actors:
            mandates = people.get(actor.seat.institution_id, [])
            chosen = [(str(one.pk), _named(one)) for one in mandates]
            field = forms.ChoiceField(
                label=label, initial=str(initial.get(actor.pk, "")), choices=[("", "—"), *chosen]
            )
            note = "" if mandates else str(_("No mandate of that day: register one first."))
            fields = {"who": field, **self.more_columns()}
            self.add_row(actor.pk, actor.seat.institution.name, fields, note=note)
            self._actors[actor.pk] = actor
            self._mandates |= {str(one.pk): one for one in mandates}

    @property
    def chosen(self) -> dict[Actor, Mandate]:
        return {self._actors[key]: self._mandates[row["who"]] for key, row in self.filled}


class MeetingForm(forms.Form):
    """When and where the table meets, and what is treated."""

    starts_at = MomentField(label=_("Day and hour"))
    place = forms.CharField(label=_("Place"), max_length=200)
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=4000,
        help_text=_("A point a line, in the order in which it is treated."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    language = LanguageField()

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"] = MomentField(label=_("Day and hour"), zone=table.forum.zone)
        self.initial.setdefault("place", table.meets_at)
        self.fields["language"].initial = table.language
        self.order_fields(["starts_at", "place", "agenda", "language"])


class AttendanceForm(PeopleForm):
    """The sheet that went round: for each party who came, or nobody."""

    observers = forms.IntegerField(
        label=_("Without a seat"), required=False, min_value=0, max_value=30_000,
        help_text=_("How many people came who sit for nobody."),
    )  # fmt: skip

    def __init__(
        self, meeting: Meeting, actors: Sequence[Actor], people: People, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observers"].initial = meeting.observers
        came = {one.actor_id: one.mandate_id for one in meeting.attendances.all()}
        self.add_people(actors, people, _("Who came"), came)

    def more_columns(self) -> dict[str, forms.Field]:
        """What each declared on the sheet; left white, it stays as it was declared before."""
        genders = [one for one in Delegate.Gender.choices if one[0]]
        ages = [one for one in Delegate.Age.choices if one[0]]
        return {
            "gender": forms.ChoiceField(label=_("Declares"), choices=[("", "—"), *genders]),
            "age": forms.ChoiceField(label=_("Age"), choices=[("", "—"), *ages]),
        }

    @property
    def declared(self) -> dict[Actor, dict[str, str]]:
        return {
            self._actors[key]: {"gender": row["gender"], "age": row["age"]}
            for key, row in self.filled
            if row["gender"] or row["age"]
        }


class ConsentForm(PeopleForm):
    """The sheet of consent: for each party who signed it, or nobody yet."""

    on = DayField(label=_("Day on the sheet"))
    channel = ChannelField()

    def __init__(self, actors: Sequence[Actor], people: People, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_people(actors, people, _("Who consented"), {})


class TalksForm(RowsForm):
    """One party's sheet: what it is before the problem, what it needs, what it asks for."""

    on = DayField(label=_("Day on the sheet"))
    who = forms.ChoiceField(label=_("Who signed it, with which mandate"))
    channel = ChannelField()
    language = LanguageField()
    causes = forms.BooleanField(label=_("It causes the problem"), required=False)
    bears = forms.BooleanField(label=_("It bears the problem"), required=False)
    resolves = forms.BooleanField(label=_("It can resolve the problem"), required=False)

    def __init__(
        self, actor: Actor, mandates: Sequence[Mandate], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self._mandates = {str(one.pk): one for one in mandates}
        chosen = [(key, _named(one)) for key, one in self._mandates.items()]
        many = chosen if len(chosen) == 1 else [("", "—"), *chosen]
        cast(forms.ChoiceField, self.fields["who"]).choices = many
        if not chosen:
            self.fields["who"].help_text = _("No mandate of that day: register one first.")
        for name in ("causes", "bears", "resolves"):
            self.fields[name].initial = getattr(actor, name)
        self.fields["language"].initial = actor.table.language
        for kind, label in (("interest", _("Interest")), ("position", _("Position"))):
            for number in range(1, LINES + 1):
                self.add_row(f"{kind}{number}", f"{label} {number}", _said_fields())

    @property
    def mandate(self) -> Mandate:
        return self._mandates[self.cleaned_data["who"]]

    def said(self, kind: str) -> list[tuple[str, str, str]]:
        return [
            (key, values["text"], values["visibility"])
            for key, values in self.filled
            if key.startswith(kind)
        ]

    def roles(self) -> dict[str, bool] | None:
        """What changed of its part in the problem; nothing, if nothing did."""
        now = {name: self.cleaned_data[name] for name in ("causes", "bears", "resolves")}
        before = {name: getattr(self.actor, name) for name in now}
        return now if now != before else None


class OptionSheetForm(forms.Form):
    """The foot of the sheet of options, in its order: another option, and what it costs."""

    channel = ChannelField()
    language = LanguageField()
    title = forms.CharField(
        label=_("Option"), max_length=200, help_text=_("In a few words, as it will be called.")
    )
    description = forms.CharField(
        label=_("What it consists of"), max_length=5_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where this number comes from"), max_length=300, required=False
    )

    def __init__(
        self, table: Table, issues: Iterable[Issue], actors: Iterable[Actor], *args: Any,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._issues = {str(one.pk): one for one in issues}
        self._actors = {str(one.pk): one for one in actors}
        numbered = [
            (key, f"{number}. {one.said('title').text}")
            for number, (key, one) in enumerate(self._issues.items(), 1)
        ]
        came = [(k, str(one)) for k, one in self._actors.items() if not one.is_empty_chair]
        payers = [(key, str(one)) for key, one in self._actors.items()]
        self.fields["language"].initial = table.language
        self.fields["issue"] = forms.ChoiceField(label=_("For issue No."), choices=numbered)
        self.fields["proposed_by"] = forms.ChoiceField(
            label=_("Who proposes it"), choices=[("", "—"), *came], required=False
        )
        self.fields["amount"] = MoneyField(
            label=_("What it costs, in %(currency)s") % {"currency": table.currency},
            required=False, help_text=_("Empty, if the sheet does not say."),
        )  # fmt: skip
        self.fields["payer"] = forms.ChoiceField(
            label=_("Who pays"), choices=[("", "—"), *payers], required=False
        )
        self.order_fields(
            ["channel", "issue", "proposed_by", "title", "description", "amount", "payer"]
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("amount") is not None and not said.get("payer"):
            self.add_error("payer", str(_("Choose who pays it, or leave the cost white.")))
        return said

    def option(self) -> dict[str, Any]:
        """What the sheet says, as the action takes it."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("title", "description", "language", "channel")}
        payer = self._actors.get(said["payer"])
        priced = payer is not None and said["amount"] is not None
        return {
            **words,
            "issue": self._issues[said["issue"]],
            "proposed_by": self._actors.get(said["proposed_by"]),
            "price": Price(payer, said["amount"], said["source"]) if payer and priced else None,
        }


def _said_fields() -> dict[str, forms.Field]:
    return {
        "text": forms.CharField(label=_("What it says"), max_length=400),
        "visibility": forms.ChoiceField(
            label=_("Who sees it"), choices=Visibility.choices, initial=Visibility.FACILITATOR
        ),
    }


def _named(mandate: Mandate) -> str:
    return f"{mandate.person.name} ({mandate.get_capacity_display().lower()})"

"""Forms in the order of the printed sheets: the signed acta, criticisms, the follow-up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertar.agreements.models import Check, Clause, Commitment, Criticism, Signature
from concertar.kit.days import DayField
from concertar.kit.models import JournalEntry
from concertar.kit.rows import RowsForm
from concertar.network.models import Mandate
from concertar.tables.models import Actor, Interest

LINES = 3  # criticisms on one sheet
NUMBERS = re.compile(r"\d{1,4}", re.ASCII)
BETWEEN = re.compile(r"\b(?:y|and)\b|[\s,;.]")
SHORT = {"rows": 2}


class SheetForm(RowsForm):
    """What holds for every sheet: its day, and whether it came on paper or from a hall."""

    on = DayField(label=_("Day on the sheet"))
    channel = forms.ChoiceField(
        label=_("How it was said"),
        choices=[
            (channel.value, channel.label)
            for channel in (JournalEntry.Channel.PAPER, JournalEntry.Channel.HALL)
        ],
    )

    def shared(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("on", "channel")}


class ClauseNumbersField(forms.CharField):
    """Numbers of clauses as one writes them: `4, 7`."""

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        if BETWEEN.sub("", NUMBERS.sub("", text)):
            raise forms.ValidationError(_("Write the numbers of the clauses, as in 4, 7."))
        return [int(number) for number in NUMBERS.findall(text)]


class SignaturesForm(SheetForm):
    """The signature block of the acta, party by party; who has not signed is left white."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        waiting: Sequence[Actor],
        people: Mapping[Any, list[Mandate]],
        *args: Any,
        may_reserve: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._actors = {actor.pk: actor for actor in waiting}
        self._mandates = by_key(people)
        kinds = [
            (code, label)
            for code, label in Signature.Kind.choices
            if may_reserve or code != Signature.Kind.RESERVATION
        ]
        for actor in waiting:
            fields = {
                "who": who_field(people.get(actor.seat.institution_id, ()), _("Who signed")),
                "kind": forms.ChoiceField(label=_("Its word"), choices=kinds),
                "clauses": ClauseNumbersField(label=_("Clauses"), max_length=80),
                "reason": forms.CharField(
                    label=_("Reservation or reason"), max_length=4000,
                    widget=forms.Textarea(attrs=SHORT),
                ),
            }  # fmt: skip
            self.add_row(actor.pk, actor.seat.institution.name, fields)

    def signatures(self) -> dict[Any, dict[str, Any]]:
        return {
            key: {
                "actor": self._actors[key],
                "mandate": self._mandates[row["who"]],
                "kind": row["kind"],
                "clauses": row["clauses"],
                "reason": row["reason"],
            }
            for key, row in self.filled
        }


class CriticismsForm(SheetForm):
    """One critic's sheet: a criticism a space."""

    who = forms.ChoiceField(label=_("Who speaks for it"))

    def __init__(
        self,
        mandates: Sequence[Mandate],
        clauses: Iterable[Clause],
        interests: Iterable[Interest],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._mandates = {str(one.pk): one for one in mandates}
        self._clauses = {str(one.pk): one for one in clauses}
        self._interests = {str(one.pk): one for one in interests}
        self.fields["who"] = who_field(mandates, _("Who speaks for it"), may_be_nobody=not mandates)
        self.order_fields(["who", "on", "channel"])
        for number in range(1, LINES + 1):
            self.add_row(f"c{number}", str(_("Criticism %(number)s") % {"number": number}),
                         self._fields())  # fmt: skip

    def _fields(self) -> dict[str, forms.Field]:
        clauses = [(key, f"{one.order}. {one.heading}") for key, one in self._clauses.items()]
        interests = [(key, one.text) for key, one in self._interests.items()]
        return {
            "clause": forms.ChoiceField(label=_("Clause"), choices=[("", "—"), *clauses]),
            "severity": forms.TypedChoiceField(
                label=_("How much"), choices=Criticism.Severity.choices, coerce=int
            ),
            "interest": forms.ChoiceField(
                label=_("Interest it hurts"), choices=[("", "—"), *interests]
            ),
            "text": forms.CharField(
                label=_("What is wrong"), max_length=4000, widget=forms.Textarea(attrs=SHORT)
            ),
        }

    @property
    def mandate(self) -> Mandate:
        return self._mandates[self.cleaned_data["who"]]

    def criticisms(self) -> dict[Any, dict[str, Any]]:
        return {
            key: {
                "clause": self._clauses[row["clause"]],
                "severity": row["severity"],
                "interest": self._interests.get(row["interest"]),
                "text": row["text"],
            }
            for key, row in self.filled
        }


class ChecksForm(SheetForm):
    """The follow-up sheet: of each commitment that was looked at, what was found and by whom."""

    def __init__(
        self,
        commitments: Sequence[Commitment],
        people: Mapping[Any, list[Mandate]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._commitments = {one.pk: one for one in commitments}
        self._mandates = by_key(people)
        scores = [(str(code), f"{code}. {label}") for code, label in Check.Score.choices]
        for one in commitments:
            own = one.responsible.seat.institution_id
            others = [who for key, some in people.items() if key != own for who in some]
            fields = {
                "score": forms.ChoiceField(label=_("What was found"), choices=[("", "—"), *scores]),
                "who": who_field(others, _("Who checked"), with_institution=True),
                "evidence": forms.CharField(
                    label=_("Evidence"), max_length=10_000, widget=forms.Textarea(attrs=SHORT)
                ),
                "reply_by": DayField(label=_("Reply expected by")),
            }
            name = one.responsible.seat.institution.name
            self.add_row(one.pk, f"{one.number}. {one.said('deliverable')}", fields, note=name)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for key, row in self.filled:
            if not row["who"]:
                self.add_row_error(key, _("Choose who checked, by which mandate."), "who")
        return values

    def checks(self) -> dict[Any, dict[str, Any]]:
        return {
            key: {
                "commitment": self._commitments[key],
                "mandate": self._mandates[row["who"]],
                "score": int(row["score"]),
                "evidence": row["evidence"],
                "reply_by": row["reply_by"],
            }
            for key, row in self.filled
        }


class RepliesForm(SheetForm):
    """What came back from the responsible: of each check that waits, the reply and whose it is."""

    def __init__(
        self,
        checks: Sequence[Check],
        people: Mapping[Any, list[Mandate]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._checks = {one.pk: one for one in checks}
        self._mandates = by_key(people)
        for one in checks:
            promise = one.commitment
            own = promise.responsible.seat.institution
            fields = {
                "text": forms.CharField(
                    label=_("Reply"), max_length=10_000, widget=forms.Textarea(attrs=SHORT)
                ),
                "who": who_field(people.get(own.pk, ()), _("Who replied")),
            }
            found = f"{one.get_score_display()}. {own.name}"
            self.add_row(one.pk, f"{promise.number}. {promise.said('deliverable')}", fields,
                         note=found)  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for key, row in self.filled:
            if not row["who"]:
                self.add_row_error(key, _("Choose who replied, by which mandate."), "who")
        return values

    def replies(self) -> dict[Any, dict[str, Any]]:
        return {
            key: {
                "check": self._checks[key],
                "mandate": self._mandates[row["who"]],
                "text": row["text"],
            }
            for key, row in self.filled
        }


def by_key(people: Mapping[Any, Iterable[Mandate]]) -> dict[str, Mandate]:
    return {str(one.pk): one for some in people.values() for one in some}


def who_field(
    mandates: Iterable[Mandate],
    label: Any,
    *,
    with_institution: bool = False,
    may_be_nobody: bool = True,
) -> forms.ChoiceField:
    """A choice of people, named as on the sheet."""
    chosen = [
        (str(one.pk), f"{one.institution.name}: {one.person.name}" if with_institution
         else f"{one.person.name} ({one.get_capacity_display().lower()})")
        for one in mandates
    ]  # fmt: skip
    nobody = [("", "—")] if may_be_nobody else []
    return forms.ChoiceField(label=label, choices=[*nobody, *chosen])

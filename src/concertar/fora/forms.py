"""What people fill in about fora, seats and those who take them."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from concertar.accounts.models import Person
from concertar.fora.models import Constituency, Delegate, Forum
from concertar.kit.access import Visitor
from concertar.kit.days import DayField
from concertar.kit.search import matching
from concertar.network.models import Institution, Mandate, Territory
from concertar.observatory.models import NaturalEntity

MOST_FOUND = 20  # institutions to choose from
NONE = "—"
DECLARED = _(
    "Shown without the name: as a mark in the picture of the seats, and added up. On a side with"
    " one seat it can be told whose it is."
)


class Percent(forms.DecimalField):
    """A share of one, written by people as a percentage."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Per cent of the taken seats; empty: none declared."))
        super().__init__(
            required=False, min_value=0, max_value=100, max_digits=4, decimal_places=1, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else f"{value * 100:f}"

    def clean(self, value: Any) -> Any:
        share = super().clean(value)
        return None if share is None else share / 100


class ForumForm(forms.Form):
    name = forms.CharField(max_length=200, label=_("Name"))
    purpose = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, label=_("What it is for")
    )
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), to_field_name="slug", required=False, label=_("Place"),
        empty_label=NONE, help_text=_("A neighbourhood, city, metropolis, basin or nation."),
    )  # fmt: skip
    consortium = forms.ModelChoiceField(
        queryset=Institution.objects.none(), to_field_name="slug", required=False,
        label=_("Consortium"), empty_label=NONE,
        help_text=_("If it is of a network of institutions."),
    )  # fmt: skip
    parent = forms.ModelChoiceField(
        queryset=Forum.objects.none(), to_field_name="slug", required=False,
        label=_("Refers to"), empty_label=NONE,
        help_text=_("The forum to which it refers what it cannot settle."),
    )  # fmt: skip
    women_quota = Percent(label=_("Women, at least"))
    youth_quota = Percent(label=_("People of 18 to 29, at least"))
    poorest_quota = Percent(label=_("Poorest districts, at least"))

    def __init__(self, *args: Any, person: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = Institution.objects.visible_to(person).filter(kind=Institution.Kind.NETWORK)
        offered: dict[str, QuerySet[Any]] = {
            "territory": Territory.objects.visible_to(person),
            "consortium": networks,
            "parent": Forum.objects.visible_to(person),
        }
        for name, rows in offered.items():
            cast(forms.ModelChoiceField, self.fields[name]).queryset = rows


class PersonFields(forms.Form):
    """One person, in one of three ways: known already, by the e-mail, or by the name alone."""

    known = forms.ModelChoiceField(
        queryset=Person.objects.none(), required=False, label=_("Somebody it named before"),
        empty_label=NONE,
    )  # fmt: skip
    email = forms.EmailField(
        required=False, label=_("Or the e-mail of an account"),
        help_text=_("Of somebody who signs in here. The person sees the seat at once."),
    )  # fmt: skip
    name = forms.CharField(
        max_length=200, required=False, label=_("Or the name of somebody without e-mail"),
        help_text=_("Takes part on paper; you type in what is written on the sheets."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = [one for one in ("known", "email", "name") if self.cleaned_data.get(one)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(
                _("Name the person in one of the three ways, and only one.")
            )
        if self.cleaned_data.get("email"):
            found = Person.objects.active().filter(email=self.cleaned_data["email"]).first()
            if found is None:
                self.add_error(
                    "email", _("No account has this e-mail; write the name of the person instead.")
                )
            self.cleaned_data["known"] = found
        return self.cleaned_data


class FacilitatorForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail of the account"), help_text=_("Whoever facilitates signs in here.")
    )

    def clean_email(self) -> Person:
        found = Person.objects.active().filter(email=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError(
                _("No account has this e-mail; ask the person to join first.")
            )
        return cast(Person, found)


class FoundForm(ForumForm):
    slug = forms.SlugField(
        max_length=80, label=_("Key"),
        help_text=_("The word in the address of its page. It never changes."),
    )  # fmt: skip
    facilitator = forms.EmailField(
        required=False, label=_("E-mail of who facilitates it first"),
        help_text=_("Of an account; others can be named later."),
    )  # fmt: skip
    is_illustrative = forms.BooleanField(
        required=False, label=_("Illustrative"), help_text=_("Made up for a demonstration.")
    )

    def clean_facilitator(self) -> Person | None:
        if not (email := self.cleaned_data["facilitator"]):
            return None
        found = Person.objects.active().filter(email=email).first()
        if found is None:
            raise forms.ValidationError(
                _("No account has this e-mail; ask the person to join first.")
            )
        return cast(Person, found)


class ConstituencyForm(forms.Form):
    name = forms.CharField(
        max_length=120, label=_("Name"), help_text=_("For instance State, Academia, Communities.")
    )
    least_seats = forms.IntegerField(
        min_value=0, max_value=99, initial=1, label=_("Seats, at least"),
        help_text=_("The quota that the forum declared for this side."),
    )  # fmt: skip
    order = forms.IntegerField(
        min_value=0, max_value=99, required=False, label=_("Order"),
        help_text=_("Its place in lists; every side weighs the same."),
    )  # fmt: skip


class FindForm(forms.Form):
    """The first half of opening a seat: is the institution in the directory?"""

    q = forms.CharField(max_length=200, label=_("Name of the institution"))

    def found(self, person: Visitor) -> QuerySet[Institution]:
        institutions = Institution.objects.visible_to(person)
        return matching(institutions, self.cleaned_data["q"])[:MOST_FOUND]


class SeatForm(forms.Form):
    """The second half: one that was found, or a new one with its kind."""

    institution = forms.ModelChoiceField(
        queryset=Institution.objects.none(), to_field_name="slug", required=False,
        widget=forms.RadioSelect, empty_label=_("None of these: write down a new one"),
        blank=True, label=_("Institution"),
    )  # fmt: skip
    name = forms.CharField(
        max_length=200, required=False, label=_("Name of the new institution"),
        help_text=_("As it calls itself. Only if it is not among those above."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        choices=[("", "—"), *Institution.Kind.choices], required=False,
        label=_("Kind of the new institution"),
    )  # fmt: skip
    constituency = forms.ModelChoiceField(
        queryset=Constituency.objects.none(), to_field_name="key", label=_("Constituency"),
        empty_label=_("Choose one"),
    )  # fmt: skip
    of_poorest_district = forms.BooleanField(
        required=False, label=_("Of a poorest district"),
        help_text=_("It speaks for one of the districts the forum counts as its poorest."),
    )  # fmt: skip
    starts = DayField(required=False, label=_("From"), help_text=_("Empty: from today."))

    def __init__(
        self, *args: Any, forum: Forum, found: QuerySet[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        institution = cast(forms.ModelChoiceField, self.fields["institution"])
        institution.queryset = Institution.objects.filter(pk__in=[one.pk for one in found])
        none = [("", str(institution.empty_label))]
        institution.choices = [(one.slug, one.name) for one in found] + none
        if len(found) == 1:
            institution.initial = found[0].slug
        side = cast(forms.ModelChoiceField, self.fields["constituency"])
        side.queryset = forum.constituencies.all()

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("institution") and not self.errors:
            if not self.cleaned_data.get("name"):
                raise forms.ValidationError(
                    _("Choose an institution or write the name of a new one.")
                )
            if not self.cleaned_data.get("kind"):
                self.add_error("kind", _("Choose what kind of institution it is."))
        return self.cleaned_data


class DelegateForm(PersonFields):
    capacity = forms.ChoiceField(choices=Mandate.Capacity.choices, label=_("Capacity"))
    power = forms.ChoiceField(
        choices=Mandate.Power.choices, initial=Mandate.Power.SIGN, label=_("Power")
    )
    document = forms.CharField(
        max_length=200, label=_("Document"),
        help_text=_("What gives it, with number and date: a council agreement, minutes, a letter."),
    )  # fmt: skip
    starts = DayField(required=False, label=_("From"), help_text=_("Empty: from today."))
    ends = DayField(
        required=False, label=_("To"), help_text=_("Its last day; empty: until it is ended.")
    )
    gender = forms.ChoiceField(
        choices=Delegate.Gender.choices, required=False, label=_("Gender, as the person declares"),
        help_text=DECLARED,
    )  # fmt: skip
    age = forms.ChoiceField(
        choices=Delegate.Age.choices, required=False, label=_("Age, as the person declares"),
        help_text=DECLARED,
    )  # fmt: skip

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = cast(forms.ModelChoiceField, self.fields["known"])
        named = institution.mandates.values("person")
        known.queryset = Person.objects.active().filter(pk__in=named)


class EndForm(forms.Form):
    on = DayField(
        required=False, label=_("Last day"),
        help_text=_("The last day on which it counts; empty: today."),
    )  # fmt: skip


class SureForm(forms.Form):
    """Nothing to fill in: the button says it."""


class GuardianshipForm(forms.Form):
    guardian = forms.ModelChoiceField(
        queryset=Institution.objects.none(), to_field_name="slug", widget=forms.RadioSelect,
        empty_label=None, label=_("Guardian"),
    )  # fmt: skip
    entity = forms.ModelChoiceField(
        queryset=NaturalEntity.objects.none(), to_field_name="slug", label=_("Natural entity"),
        empty_label=_("Choose one"),
    )  # fmt: skip
    basis = forms.CharField(
        max_length=300, label=_("Legal basis"),
        help_text=_("A law, a ruling or an assembly's decision."),
    )  # fmt: skip
    starts = DayField(required=False, label=_("From"), help_text=_("Empty: from today."))

    def __init__(
        self, *args: Any, person: Visitor, found: QuerySet[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        entity = cast(forms.ModelChoiceField, self.fields["entity"])
        entity.queryset = NaturalEntity.objects.visible_to(person)
        guardian = cast(forms.ModelChoiceField, self.fields["guardian"])
        guardian.queryset = Institution.objects.filter(pk__in=[one.pk for one in found])

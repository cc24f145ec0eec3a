"""A person, with or without an e-mail: people who take part on paper have no login."""

import uuid
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import ClosedQuerySet, Visitor, is_signed_in, is_steward


class CaselessEmailField(models.EmailField):
    """An e-mail kept in lower case, so that UNIQUE means unique without case.

    The database compares letter by letter; a CHECK beside the field refuses capitals that
    arrive by another road. An empty e-mail is no e-mail: it is stored as NULL, but a search
    for the empty e-mail stays a search for it and never finds the people who have none.
    """

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return prepared.strip().lower() if isinstance(prepared, str) else prepared

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(value or None, connection)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        value = self.get_prep_value(getattr(model_instance, self.attname)) or None
        setattr(model_instance, self.attname, value)
        return value


class PersonQuerySet(ClosedQuerySet["Person"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def fictitious(self) -> Self:
        return self.filter(is_fictitious=True)

    def stewards(self) -> Self:
        return self.active().filter(is_steward=True)

    def visible_to(self, person: Visitor) -> Self:
        """Stewards keep the register of people; everybody else sees only their own row."""
        if is_steward(person):
            return self.all()
        return self.filter(pk=person.pk) if is_signed_in(person) else self.none()


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """The QuerySet above, with the look-up by e-mail that Django's sign-in asks for."""


class Person(AbstractBaseUser):
    """Somebody who takes part."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As it should stand in minutes and agreements.")
    )
    email = CaselessEmailField(
        _("e-mail"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Only to sign in and to receive notices. Never shown to others."),
    )
    language = models.CharField(
        _("language"),
        max_length=3,
        blank=True,
        help_text=_("Language of pages and e-mails; empty: as the browser asks."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("A person who is not active cannot sign in.")
    )
    is_steward = models.BooleanField(
        _("steward"), default=False, help_text=_("Keeps the data of the network.")
    )
    is_fictitious = models.BooleanField(
        _("fictitious"), default=False, help_text=_("Made up for a demonstration.")
    )
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(email="") & models.Q(email=Lower("email")),
                name="person_email_in_lower_case_or_null",
            ),
        ]

    def __str__(self) -> str:
        return self.name

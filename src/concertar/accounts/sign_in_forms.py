"""The sign-in library's forms with the house's labels and hints, and nothing inside the fields."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from concertar.accounts.forms import PersonName

Words = dict[str, Any]  # a label or a hint by the name of its field

LABELS: Words = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
    "name": _("Name"),
    "passwordless": _("Let this passkey sign in by itself"),
}
HINTS: Words = {
    "password1": _(
        "Ten signs or more: three or four words of your own are easy to remember and hard to guess."
    ),
    "remember": _("Not on a shared computer."),
    "passwordless": _("Without it, the passkey is only asked for after the password or the code."),
}


LONGEST_EMAIL = 254  # what the register and the outbox can hold


class InOurWords(forms.Form):
    """A form of the sign-in library with our labels and hints, and no words inside its fields."""

    labels: Words = {}
    hints: Words = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = (LABELS | self.labels).get(name, field.label)
            field.help_text = (HINTS | self.hints).get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.validators.append(MaxLengthValidator(LONGEST_EMAIL))
            if name == "code":
                field.widget.attrs |= {"class": "code", "inputmode": "numeric"}


class SignupForm(InOurWords, account.SignupForm):
    """What we ask of a new person: the name beside the e-mail and the password."""

    name = PersonName()
    field_order = ["name", "email", "password1"]
    labels: Words = {"name": _("Name and surname"), "password1": _("Password")}
    hints: Words = {"name": _("As it should stand in minutes and agreements.")}

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not email.isascii():
            # Two letters that look alike would make two accounts that look alike.
            raise ValidationError(
                _("Write the address with plain letters; a domain with accents as xn--…")
            )
        return email

    def try_save(self, request: HttpRequest) -> Any:
        """Two forms with one e-mail at one moment: the database lets one of them through."""
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class LoginForm(InOurWords, account.LoginForm):
    pass


class AddEmailForm(InOurWords, account.AddEmailForm):
    labels: Words = {"email": _("New e-mail")}


class ChangeEmailForm(InOurWords, account.ChangeEmailForm):
    pass


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    def clean_email(self) -> str:
        email: str = super().clean_email()
        for person in self.users:
            sync_user_email_address(person)
        return email


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    def clean_email(self) -> str:
        """Somebody registered on paper has an e-mail that the library does not know of yet."""
        email: str = super().clean_email()
        if self._user:
            sync_user_email_address(self._user)
        return email


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailCodeForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetCodeForm(InOurWords, account.ConfirmPasswordResetCodeForm):
    pass


class SecondStepForm(InOurWords, second_step.AuthenticateForm):
    labels: Words = {"code": _("Six digits, or a recovery code")}


class SecondStepAgainForm(InOurWords, second_step.ReauthenticateForm):
    labels: Words = {"code": _("Six digits, or a recovery code")}


class ActivateTotpForm(InOurWords, totp.ActivateTOTPForm):
    labels: Words = {"code": _("Six digits that the app shows")}


class DoubtsThePasskey(InOurWords):
    """A form with what a browser says of a passkey: it may say anything, and gets one answer.

    The library expects well-formed data and a good signature, and breaks on all else.
    """

    MALFORMED = (
        AttributeError, IndexError, InvalidSignature, KeyError, TypeError, ValueError, struct.error,
    )  # fmt: skip

    def doubting(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except self.MALFORMED as trouble:
            raise self.unrecognised() from trouble
        except ValidationError as refusal:
            if refusal.code != "incorrect_code":
                raise
            raise self.unrecognised() from refusal

    def unrecognised(self) -> ValidationError:
        return ValidationError(
            _("The passkey was not recognised. Try again, or choose another way."),
            code="passkey_unrecognised",
        )


class AddPasskeyForm(DoubtsThePasskey, webauthn.AddWebAuthnForm):
    labels: Words = {"name": _("Name of the passkey")}
    hints: Words = {"name": _("To tell your passkeys apart: phone, office key ...")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"passwordless": True} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> Any:
        return self.doubting(super().clean)


class JoinPasskeyForm(DoubtsThePasskey, webauthn.SignupWebAuthnForm):
    labels: Words = AddPasskeyForm.labels
    hints: Words = AddPasskeyForm.hints

    def clean(self) -> Any:
        return self.doubting(super().clean)


class PasskeyForm(DoubtsThePasskey, webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.doubting(super().clean_credential)


class PasskeyAgainForm(DoubtsThePasskey, webauthn.ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.doubting(super().clean_credential)


class PasskeyAloneForm(DoubtsThePasskey, webauthn.LoginWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.doubting(super().clean_credential)


class RenamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    labels: Words = AddPasskeyForm.labels
    hints: Words = AddPasskeyForm.hints

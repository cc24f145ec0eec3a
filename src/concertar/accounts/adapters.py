"""How the sign-in library speaks, mails and writes here: through our words, outbox and actions."""

from base64 import urlsafe_b64encode
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concertar.accounts import actions
from concertar.accounts.models import Person
from concertar.kit import outbox
from concertar.kit.texts import languages

# Mails that a stranger can cause by typing somebody's address: at most three an hour of a kind.
ASKED_FOR = {
    "account/email/login_code",
    "account/email/unknown_account",
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/password_reset_code",
}

CHOSEN = "password_chosen_on_joining"  # in the session


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail: password, code by e-mail, and the changes of both."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask a steward of the network."),
        "cannot_remove_primary_email": _("The only address of an account cannot be removed."),
        "duplicate_email": _("Your account has this address already."),
        "email_password_mismatch": _(
            "The e-mail or the password is not right. Try again, or receive a code by e-mail."
        ),
        "email_taken": _("This address cannot be used. Choose another one."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This is not the code. Look at the last e-mail or at the app again."),
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("Write the e-mail of your account."),
        "invalid_or_expired_key": _("This link has expired. Ask for another one."),
        "invalid_password_reset": _("This code has expired. Ask for another one."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
        "same_as_current": _("This is the address you already have."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes and try again."),
        "unverified_primary_email": _("Confirm the address first."),
    }

    def save_user(
        self, request: HttpRequest, user: Any, form: BaseForm, commit: bool = True
    ) -> Any:
        person: Person = super().save_user(request, user, form, commit=False)
        person.name = form.cleaned_data["name"]
        person.language = translation.get_language() or ""
        if person.has_usable_password():
            # Whoever types an address need not own it: the password waits in this browser until
            # its code is given here, so that nobody keeps a key to somebody else's account.
            request.session[CHOSEN] = {"person": str(person.pk), "password": person.password}
            person.set_unusable_password()
        return actions.join(person) if commit else person

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the tries on an account by where they come from, and all of them loosely.

        Counted by the address alone, five wrong tries of anybody would shut its owner out.
        """
        super().pre_authenticate(request, **credentials)
        login = str(credentials.get("email", "")).lower()
        limit = {"tries": settings.TRIES_FROM_EVERYWHERE}
        usage = ratelimit.consume(request, app="concertar", action="tries", config=limit, key=login)
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += usage.usage  # given back where the try succeeds

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{ratelimit.get_ip(request)}"

    def login(self, request: HttpRequest, user: Any) -> None:
        chosen = request.session.pop(CHOSEN, None)
        if chosen and chosen["person"] == str(user.pk):
            actions.take_password(user, chosen["password"], by=user)
        super().login(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in its reader's language and post it; the outbox delivers it."""
        request = current.request or self.request  # the latter after a commit
        if template_prefix in ASKED_FOR:
            _spare_the_mailbox(request, template_prefix, email)
        said = {
            "request": request,
            "email": email,
            "network_name": settings.NETWORK_NAME,
            "address": request.build_absolute_uri("/"),
        }
        with translation.override(_language_of(email)):
            mail: EmailMessage = self.render_mail(template_prefix, email, said | context)
        with transaction.atomic():
            key = f"accounts:{template_prefix.rsplit('/', 1)[-1]}:{uuid4().hex}"
            outbox.post(email, str(mail.subject), str(mail.body), key=key)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person that a way into the account changed, and write it in the journal."""
        actions.note_entry_changed(user, template_prefix.rsplit("/", 1)[-1])
        super().send_notification_mail(template_prefix, user, context=context, email=email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("accounts:me")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        said = {
            "reauthenticate": _("With the password"),
            "mfa_reauthenticate": _("With the authenticator app or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": said[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys, authenticator apps and recovery codes; their secrets lie encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Turn off the second step before changing the e-mail."),
        "cannot_delete_authenticator": _("This second step cannot be turned off."),
        "cannot_generate_recovery_codes": _("Add a passkey or an authenticator app first."),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("Confirm your e-mail first."),
    }

    def get_totp_issuer(self) -> str:
        return settings.NETWORK_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        ours: dict[str, str] = super().get_public_key_credential_rp_entity()
        return ours | {"name": settings.NETWORK_NAME}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}

    def encrypt(self, text: str) -> str:
        return _locksmith().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locksmith().decrypt(encrypted_text.encode()).decode()


def _spare_the_mailbox(request: HttpRequest, kind: str, email: str) -> None:
    """Refuse the fourth mail of a kind in an hour, whether or not the address has an account."""
    limit = {"mail": settings.MAILS_ASKED_FOR}
    allowed = ratelimit.consume(
        request, app="concertar", action="mail", config=limit, key=f"{kind}:{email.lower()}"
    )
    if not allowed:
        raise ImmediateHttpResponse(ratelimit.respond_429(request))


def _language_of(email: str) -> str:
    """The language of the mail's reader, who need not be the one that caused it."""
    chosen = Person.objects.filter(email=email).values_list("language", flat=True).first()
    return chosen if chosen in languages() else translation.get_language() or settings.LANGUAGE_CODE


def _locksmith() -> MultiFernet:
    """Encrypts with today's secret key, and still opens what older ones locked."""
    return MultiFernet(
        [_key_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key_from(secret: str | bytes) -> Fernet:
    derive = HKDF(SHA256(), length=32, salt=None, info=b"concertar.accounts.second-factor")
    return Fernet(urlsafe_b64encode(derive.derive(force_bytes(secret))))

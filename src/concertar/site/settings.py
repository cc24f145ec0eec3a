"""Settings of the one Django site. What differs by machine is read in `environment`."""

import os

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from concertar.site.environment import read_environment

ENVIRONMENT = read_environment(os.environ)

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DEMO = ENVIRONMENT.is_demo
DEMO_PEOPLE = not ENVIRONMENT.is_production  # people made up for the demo and the tests
NETWORK_NAME = ENVIRONMENT.network_name
SOURCE_CODE = ENVIRONMENT.source_code
CSRF_FAILURE_VIEW = "concertar.site.troubles.stale_form"

INSTALLED_APPS = [
    "concertar.site",
    "concertar.agreements",
    "concertar.tables",
    "concertar.fora",
    "concertar.observatory",
    "concertar.network",
    "concertar.accounts",
    "concertar.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    # First what every answer carries, refusals and static files too
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "concertar.accounts.middleware.PrivatePages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "concertar.kit.typed.WithoutHiddenSigns",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "concertar.accounts.middleware.ReaderLanguage",  # after the sign-in: a person may have chosen
    "django.contrib.messages.middleware.MessageMiddleware",
    "concertar.site.troubles.Refusals",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "concertar.site.urls"
WSGI_APPLICATION = "concertar.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "concertar.site.context.page",
            ],
        },
    },
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People: a password, a code by e-mail or a passkey; docs/decisions/0030 and 0031 say why so
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name", "email")}),
    )
]
ACCOUNT_ADAPTER = "concertar.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{ENVIRONMENT.network_name}] "
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Codes, never links: mail scanners press links, and a code also crosses from phone to computer
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
TRIES_FROM_EVERYWHERE = "100/h/key"  # on one account; from one place five in five minutes
MAILS_ASKED_FOR = "3/h/key"  # of one kind to one address, whoever asks
ACCOUNT_FORMS = {
    "add_email": "concertar.accounts.sign_in_forms.AddEmailForm",
    "change_email": "concertar.accounts.sign_in_forms.ChangeEmailForm",
    "change_password": "concertar.accounts.sign_in_forms.ChangePasswordForm",
    "confirm_email_verification_code": "concertar.accounts.sign_in_forms.ConfirmEmailCodeForm",
    "confirm_login_code": "concertar.accounts.sign_in_forms.ConfirmLoginCodeForm",
    "confirm_password_reset_code": "concertar.accounts.sign_in_forms.ConfirmResetCodeForm",
    "login": "concertar.accounts.sign_in_forms.LoginForm",
    "reauthenticate": "concertar.accounts.sign_in_forms.ReauthenticateForm",
    "request_login_code": "concertar.accounts.sign_in_forms.RequestLoginCodeForm",
    "reset_password": "concertar.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "concertar.accounts.sign_in_forms.ResetPasswordKeyForm",
    "set_password": "concertar.accounts.sign_in_forms.SetPasswordForm",
    "signup": "concertar.accounts.sign_in_forms.SignupForm",
}
MFA_ADAPTER = "concertar.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.is_production  # http://localhost
MFA_FORMS = {
    "activate_totp": "concertar.accounts.sign_in_forms.ActivateTotpForm",
    "add_webauthn": "concertar.accounts.sign_in_forms.AddPasskeyForm",
    "authenticate": "concertar.accounts.sign_in_forms.SecondStepForm",
    "authenticate_webauthn": "concertar.accounts.sign_in_forms.PasskeyForm",
    "edit_webauthn": "concertar.accounts.sign_in_forms.RenamePasskeyForm",
    "login_webauthn": "concertar.accounts.sign_in_forms.PasskeyAloneForm",
    "reauthenticate": "concertar.accounts.sign_in_forms.SecondStepAgainForm",
    "reauthenticate_webauthn": "concertar.accounts.sign_in_forms.PasskeyAgainForm",
    "signup_webauthn": "concertar.accounts.sign_in_forms.JoinPasskeyForm",
}
# The limits on tries count for all processes of the site together, so they lie in files
if ENVIRONMENT.mode != "workshop":
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": ENVIRONMENT.home / "cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }

# Words and time
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

# Files of the look (public) and files people upload (private, never under static)
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Served compressed and named by content, so that a browser asks for each once. Tests
        # take the files where they lie.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT.mode == "workshop"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
PRIVATE_FILES = ENVIRONMENT.home / "files"
WHITENOISE_USE_FINDERS = ENVIRONMENT.mode == "workshop"

# What a browser may do with our pages: only what comes from here
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
if ENVIRONMENT.is_production:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000

# Mail leaves through the outbox (concertar.kit.outbox), which hands it to this backend
globals().update(ENVIRONMENT.mail)
EMAIL_TIMEOUT = 20  # far below the time an outbox claim lasts
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

# What went wrong goes to standard error, for whoever watches the machine. Addresses are logged
# without their query, and bodies never: they may hold what is nobody else's business.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Asked for details, these two write down whole pages and rows: what parties confided too.
        "django.template": {"level": "INFO"},
        "django.db.backends": {"level": "INFO"},
    },
}

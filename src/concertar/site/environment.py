"""What the machine says about this installation, read once, refused in one sentence."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

Mode = Literal["production", "demo", "workshop"]

SQLITE_OPTIONS = {
    # A writer takes its lock when it begins, so two writers wait instead of failing half way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;"
    ),
}


class EnvironmentProblem(Exception):
    """A setting of the machine is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Environment:
    """How this installation runs: its mode, its folder, its database, its secrets."""

    mode: Mode
    home: Path
    secret_key: str
    hosts: tuple[str, ...]
    database: dict[str, Any]
    mail: dict[str, Any]
    mail_from: str
    time_zone: str
    network_name: str
    source_code: str
    proxies: int

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def is_production(self) -> bool:
        return self.mode == "production"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Turn `CONCERTAR_...` and `DATABASE_URL` into an Environment, or refuse."""
    mode = variables.get("CONCERTAR_MODE", "production")
    if mode not in ("production", "demo", "workshop"):
        raise EnvironmentProblem(
            f"CONCERTAR_MODE is {mode!r}; set it to production, demo or workshop."
        )
    home = Path(variables.get("CONCERTAR_HOME", "var")).resolve()
    secret_key = _secret_key(variables, mode, home)
    hosts = _hosts(variables, mode)
    return Environment(
        mode=cast(Mode, mode),
        home=home,
        secret_key=secret_key,
        hosts=hosts,
        database=_database(variables.get("DATABASE_URL", ""), home),
        mail=_mail(variables.get("CONCERTAR_MAIL_URL", ""), mode, home),
        mail_from=variables.get("CONCERTAR_MAIL_FROM", "") or f"foro@{hosts[0]}",
        time_zone=_time_zone(variables.get("CONCERTAR_TIME_ZONE", "America/Lima")),
        network_name=variables.get("CONCERTAR_NETWORK", "Foro Ciudades para la Vida"),
        source_code=_source_code(variables.get("CONCERTAR_SOURCE_CODE", "")),
        proxies=_proxies(variables.get("CONCERTAR_PROXIES", "0")),
    )


def _proxies(number: str) -> int:
    """How many proxies of ours stand before the site; only what they say of a visitor counts."""
    if not number.isdecimal():
        raise EnvironmentProblem(
            f"CONCERTAR_PROXIES is {number!r}; give the number of proxies before the site, or 0."
        )
    return int(number)


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise EnvironmentProblem(
            f"CONCERTAR_TIME_ZONE is {name!r}; write a zone as in America/Lima."
        )
    return name


def _source_code(address: str) -> str:
    """Where this installation publishes the code it runs, as its licence asks; empty: nowhere."""
    if address and not address.startswith(("https://", "http://")):
        raise EnvironmentProblem(
            f"CONCERTAR_SOURCE_CODE is {address!r}; write an address that begins with https://."
        )
    return address


def _parts(url: str, variable: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise EnvironmentProblem(
            f"{variable} is not understood; write an address in brackets as in [::1]."
        ) from None


def _port(parts: SplitResult, variable: str) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise EnvironmentProblem(
            f"The port in {variable} is not understood; write a number up to 65535, or none."
        ) from None


def _secret_key(variables: Mapping[str, str], mode: str, home: Path) -> str:
    if key := variables.get("CONCERTAR_SECRET_KEY", ""):
        if len(key) < 32:
            raise EnvironmentProblem("CONCERTAR_SECRET_KEY is short; give it 32 signs or more.")
        return key
    if mode == "workshop":
        return "only-for-tests-and-checks-" * 2
    if mode == "production":
        raise EnvironmentProblem(
            "CONCERTAR_SECRET_KEY is missing; set it to 32 or more random signs and keep it secret."
        )
    return _kept_secret(home / "secret-key")


def _kept_secret(path: Path) -> str:
    """The demo's own secret: made once, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")  # whoever is stopped here leaves no empty secret
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(48), encoding="ascii")
        half.replace(path)
    return path.read_text(encoding="ascii")


def _hosts(variables: Mapping[str, str], mode: str) -> tuple[str, ...]:
    named = tuple(h.strip() for h in variables.get("CONCERTAR_HOSTS", "").split(",") if h.strip())
    if not named and mode == "production":
        raise EnvironmentProblem(
            "CONCERTAR_HOSTS is missing; name the site's host, for instance foro.example.org."
        )
    return named or ("localhost", "127.0.0.1", "[::1]", "testserver")


def _database(url: str, home: Path) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "concertar.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
        }
    parts = _parts(url, "DATABASE_URL")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path),
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme not in ("postgres", "postgresql"):
        raise EnvironmentProblem(
            f"DATABASE_URL begins with {parts.scheme!r}; use postgresql://... or sqlite:///..."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder travels as ?host=/run/postgresql
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(_port(parts, "DATABASE_URL") or ""),
        "OPTIONS": options,
    }


def _mail(url: str, mode: str, home: Path) -> dict[str, Any]:
    """Django's settings of mail. `smtp://` speaks STARTTLS, `smtps://` TLS from the first byte."""
    if not url and mode != "production":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": home / "mail",
        }
    parts = _parts(url, "CONCERTAR_MAIL_URL")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise EnvironmentProblem(
            "CONCERTAR_MAIL_URL is missing or not understood; write it as"
            " smtp://user:password@mail.example.org:587 (smtps:// where TLS begins at once)."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": _port(parts, "CONCERTAR_MAIL_URL")
        or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
    }

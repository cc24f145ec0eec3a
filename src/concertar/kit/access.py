"""Who may see and who may act: rules are asked here, and refusals are said here.

Nothing is allowed by silence. A query set that was not told who may see it shows nothing to
anybody, and a rule that forgets to answer has answered no.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol, Self, TypeVar

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseBase

from concertar.kit import wording

Row = TypeVar("Row", bound=models.Model)
View = Callable[..., HttpResponseBase]


class Visitor(Protocol):
    """Whoever asks: a person, a stranger nobody signed in as, or the operator."""

    @property
    def pk(self) -> Any: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_authenticated(self) -> bool: ...


class Operator:
    """Whoever holds the machine's shell. Commands act as the operator, web pages never do.

    The journal writes no actor for the operator, and the channel `command`.
    """

    pk = None
    is_active = True
    is_authenticated = True
    is_steward = True

    def __str__(self) -> str:
        return str(wording.OPERATOR)


OPERATOR = Operator()


class Refused(Exception):
    """The state of things forbids the act. The code finds its sentence in the room's wording."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Forbidden(PermissionDenied):
    """This person may not do this: a page answers 403."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def require(rule: Callable[..., bool], person: Visitor | None, thing: Any = None) -> None:
    """Go on if the rule says yes to this person (about this thing); else raise Forbidden."""
    if person is None or is_deactivated(person):
        raise Forbidden(rule.__name__)
    answer = rule(person) if thing is None else rule(person, thing)
    if answer is not True:
        raise Forbidden(rule.__name__)


def sentence(refusal: Refused, room: ModuleType | Mapping[str, Any]) -> str:
    """Say a refusal in the words of the room, or of whichever room below it refused.

    `room` is the room's wording module, or its REFUSALS. A sentence may name what it speaks of,
    as in `"Row %(row)s has no name."`; the refusal carries `row`.
    """
    said: Mapping[str, Any] = room.REFUSALS if isinstance(room, ModuleType) else room
    known = said if refusal.code in said else all_refusals()
    return str(known[refusal.code]) % refusal.params


def all_refusals() -> dict[str, Any]:
    """What all rooms refuse: a refusal does not say which one it comes from."""
    found: dict[str, Any] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("concertar."):
            found |= getattr(import_module(f"{app.name}.wording"), "REFUSALS", {})
    return found


def is_deactivated(person: Visitor) -> bool:
    return person.is_authenticated and not person.is_active


def is_signed_in(person: Visitor | None) -> bool:
    return person is not None and person.is_authenticated and person.is_active


def is_steward(person: Visitor | None) -> bool:
    """Whether this person keeps the network's data: the operator does, a stranger never."""
    return is_signed_in(person) and getattr(person, "is_steward", False) is True


class ClosedQuerySet(models.QuerySet[Row]):
    """The ground of every query set: nobody sees a row until a room says who does."""

    def visible_to(self, person: Visitor) -> Self:  # noqa: ARG002
        return self.none()


class PublicQuerySet(ClosedQuerySet[Row]):
    """Rows that everybody may read, signed in or not."""

    def visible_to(self, person: Visitor) -> Self:  # noqa: ARG002
        return self.all()


class StewardsQuerySet(ClosedQuerySet[Row]):
    """Rows that only those who keep the network's data may read."""

    def visible_to(self, person: Visitor) -> Self:
        return self.all() if is_steward(person) else self.none()


def signed_in(view: View) -> View:
    """A page for people who have signed in; a stranger is sent to sign in first."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_signed_in(request.user):
            # Imported late: it asks for the user model, whose own module imports this one.
            from django.contrib.auth.views import redirect_to_login

            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return asked


def steward(view: View) -> View:
    """A page for stewards; a stranger is sent to sign in, anybody else is told no."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_steward(request.user):
            raise Forbidden("is_steward")
        return view(request, *args, **kwargs)

    return signed_in(asked)

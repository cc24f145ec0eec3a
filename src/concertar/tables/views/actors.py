"""Who is at the table: parties, empty chairs, guardians, what parties can spend and carry out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concertar.fora.models import Guardianship, Seat
from concertar.kit import clock
from concertar.kit.access import Forbidden, signed_in
from concertar.kit.texts import reading_language
from concertar.tables import actions
from concertar.tables.forms.actors import (
    ActorForm,
    EmptyChairForm,
    GuardianForm,
    MeansForm,
    PartForm,
)
from concertar.tables.forms.plain import SureForm
from concertar.tables.models import Actor
from concertar.tables.models.table import State
from concertar.tables.views.doing import Deed, do, sent
from concertar.tables.views.seen import Seen, actor_of, admitted

FORM = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(FORM)
def actor_new(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "seat_actor")
    taken = [actor.seat_id for actor in seen.actors]
    day = seen.table.forum.day_of(clock.now())
    seats = Seat.objects.visible_to(request.user).filter(forum=seen.table.forum).open_on(day)
    free = seats.exclude(pk__in=taken).select_related("institution", "constituency")
    form = ActorForm(sent(request), seats=free)
    if seen.table.state != State.DRAFT:
        form.freeze()
    deed = Deed(
        _("Bring a party to the table"),
        _("Bring it to the table"),
        _("The party is at the table."),
        says=_("Whoever causes the problem, bears it or can resolve it has a chair."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.seat_actor(seen.table, said.pop("seat"), by=request.user, **said)

    nothing = "" if form.seats else _("Every seat of the forum is at this table already.")
    return do(request, seen, deed, form, act, nothing=nothing)


@signed_in
@require_http_methods(FORM)
def actor_change(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    seen = admitted(request, slug, "change_actor")
    actor = actor_of(seen, key)
    names = ("causes", "bears", "resolves", "must_sign")
    form = PartForm(sent(request), initial={name: getattr(actor, name) for name in names})
    if seen.table.state != State.DRAFT:
        form.freeze()
    deed = Deed(_("Its part in the problem"), _("Save"), _("The party's part was changed."))

    def act(said: dict[str, Any]) -> None:
        actions.change_actor(actor, by=request.user, **said)

    return do(request, seen, deed, form, act, subject=_name(actor))


@signed_in
@require_http_methods(FORM)
def actor_remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    seen = admitted(request, slug, "remove_actor")
    actor = actor_of(seen, key)
    deed = Deed(
        _("Take a party off the table"),
        _("Take it off the table"),
        _("The party is no longer at the table."),
        button_look="grave",
    )
    form = SureForm(sent(request))
    return do(
        request,
        seen,
        deed,
        form,
        lambda _said: actions.remove_actor(actor, by=request.user),
        subject=_name(actor),
    )


@signed_in
@require_http_methods(FORM)
def actor_empty_chair(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Record an empty chair or, where there is one, that its institution has come."""
    seen = admitted(request, slug, "mark_empty_chair")
    actor = actor_of(seen, key)
    if actor.is_empty_chair:
        return _take_chair(request, seen, actor)
    deed = Deed(
        _("Record an empty chair"),
        _("Record the empty chair"),
        _("The chair is recorded as empty."),
        says=_("It was invited and does not come. What is agreed without it says so."),
    )

    def act(said: dict[str, Any]) -> None:
        language = reading_language()
        actions.mark_empty_chair(actor, language=language, by=request.user, **said)

    form = EmptyChairForm(sent(request), initial={"absence": actor.absence})
    return do(request, seen, deed, form, act, subject=_name(actor))


def _take_chair(request: HttpRequest, seen: Seen, actor: Actor) -> HttpResponse:
    deed = Deed(_("It has come"), _("Its chair is taken"), _("The chair is taken."))
    return do(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: actions.take_empty_chair(actor, by=request.user),
        subject=_name(actor),
    )


@signed_in
@require_http_methods(FORM)
def actor_means(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What a party can spend and carry out: said by itself or by the facilitator."""
    seen = admitted(request, slug, "set_budget")
    actor = actor_of(seen, key)
    if not seen.is_facilitated and actor not in seen.own:
        raise Forbidden("speaks_for")
    deed = Deed(
        _("What it can spend and carry out"),
        _("Save"),
        _("What the party can spend and carry out was noted."),
    )
    form = MeansForm(sent(request), initial=_means(actor))
    return do(
        request,
        seen,
        deed,
        form,
        lambda said: actions.set_means(actor, language=reading_language(), by=request.user, **said),
        subject=_name(actor),
    )


@signed_in
@require_http_methods(FORM)
def guardian_new(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "add_table_guardianship")
    known = Guardianship.objects.visible_to(request.user).filter(forum=seen.table.forum)
    free = known.exclude(tables=seen.table).select_related("entity", "guardian")
    form = GuardianForm(sent(request), guardianships=free)
    deed = Deed(
        _("Give nature a chair"),
        _("Bring the guardian to the table"),
        _("The guardian is at the table."),
        says=_("A natural entity sets limits and does not vote; its guardian speaks for it."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.add_table_guardianship(seen.table, said["guardianship"], by=request.user)

    nothing = "" if form.guardianships else _("The forum has no other guardian on record.")
    return do(request, seen, deed, form, act, nothing=nothing)


@signed_in
@require_http_methods(FORM)
def guardian_remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    seen = admitted(request, slug, "remove_table_guardianship")
    known = Guardianship.objects.visible_to(request.user).filter(tables=seen.table)
    one = get_object_or_404(known.select_related("entity", "guardian"), pk=key)
    deed = Deed(_("Take a guardian off the table"), _("Take off"), _("The guardian has left."))
    return do(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: actions.remove_table_guardianship(seen.table, one, by=request.user),
        subject=one.entity.said("name").text,
    )


def _means(actor: Actor) -> dict[str, Any]:
    budget, capacity = getattr(actor, "budget", None), getattr(actor, "capacity", None)
    return {
        "budget": budget and budget.amount,
        "budget_source": budget.source if budget else "",
        "capacity": capacity and capacity.amount,
        "unit": capacity.unit if capacity else "",
        "capacity_source": capacity.source if capacity else "",
    }


def _name(actor: Actor) -> str:
    return actor.seat.institution.name

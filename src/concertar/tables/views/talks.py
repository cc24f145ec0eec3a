"""What a party says of itself, its consent, and the page of a seat."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.kit.access import Forbidden, require, signed_in
from concertar.kit.texts import reading_language
from concertar.tables import actions, notice
from concertar.tables.forms.actors import ConsentForm, WordsForm
from concertar.tables.forms.plain import SureForm
from concertar.tables.models import Actor, Interest, Position
from concertar.tables.models.actor import Visibility
from concertar.tables.models.disclosure import declared_level
from concertar.tables.sentences import disclosure_sentences
from concertar.tables.views.doing import Deed, do, sent
from concertar.tables.views.seen import Seen, actor_of, admitted, seen_table
from concertar.tables.views.table import required_names, words_of

FORM = ["GET", "HEAD", "POST"]


@signed_in
@require_safe
def seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything a delegate can do for the own seat."""
    seen = seen_table(request, slug)
    require(_has_a_seat, request.user, seen)
    said = {actor.pk: rest for actor, *rest in words_of(request, seen)["words"]}
    context = {
        "seen": seen,
        "table": seen.table,
        "here": _("My seat"),
        "seats": [(actor, *said.get(actor.pk, ([], []))) for actor in seen.own],
        "rule": notice.rule_in_sentences(seen.table, seen.actors, required_names(seen)),
    }
    return render(request, "tables/seat.html", context)


@signed_in
@require_http_methods(FORM)
def interest_new(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return _state(request, slug, key, "state_interest")


@signed_in
@require_http_methods(FORM)
def position_new(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return _state(request, slug, key, "state_position")


@signed_in
@require_http_methods(FORM)
def interest_change(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    interests = Interest.objects.visible_to(request.user).select_related("actor")
    interest = get_object_or_404(interests, pk=key, actor__table__slug=slug)
    return _change(request, slug, interest, "change_interest")


@signed_in
@require_http_methods(FORM)
def position_change(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    positions = Position.objects.visible_to(request.user).select_related("actor")
    position = get_object_or_404(positions, pk=key, actor__table__slug=slug)
    return _change(request, slug, position, "change_position")


@signed_in
@require_http_methods(FORM)
def interest_withdraw(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    interests = Interest.objects.visible_to(request.user).select_related("actor")
    interest = get_object_or_404(interests, pk=key, actor__table__slug=slug)
    return _withdraw(request, slug, interest, "withdraw_interest")


@signed_in
@require_http_methods(FORM)
def position_withdraw(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    positions = Position.objects.visible_to(request.user).select_related("actor")
    position = get_object_or_404(positions, pk=key, actor__table__slug=slug)
    return _withdraw(request, slug, position, "withdraw_position")


@signed_in
@require_http_methods(FORM)
def consent_new(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The seat says yes to what is published; or the facilitator types in its sheet."""
    seen = admitted(request, slug, "note_consent")
    actor = _own_or_facilitated(seen, key)
    mandates = None
    if seen.is_facilitated:
        held = actions.mandates_on(actor, seen.table.forum.today()).select_related("person")
        mandates = {str(one.pk): one for one in held}
    form = ConsentForm(sent(request), mandates=mandates)
    deed = Deed(
        _("Consent to what is published"),
        _("Give the consent"),
        _("The consent was noted."),
        says=_("Without it no scores are asked for. It cannot be taken back afterwards."),
    )

    def act(said: dict[str, Any]) -> None:
        said.pop("agrees")
        actions.note_consent(actor, by=request.user, **said)

    rule = [
        *notice.rule_in_sentences(seen.table, seen.actors, required_names(seen)),
        *disclosure_sentences(seen.present, declared_level(seen.table)),
    ]
    shown = "tables/_rule_here.html"
    return do(request, seen, deed, form, act, subject=_name(actor), shown=shown, rule=rule)


def _state(request: HttpRequest, slug: str, key: UUID, verb: str) -> HttpResponse:
    seen = admitted(request, slug, verb)
    actor = _own_or_facilitated(seen, key)
    initial = {"visibility": Visibility.PUBLIC, "language": reading_language()}
    form = _form(request, seen, verb, initial)
    deed = Deed(_heading(verb), _("Save"), _("What the party said was noted."))

    def act(said: dict[str, Any]) -> None:
        getattr(actions, verb)(actor, said.pop("text"), by=request.user, **said)

    return do(request, seen, deed, form, act, subject=_name(actor))


def _change(request: HttpRequest, slug: str, words: Interest | Position, verb: str) -> HttpResponse:
    seen = admitted(request, slug, verb)
    actor = words.actor = _own_or_facilitated(seen, words.actor_id)
    initial = {name: getattr(words, name) for name in ("text", "visibility", "language")}
    form = _form(request, seen, verb, initial)
    deed = Deed(_heading(verb), _("Save"), _("What the party said was changed."))

    def act(said: dict[str, Any]) -> None:
        kept = words.translations if said["text"] == initial["text"] else {}
        getattr(actions, verb)(words, translations=kept, by=request.user, **said)

    return do(request, seen, deed, form, act, subject=_name(actor))


def _withdraw(
    request: HttpRequest, slug: str, words: Interest | Position, verb: str
) -> HttpResponse:
    seen = admitted(request, slug, verb)
    words.actor = _own_or_facilitated(seen, words.actor_id)
    deed = Deed(
        _("Take back what was said"), _("Take it back"), _("It was taken back."),
        button_look="grave",
    )  # fmt: skip
    channel = "hall" if seen.is_facilitated else "web"
    return do(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: getattr(actions, verb)(words, by=request.user, channel=channel),
        subject=words.said("text").text,
    )


def _form(request: HttpRequest, seen: Seen, verb: str, initial: dict[str, Any]) -> WordsForm:
    is_interest = verb.endswith("interest")
    hint = (
        _("What the institution needs, whatever the way: “That children can play outside”.")
        if is_interest
        else _("What it asks for: “That the plant closes by night”.")
    )
    return WordsForm(
        sent(request),
        label=_("Interest") if is_interest else _("Position"),
        hint=hint,
        typed_in=seen.is_facilitated,
        initial=initial,
    )


def _heading(verb: str) -> str:
    return {
        "state_interest": _("What it needs"),
        "change_interest": _("What it needs"),
        "state_position": _("What it asks for"),
        "change_position": _("What it asks for"),
    }[verb]


def _own_or_facilitated(seen: Seen, key: object) -> Actor:
    actor = actor_of(seen, key)
    if not seen.is_facilitated and actor not in seen.own:
        raise Forbidden("speaks_for")
    return actor


def _has_a_seat(_person: object, seen: Seen) -> bool:
    return bool(seen.own) and seen.table.state != "draft"


def _name(actor: Actor) -> str:
    return actor.seat.institution.name

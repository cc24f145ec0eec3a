"""The numbers of options and of the table: costs, loads, effects, baselines; and its limits."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concertar.kit.access import signed_in
from concertar.observatory.models import Indicator, Limit
from concertar.tables import actions
from concertar.tables.forms.options import AmountForm, LimitForm, SpreadForm
from concertar.tables.forms.plain import SureForm
from concertar.tables.views.doing import Deed, do, do_in_list, sent
from concertar.tables.views.options import option_of
from concertar.tables.views.seen import admitted

FORM = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(FORM)
def option_cost(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """`?payer=` fills in what was noted of that payer."""
    seen = admitted(request, slug, "set_cost")
    option = option_of(request, seen.table.pk, key)
    known = {str(cost.payer_id): cost for cost in option.costs.all()}
    payer = request.GET.get("payer", "")
    initial: dict[str, Any] = {"actor": payer}
    if cost := known.get(payer):
        initial |= {"amount": cost.amount, "source": cost.source}
    form = AmountForm(sent(request), actors=seen.actors, money=seen.table.currency, initial=initial)
    done = _("The cost was taken back.") if form.takes_back else _("The cost was noted.")
    deed = Deed(_("What it costs, and whom"), _("Save the cost"), done)

    def act(said: dict[str, Any]) -> None:
        actions.set_cost(
            option, said["actor"], said["amount"], source=said["source"], by=request.user
        )

    return do_in_list(request, seen, deed, form, act, subject=option.said("title").text)


@signed_in
@require_http_methods(FORM)
def option_load(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """`?bearer=` fills in what was noted of that bearer."""
    seen = admitted(request, slug, "set_load")
    option = option_of(request, seen.table.pk, key)
    known = {str(load.bearer_id): load for load in option.loads.all()}
    bearer = request.GET.get("bearer", "")
    initial: dict[str, Any] = {"actor": bearer}
    if load := known.get(bearer):
        initial |= {"amount": load.amount, "source": load.source}
    form = AmountForm(sent(request), actors=seen.actors, initial=initial)
    done = _("The load was taken back.") if form.takes_back else _("The load was noted.")
    deed = Deed(_("Whom it loads"), _("Save the load"), done)

    def act(said: dict[str, Any]) -> None:
        actions.set_load(
            option, said["actor"], said["amount"], source=said["source"], by=request.user
        )

    return do_in_list(request, seen, deed, form, act, subject=option.said("title").text)


@signed_in
@require_http_methods(FORM)
def option_effect(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """`?indicator=` fills in what was noted of that indicator."""
    seen = admitted(request, slug, "set_effect")
    option = option_of(request, seen.table.pk, key)
    known = {str(effect.indicator_id): effect for effect in option.effects.all()}
    wanted = request.GET.get("indicator", "")
    initial = {"indicator": wanted}
    if effect := known.get(wanted):
        names = ("low", "likely", "high", "source")
        initial |= {name: getattr(effect, name) for name in names}
    form = SpreadForm(sent(request), indicators=option.issue.affects.all(), initial=initial)
    deed = Deed(
        _("What it moves"),
        _("Save the effect"),
        _("The effect was taken back.") if form.takes_back else _("The effect was noted."),
        says=_("By how much the option moves the indicator; a fall has a minus sign."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.set_effect(option, said.pop("indicator"), by=request.user, **said)

    nothing = "" if form.indicators else _("The issue lists no indicator that it can move.")
    return do_in_list(
        request, seen, deed, form, act, subject=option.said("title").text, nothing=nothing
    )


@signed_in
@require_http_methods(FORM)
def baseline(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "set_baseline")
    indicators = Indicator.objects.visible_to(request.user)
    known = {str(one.indicator_id): one for one in seen.table.baselines.all()}
    wanted = request.GET.get("indicator", "")
    initial = {"indicator": wanted}
    if row := known.get(wanted):
        names = ("low", "likely", "high", "source")
        initial |= {name: getattr(row, name) for name in names}
    form = SpreadForm(sent(request), indicators=indicators, initial=initial)
    deed = Deed(
        _("If nothing changes"),
        _("Save"),
        _("The baseline was taken back.") if form.takes_back else _("The baseline was noted."),
        says=_("What the indicator will be at the day of the limit if nothing changes."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.set_baseline(seen.table, said.pop("indicator"), by=request.user, **said)

    return do(request, seen, deed, form, act)


@signed_in
@require_http_methods(FORM)
def limit_new(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "add_limit")
    limits = Limit.objects.visible_to(request.user).exclude(tables=seen.table)
    limits = limits.exclude(status=Limit.Status.WITHDRAWN)
    form = LimitForm(sent(request), limits=limits)
    deed = Deed(
        _("Bring a limit to the table"),
        _("Bring the limit"),
        _("The limit stands at the table."),
        says=_("Of nature or of law. It is not put to a vote."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.add_limit(seen.table, said["limit"], by=request.user)

    nothing = "" if form.limits else _("The observatory has no other limit on record.")
    return do(request, seen, deed, form, act, nothing=nothing)


@signed_in
@require_http_methods(FORM)
def limit_remove(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "remove_limit")
    limits = Limit.objects.visible_to(request.user).filter(tables=seen.table)
    limit = get_object_or_404(limits, pk=key)
    deed = Deed(
        _("Take a limit off the table"),
        _("Take it off"),
        _("The limit no longer stands at the table."),
        button_look="grave",
    )
    return do(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: actions.remove_limit(seen.table, limit, by=request.user),
        subject=limit.said("name").text,
    )

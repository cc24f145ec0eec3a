"""The pages on which scores are given, typed in from paper, vouched for and opened."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertar.kit.access import Forbidden, Refused, require, sentence, signed_in
from concertar.tables import actions, rules, wording
from concertar.tables.forms.paper import PaperForm
from concertar.tables.forms.sheets import SheetForm, in_words
from concertar.tables.models import Actor, Answers, Interest, Sheet
from concertar.tables.models.answers import answers_of
from concertar.tables.models.disclosure import price_for
from concertar.tables.models.facts import Facts, outline_of, ties_of
from concertar.tables.models.standing import are_all_in, sheets_in
from concertar.tables.search_sentences import price_sentences
from concertar.tables.sentences import gaming_sentences, points
from concertar.tables.views.doing import address
from concertar.tables.views.seen import Seen, actor_of, seen_table

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
@never_cache
def scores(request: HttpRequest, slug: str) -> HttpResponse:
    """Whose sheets are in, to the facilitator; to a delegate, the own sheet."""
    seen = seen_table(request, slug)
    if not seen.roles:
        raise Forbidden("scores")
    if not seen.is_facilitated and len(seen.own) == 1:
        return redirect(address("sheet", seen, seen.own[0].pk))
    facts = outline_of(seen.table, seen.actors)
    found = sheets_in(facts) if seen.is_facilitated else {}
    context = {
        "table": seen.table,
        "seen": seen,
        "standings": [(actor, found[actor.pk]) for actor in seen.present if found],
        "all_in": are_all_in(found),
        "may_unseal": "unseal_scores" in seen.may and seen.table.unsealed_at is None,
        "gaming": gaming_sentences(),
    }
    return render(request, "tables/scores.html", context)


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def sheet(request: HttpRequest, slug: str, actor: UUID) -> HttpResponse:
    """The sheet of a party: filled in, read over, given, and read again later."""
    seen = seen_table(request, slug)
    party = actor_of(seen, actor)
    last = _last_sheet(request, party)
    if party not in seen.own and last is None:
        raise Forbidden("may_read_sheet")
    given = answers_of([last])[last.pk] if last else None
    facts = outline_of(seen.table, seen.actors)
    interests = _interests(request, party)
    if request.method == "POST":
        return _sent(request, seen, party, SheetForm(facts, interests, raw=request.POST))
    is_writing = "change" in request.GET or given is None
    if is_writing and party in seen.own and "give_sheet" in seen.may:
        return _filled_in(request, seen, party, SheetForm(facts, interests, given=given))
    return _read(request, seen, party, facts, last, given)


def _last_sheet(request: HttpRequest, party: Actor) -> Sheet | None:
    sheets = Sheet.objects.visible_to(request.user).filter(actor=party)
    return sheets.select_related("countersign", "mandate__person").order_by("number").last()


def _interests(request: HttpRequest, party: Actor) -> list[Interest]:
    return list(Interest.objects.visible_to(request.user).filter(actor=party))


def _filled_in(
    request: HttpRequest,
    seen: Seen,
    party: Actor,
    form: SheetForm,
    refused: str = "",
    **rest: Any,
) -> HttpResponse:
    context = {
        **rest,
        "table": seen.table,
        "seen": seen,
        "party": party,
        "form": form,
        "refused": refused,
        "gaming": gaming_sentences(),
        "back": address("table_detail", seen),
    }
    paper = rest.get("paper")
    is_wrong = form.faults or refused or (paper is not None and paper.errors)
    status = 422 if is_wrong else 200
    return render(request, "tables/sheet_form.html", context, status=status)


def _sent(request: HttpRequest, seen: Seen, party: Actor, form: SheetForm) -> HttpResponse:
    """Correct, read over or give: what was typed goes along each time."""
    step = request.POST.get("step", "check")
    require(rules.rule_of("give_sheet"), request.user, party)
    if step == "edit":
        return _filled_in(request, seen, party, form)
    if not form.is_sound(ties_of(seen.table)):
        return _filled_in(request, seen, party, form)
    if step != "give":
        return _read_over(request, seen, party, form)
    try:
        actions.give_sheet(party, form.answers(), by=request.user)
    except Refused as refusal:
        return _filled_in(request, seen, party, form, sentence(refusal, wording))
    messages.success(request, _("The sheet was given. You can change it while the table scores."))
    return redirect(address("sheet", seen, party.pk))


def _read_over(request: HttpRequest, seen: Seen, party: Actor, form: SheetForm) -> HttpResponse:
    answers = form.answers()
    context = {
        "table": seen.table,
        "seen": seen,
        "party": party,
        "form": form,
        "parts": in_words(answers, form.facts, form.interests),
        "answers": answers,
        "fallback": points(answers.value(form.facts.fallback(), form.facts)),
        "is_change": seen.table.unsealed_at is not None,
    }
    return render(request, "tables/sheet_check.html", context)


def _read(
    request: HttpRequest,
    seen: Seen,
    party: Actor,
    facts: Facts,
    last: Sheet | None,
    given: Answers | None,
) -> HttpResponse:
    price = price_for(seen.table, party)
    context = {
        "table": seen.table,
        "seen": seen,
        "party": party,
        "sheet": last,
        "answers": given,
        "parts": in_words(given, facts, _interests(request, party)) if given else (),
        "price": list(price_sentences(price)) if price else [],
        "may_change": party in seen.own and "give_sheet" in seen.may,
        "may_countersign": party in seen.own and last is not None and last.waits,
    }
    return render(request, "tables/sheet_detail.html", context)


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def sheet_type_in(request: HttpRequest, slug: str, actor: UUID) -> HttpResponse:
    """A sheet of paper, typed in by the facilitator."""
    seen, party = _facilitated(request, slug, actor, "type_in_sheet")
    paper = PaperForm(party, request.user, request.POST if request.method == "POST" else None)

    def act(answers: Answers) -> None:
        actions.type_in_sheet(party, answers, by=request.user, **paper.cleaned_data)

    done = _("Typed in. It counts once the seat or another facilitator has vouched for it.")
    return _typed(request, seen, party, act, done, paper=paper)


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def sheet_countersign(request: HttpRequest, slug: str, actor: UUID) -> HttpResponse:
    """Vouch for a sheet of paper: the seat says yes, another facilitator types it in once more."""
    seen = seen_table(request, slug)
    party = actor_of(seen, actor)
    if party not in seen.own:
        seen, party = _facilitated(request, slug, actor, "countersign_sheet")
    found = sheets_in(outline_of(seen.table, seen.actors)).get(party.pk)
    if found is None or found.waiting is None:
        raise Http404("no sheet waits")
    waiting, done = found.waiting, _("You vouched for the sheet: it counts now.")
    if party in seen.own:
        return _vouched(request, seen, waiting, done)

    def act(answers: Answers) -> None:
        actions.countersign_sheet(waiting, by=request.user, answers=answers)

    return _typed(request, seen, party, act, done)


def _typed(
    request: HttpRequest,
    seen: Seen,
    party: Actor,
    act: Callable[[Answers], None],
    done: str,
    paper: PaperForm | None = None,
) -> HttpResponse:
    """The whole sheet on one page, without reading over: the paper lies beside it."""
    facts, refused = outline_of(seen.table, seen.actors), ""
    raw = request.POST if request.method == "POST" else None
    form = SheetForm(facts, _interests(request, party), raw=raw)
    is_sound = raw is not None and form.is_sound(ties_of(seen.table))
    if is_sound and (paper is None or paper.is_valid()):
        try:
            act(form.answers())
        except Refused as refusal:
            refused = sentence(refusal, wording)
        else:
            messages.success(request, done)
            return redirect(address("scores", seen))
    return _filled_in(request, seen, party, form, refused, paper=paper, is_paper=True)


def _vouched(request: HttpRequest, seen: Seen, waiting: Sheet, done: str) -> HttpResponse:
    if request.method == "POST":
        actions.countersign_sheet(waiting, by=request.user)
        messages.success(request, done)
    return redirect(address("sheet", seen, waiting.actor_id))


def _facilitated(request: HttpRequest, slug: str, actor: UUID, verb: str) -> tuple[Seen, Actor]:
    seen = seen_table(request, slug)
    require(rules.rule_of(verb), request.user, seen.table)
    if verb not in seen.may or not seen.is_facilitated:
        raise Refused("wrong_state", state=seen.table.get_state_display())
    return seen, actor_of(seen, actor)


@require_POST
@signed_in
def scores_unseal(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_table(request, slug)
    try:
        actions.unseal_scores(seen.table, by=request.user)
    except Refused as refusal:
        messages.error(request, sentence(refusal, wording))
    else:
        messages.success(request, _("The sheets are open. Take the step to proposing to search."))
    return redirect(address("scores", seen))

"""What came on paper about texts, typed in by the facilitator: one page a sheet."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from concertar.agreements import actions, rules
from concertar.agreements.models import Agreement, Check, Clause, Commitment, Draft
from concertar.agreements.type_in_forms import (
    ChecksForm,
    CriticismsForm,
    RepliesForm,
    SignaturesForm,
)
from concertar.fora import rules as fora_rules
from concertar.fora.models import Guardianship
from concertar.kit.access import Forbidden, Refused, all_refusals, sentence, signed_in
from concertar.kit.paper import in_fours
from concertar.kit.rows import RowsForm
from concertar.network.models import Mandate
from concertar.tables.models import Actor, Interest, Table

GET_AND_POST = ["GET", "HEAD", "POST"]
Critic = Actor | Guardianship


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def type_in_signatures(request: HttpRequest, slug: str) -> HttpResponse:
    table = _facilitated(request, slug, "sign")
    agreements = Agreement.objects.visible_to(request.user).select_related("table", "draft")
    agreement = get_object_or_404(agreements, table=table, status=Agreement.Status.SIGNING)
    text = agreement.texts.visible_to(request.user).get(is_translation=False)
    signed = set(agreement.signatures.visible_to(request.user).values_list("actor", flat=True))
    waiting = [actor for actor in _parties(request, table) if actor.pk not in signed]
    form = SignaturesForm(
        waiting, _people(request, table, to_sign=True), request.POST or None,
        initial={"on": table.forum.today(), "sha256": text.sha256},
        may_reserve=json.loads(table.charter.text)["rule"]["may_reserve"],
    )  # fmt: skip

    def act() -> None:
        actions.type_in_signatures(
            agreement, form.signatures(), sha256=form.cleaned_data["sha256"],
            language=text.language, by=request.user, **form.shared(),
        )  # fmt: skip

    return _typed(request, table, form, act, _signatures_page(text.sha256, waiting))


def _signatures_page(sha256: str, waiting: list[Actor]) -> dict[str, Any]:
    return {
        "heading": _("Signatures"),
        "head": _("Party"),
        "says": _(
            "Look first whether the fingerprint on the paper is the one below: another text is not "
            "signed by it. What is left white stays open; sheets of another day are typed in apart."
        ),
        "fingerprint": in_fours(sha256),
        "done": _("The signatures were noted."),
        "nothing": "" if waiting else _("Every party has given its word."),
    }


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def type_in_criticism(request: HttpRequest, slug: str, party: str) -> HttpResponse:
    table = _facilitated(request, slug, "criticise")
    drafts = Draft.objects.visible_to(request.user).filter(table=table, state=Draft.State.OPEN)
    draft = get_object_or_404(drafts)
    critic = _critic(request, table, party)
    clauses = Clause.objects.visible_to(request.user).filter(draft=draft, is_removed=False)
    form = CriticismsForm(
        _mandates_of(request, table, critic), clauses.order_by("order"),
        _interests(request, critic), request.POST or None, initial={"on": table.forum.today()},
    )  # fmt: skip

    def act() -> None:
        actions.type_in_criticisms(
            critic, form.criticisms(), mandate=form.mandate, language=draft.language,
            by=request.user, **form.shared(),
        )  # fmt: skip

    page = {
        "heading": _("Criticisms: %(party)s") % {"party": _name(critic)},
        "head": _("On the sheet"),
        "says": _("One criticism a space, in the order of the sheet; what is left white is none."),
        "done": _("The criticisms were noted. They are answered before anybody signs."),
    }
    return _typed(request, table, form, act, page)


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def type_in_checks(request: HttpRequest, slug: str) -> HttpResponse:
    table = _facilitated(request, slug, "check_commitment")
    commitments = Commitment.objects.visible_to(request.user).binding()
    commitments = commitments.filter(agreement__table=table).order_by("number")
    rows = list(commitments.select_related("responsible__seat__institution", "draft"))
    if not rows:
        raise Http404
    people = _people(request, table)
    initial = {"on": table.forum.today()}
    form = ChecksForm(rows, people, request.POST or None, initial=initial)

    def act() -> None:
        language = rows[0].draft.language
        actions.type_in_checks(form.checks(), language=language, by=request.user, **form.shared())

    page = {
        "heading": _("Checks"),
        "head": _("Commitment"),
        "says": _("Nobody checks what is theirs to do: who answers for it is not in the list."),
        "done": _("The checks were noted."),
    }
    return _typed(request, table, form, act, page)


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def type_in_replies(request: HttpRequest, slug: str) -> HttpResponse:
    table = _facilitated(request, slug, "reply_to_check")
    waiting = Check.objects.visible_to(request.user).filter(
        commitment__agreement__table=table, replies__isnull=True
    )
    checks = list(
        waiting.select_related(
            "commitment__responsible__seat__institution", "commitment__draft"
        ).order_by("commitment__number", "day", "pk")
    )
    people = _people(request, table)
    form = RepliesForm(checks, people, request.POST or None, initial={"on": table.forum.today()})

    def act() -> None:
        language = checks[0].commitment.draft.language
        actions.type_in_replies(form.replies(), language=language, by=request.user, **form.shared())

    return _typed(request, table, form, act, _replies_page(checks))


def _replies_page(checks: list[Check]) -> dict[str, Any]:
    return {
        "heading": _("Replies"),
        "head": _("Check"),
        "says": _(
            "Whoever answers for a commitment says here what is so, in a letter or a session."
        ),
        "done": _("The replies were noted."),
        "nothing": "" if checks else _("No check waits for a reply."),
    }


def section(request: HttpRequest, table: Table, parties: Sequence[Actor]) -> SafeString:
    """What a table's page of sheets shows of its texts."""
    drafts = Draft.objects.visible_to(request.user).filter(table=table, state=Draft.State.OPEN)
    agreements = Agreement.objects.visible_to(request.user).filter(table=table)
    agreements = agreements.exclude(status=Agreement.Status.WITHDRAWN)
    context = {
        "table": table,
        "draft": drafts.annotate(criticisms=Count("clauses__criticisms")).first(),
        "agreement": agreements.annotate(signed=Count("signatures")).first(),
        "parties": [*parties, *_guards(request, table)],
        "signers": len(parties),
    }
    return render_to_string("agreements/_type_in.html", context, request)


# ---- who and what -------------------------------------------------------------------------------


def _facilitated(request: HttpRequest, slug: str, verb: str) -> Table:
    tables = Table.objects.visible_to(request.user).select_related("forum", "charter")
    table = get_object_or_404(tables, slug=slug)
    if not fora_rules.may_facilitate(request.user, table.forum):
        raise Forbidden("may_facilitate")
    if not rules.may_now(request.user, verb, table):
        raise Refused("wrong_state", state=table.get_state_display())
    return table


def _parties(request: HttpRequest, table: Table) -> list[Actor]:
    actors = Actor.objects.visible_to(request.user).filter(table=table).present()
    return list(actors.select_related("seat__institution").order_by("order", "id"))


def _guards(request: HttpRequest, table: Table) -> list[Guardianship]:
    guards = Guardianship.objects.visible_to(request.user).filter(tables=table)
    return list(guards.select_related("guardian", "entity", "forum"))


def _critic(request: HttpRequest, table: Table, slug: str) -> Critic:
    """The party, or the guardian of nature, that an institution is at this table."""
    for actor in _parties(request, table):
        if actor.seat.institution.slug == slug:
            actor.table = table
            return actor
    for guard in _guards(request, table):
        if guard.guardian.slug == slug:
            return guard
    raise Http404(slug)


def _name(critic: Critic) -> str:
    return critic.seat.institution.name if isinstance(critic, Actor) else critic.guardian.name


def _interests(request: HttpRequest, critic: Critic) -> list[Interest]:
    if not isinstance(critic, Actor):
        return []
    return list(Interest.objects.visible_to(request.user).filter(actor=critic))


def _mandates_of(request: HttpRequest, table: Table, critic: Critic) -> list[Mandate]:
    mandates = Mandate.objects.visible_to(request.user).covering(table.forum.slug)
    if isinstance(critic, Actor):
        mandates = mandates.filter(delegate__seat=critic.seat_id)
    else:
        mandates = mandates.filter(institution=critic.guardian_id)
    return list(mandates.select_related("person").order_by("-capacity", "-starts"))


def _people(
    request: HttpRequest, table: Table, *, to_sign: bool = False
) -> dict[Any, list[Mandate]]:
    """Everybody who speaks or spoke for each institution at the table."""
    mandates = Mandate.objects.visible_to(request.user).filter(
        delegate__seat__actors__table=table, delegate__seat__actors__is_empty_chair=False
    )
    mandates = mandates.to_sign() if to_sign else mandates
    found: dict[Any, list[Mandate]] = {}
    rows = mandates.select_related("person", "institution")
    for one in rows.order_by("institution__sort_name", "-capacity", "-starts"):
        found.setdefault(one.institution_id, []).append(one)
    return found


def _typed(
    request: HttpRequest,
    table: Table,
    form: RowsForm,
    act: Callable[[], None],
    page: dict[str, Any],
) -> HttpResponse:
    """Show the sheet; once it is sent and sound, write all of it or say what stands in the way."""
    back = reverse("tables:type_in", args=[table.slug])
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, page["done"])
            return redirect(back)
    status = 422 if form.errors else 200
    context = {"table": table, "form": form, "back": back, **page}
    return render(request, "agreements/type_in_sheet.html", context, status=status)


def _say(form: RowsForm, refusal: Refused) -> None:
    if (row := refusal.params.get("at")) is not None:
        form.add_row_error(row, sentence(refusal, all_refusals()))
    else:
        form.add_error(None, sentence(refusal, all_refusals()))

"""The facilitator's pages of a table: its words, its rule, its opening, its steps."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.fora.models import Constituency, Forum
from concertar.kit import clock
from concertar.kit.access import Refused, require, sentence, signed_in
from concertar.kit.texts import reading_language
from concertar.tables import actions, notice, rules, wording
from concertar.tables.actions.table import WORDS
from concertar.tables.forms.table import DayForm, RuleForm, StepForm, TableForm
from concertar.tables.models import Charter, Table
from concertar.tables.models.table import State
from concertar.tables.views.doing import Deed, do, sent
from concertar.tables.views.next_step import next_step
from concertar.tables.views.seen import Seen, admitted, seen_table, tables_of
from concertar.tables.views.table import matter_of, opening_of, required_names

FORM = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(FORM)
def table_new(request: HttpRequest) -> HttpResponse:
    """Prepare a table; `?forum=` says of which forum."""
    fora = Forum.objects.visible_to(request.user)
    forum = get_object_or_404(fora, slug=request.GET.get("forum", ""))
    require(rules.may_prepare, request.user, forum)
    form = TableForm(
        sent(request),
        forum=forum,
        parents=_parents(request),
        initial={"language": reading_language()},
    )
    if request.method == "POST" and form.is_valid():
        made = _prepared(forum, form, request)
        if made is not None:
            return redirect("tables:facilitate", made.slug)
    context = {"form": form, "forum": forum}
    return render(request, "tables/table_new.html", context, status=422 if form.errors else 200)


def _prepared(forum: Forum, form: TableForm, request: HttpRequest) -> Table | None:
    try:
        return actions.prepare_table(forum, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, sentence(refusal, wording))
        return None


@signed_in
@require_http_methods(FORM)
def table_change(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "change_table")
    table = seen.table
    names = (*WORDS, "decides_by", "language")
    initial = {name: getattr(table, name) for name in names} | {"parent": str(table.parent_id)}
    parents = _parents(request).exclude(pk=table.pk)
    form = TableForm(sent(request), forum=table.forum, parents=parents, initial=initial)
    if table.state != State.DRAFT:
        form.freeze()
    deed = Deed(_("Words, day and place"), _("Save"), _("The table was changed."))

    def act(said: dict[str, Any]) -> None:
        actions.change_table(table, by=request.user, **said)

    return do(request, seen, deed, form, act)


@signed_in
@require_http_methods(FORM)
def table_rule(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "declare_rule")
    table = seen.table
    required = [str(side.pk) for side in table.required_constituencies.all()]
    initial = {"required_constituencies": required} | {
        name: getattr(table, name)
        for name in ("least_signatures", "may_reserve", "publishes", "currency")
    }
    form = RuleForm(sent(request), sides=_sides(request, table), initial=initial)
    deed = Deed(
        _("The rule of the table"),
        _("Save the rule"),
        _("The rule was saved."),
        says=_("It says when an agreement stands. It is frozen when the table opens."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.declare_rule(table, by=request.user, **said)

    return do(request, seen, deed, form, act)


@signed_in
@require_http_methods(FORM)
def table_open(request: HttpRequest, slug: str) -> HttpResponse:
    """The charter as it will be frozen, to be looked at once more, and the button."""
    seen = admitted(request, slug, "open_table")
    table = seen.table
    missing = actions.obstacles_to_opening(table, table.forum.day_of(clock.now()))
    deed = Deed(
        _("Open the table"),
        _("Open the table for good"),
        _("The table is open and its charter frozen."),
        says=_("From now on everybody sees the table, and nothing of this changes any more."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.open_table(table, by=request.user, **said)

    return do(
        request,
        seen,
        deed,
        DayForm(sent(request)),
        act,
        shown="tables/_rule_here.html",
        rule=notice.rule_in_sentences(table, seen.actors, required_names(seen)),
        missing=[sentence(one, wording) for one in missing],
    )


@signed_in
@require_http_methods(FORM)
def table_step(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "take_step")
    moves = rules.own_moves(seen.table.state)
    initial = {"to": moves[0].value if moves else ""}
    form = StepForm(sent(request), table=seen.table, initial=initial)
    deed = Deed(
        _("The next step"),
        _("Take this step"),
        _("The table took the step."),
        says=_("Nothing that was done is lost by a step back."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.take_step(
            seen.table, said.pop("to"), by=request.user, language=reading_language(), **said
        )

    nothing = "" if moves else _("The next step of this table is taken with its text.")
    return do(request, seen, deed, form, act, nothing=nothing)


@signed_in
@require_safe
def facilitate(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything a facilitator can do now, the next thing first."""
    seen = seen_table(request, slug)
    require(_facilitates, request.user, seen)
    context = {"seen": seen, "table": seen.table, "here": _("Facilitate")}
    context |= opening_of(request, seen) | matter_of(request, seen)
    if seen.table.state == State.DRAFT:
        day = seen.table.forum.day_of(clock.now())
        missing = actions.obstacles_to_opening(seen.table, day)
        context["missing"] = [sentence(one, wording) for one in missing]
    context["next_step"] = next_step(seen, has_issues=bool(context["issues"]))
    return render(request, "tables/facilitate.html", context)


@require_safe
def charter_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The very bytes whose hash the page shows."""
    charters = Charter.objects.visible_to(request.user)
    charter = get_object_or_404(charters, table__slug=slug)
    return HttpResponse(charter.text, content_type="application/json")


def _facilitates(_person: object, seen: Seen) -> bool:
    return seen.is_facilitated


def _parents(request: HttpRequest) -> QuerySet[Table]:
    """The tables it may refer to: those that everybody sees."""
    return tables_of(request.user).exclude(state=State.DRAFT).order_by("title")


def _sides(request: HttpRequest, table: Table) -> Iterable[Constituency]:
    return Constituency.objects.visible_to(request.user).filter(forum=table.forum)

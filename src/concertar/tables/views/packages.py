"""The page of packages: searched for, put on the table, compared, withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertar.kit.access import Refused, sentence, signed_in
from concertar.tables import actions, wording
from concertar.tables.comparing import Comparison, compare
from concertar.tables.forms.packages import PackageForm, SearchForm
from concertar.tables.forms.plain import SureForm
from concertar.tables.models import Package, Run
from concertar.tables.models.disclosure import Reader, price_in
from concertar.tables.models.facts import Facts, outline_of
from concertar.tables.question import RULES
from concertar.tables.search_sentences import (
    names_of,
    price_sentences,
    price_to_the_table,
    search_sentences,
)
from concertar.tables.sentences import gaming_sentences
from concertar.tables.views.doing import Deed, address, do, sent
from concertar.tables.views.seen import Seen, admitted, seen_table

SEARCHING = BoundedSemaphore(1)


def comparison_of(request: HttpRequest, seen: Seen, *, in_full: bool = False) -> Comparison:
    """The packages of a table as this reader may see them; for the table's own page too."""
    reader = Reader(seen.is_facilitated, frozenset(actor.pk for actor in seen.own))
    return compare(request.user, seen.table, seen.actors, reader, in_full=in_full)


@require_safe
@never_cache
def packages(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_table(request, slug)
    comparison = comparison_of(request, seen, in_full=True)
    context = {
        "table": seen.table,
        "seen": seen,
        "comparison": comparison,
        "search": _search(request, seen, comparison.facts) if seen.is_facilitated else None,
        "search_form": SearchForm() if "search_packages" in seen.may else None,
        "gaming": gaming_sentences(),
    }
    return render(request, "tables/packages.html", context)


def _search(request: HttpRequest, seen: Seen, facts: Facts) -> dict[str, Any] | None:
    """The last search in sentences, for the facilitator: everybody's scores speak in it."""
    run = Run.objects.visible_to(request.user).filter(table=seen.table).order_by("at").last()
    if run is None:
        return None
    return {
        "run": run,
        "says": list(search_sentences(run.answer, names_of(facts))),
        "found": _found(run, facts),
        "prices": [
            (actor, [*price_sentences(price), *price_to_the_table(run.answer, actor)])
            for actor in facts.parties
            if (price := price_in(run.answer, actor))
        ],
    }


def _found(run: Run, facts: Facts) -> list[dict[str, Any]]:
    """Each different package that a rule chose, with the rules that did."""
    by_choice: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for rule in RULES:
        if run.answer[rule] is not None:
            key = tuple(sorted(run.answer[rule]["choice"].items()))
            by_choice.setdefault(key, []).append(rule)
    titles = names_of(facts).options
    return [
        {
            "rule": rules[0],
            "rules": [Package.Origin(rule).label for rule in rules],
            "options": [titles[issue.key, dict(key)[issue.key]] for issue in facts.issues],
        }
        for key, rules in by_choice.items()
    ]


@require_POST
@signed_in
def packages_search(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "search_packages")
    form = SearchForm(request.POST)
    seconds = form.cleaned_data["seconds"] if form.is_valid() else SearchForm.LEAST
    try:
        with _alone():
            actions.search_packages(seen.table, by=request.user, seconds=seconds)
    except Refused as refusal:
        messages.error(request, sentence(refusal, wording))
    else:
        messages.success(request, _("The search is done; only those who facilitate see it."))
    return redirect(address("packages", seen))


@contextmanager
def _alone() -> Iterator[None]:
    """One search at a time in this process: its other threads go on answering pages."""
    if not SEARCHING.acquire(blocking=False):
        raise Refused("search_under_way")
    try:
        yield
    finally:
        SEARCHING.release()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def package_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a package on the table: one that a search found, or one put together here."""
    seen = admitted(request, slug, "propose_package")
    rule = request.GET.get("rule", "")
    runs = Run.objects.visible_to(request.user).filter(table=seen.table)
    run = runs.order_by("at").last() if rule in RULES else None
    choice = (run.answer[rule] or {}).get("choice", {}) if run else {}
    facts = outline_of(seen.table, seen.actors)
    data = request.POST if request.method == "POST" else None
    form = PackageForm(facts, data, choice=choice)

    def act(said: dict[str, Any]) -> None:
        is_as_found = run is not None and form.choice(said) == choice
        actions.propose_package(
            seen.table,
            form.choice(said),
            title=said["title"],
            run=run if is_as_found else None,
            language=said["language"],
            by=request.user,
        )

    return do(request, seen, _proposing(), form, act, then=address("packages", seen))


def _proposing() -> Deed:
    return Deed(
        heading=_("Put a package on the table"),
        button=_("Put it on the table"),
        done=_("The package is on the table."),
        says=_("Everybody who sees the table sees it. What it is worth to each party they do not."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def package_withdraw(request: HttpRequest, slug: str, package: UUID) -> HttpResponse:
    seen = admitted(request, slug, "withdraw_package")
    rows = Package.objects.visible_to(request.user).filter(table=seen.table)
    found = get_object_or_404(rows, pk=package)
    deed = Deed(
        _("Take a package off the table"),
        _("Take %(letter)s off") % {"letter": found.letter},
        _("The package is off the table; it stays on record."),
        says=_("It stays on record, and its letter is not used again."),
        button_look="grave",
    )
    return do(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: actions.withdraw_package(found, by=request.user),
        then=address("packages", seen),
        subject=". ".join(part for part in (found.letter, found.said("title").text) if part),
    )

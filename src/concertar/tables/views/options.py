"""Issues and options: what stands, what each costs, loads and moves; and the forms for it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concertar.kit.access import signed_in
from concertar.kit.texts import Authored, reading_language
from concertar.observatory.models import Indicator
from concertar.tables import actions
from concertar.tables.forms.options import (
    FallbackForm,
    IssueForm,
    OptionForm,
    TiesForm,
)
from concertar.tables.forms.plain import SureForm
from concertar.tables.models import Issue, Option
from concertar.tables.views.doing import Deed, do_in_list, sent
from concertar.tables.views.seen import admitted

FORM = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(FORM)
def issue_new(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "add_issue")
    indicators = Indicator.objects.visible_to(request.user)
    initial = {"language": reading_language()}
    form = IssueForm(sent(request), indicators=indicators, initial=initial)
    deed = Deed(
        _("Add an issue"),
        _("Add the issue"),
        _("The issue was added; going on as today is its first option."),
        says=_("One question that the table has to settle."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.add_issue(seen.table, by=request.user, **said)

    return do_in_list(request, seen, deed, form, act)


@signed_in
@require_http_methods(FORM)
def issue_change(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "change_issue")
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=key, table=seen.table)
    initial = {
        "title": issue.title,
        "language": issue.language,
        "affects": [str(one.pk) for one in issue.affects.all()],
    }
    indicators = Indicator.objects.visible_to(request.user)
    form = IssueForm(sent(request), indicators=indicators, initial=initial)
    deed = Deed(_("Change the issue"), _("Save"), _("The issue was changed."))

    def act(said: dict[str, Any]) -> None:
        kept = kept_translations(issue, said, "title")
        actions.change_issue(issue, translations=kept, by=request.user, **said)

    return do_in_list(request, seen, deed, form, act)


@signed_in
@require_http_methods(FORM)
def issue_remove(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "remove_issue")
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=key, table=seen.table)
    deed = Deed(
        _("Take an issue off the table"),
        _("Take it off with its options"),
        _("The issue is no longer on the table."),
        button_look="grave",
    )
    return do_in_list(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: actions.remove_issue(issue, by=request.user),
        subject=issue.said("title").text,
    )


@signed_in
@require_http_methods(FORM)
def issue_fallback(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "set_fallback")
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=key, table=seen.table)
    options = Option.objects.visible_to(request.user).filter(issue=issue, is_withdrawn=False)
    standing = list(options)
    today = next(one for one in standing if one.is_status_quo)
    initial = {"fallback": str(issue.fallback_id or today.pk)}
    form = FallbackForm(sent(request), options=standing, initial=initial)
    deed = Deed(
        _("If there is no agreement"),
        _("Save"),
        _("What holds without an agreement was noted."),
        says=_("Where going on as today breaks an adopted limit, another fallback is needed."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.set_fallback(issue, said["fallback"], by=request.user)

    return do_in_list(request, seen, deed, form, act, subject=issue.said("title").text)


@signed_in
@require_http_methods(FORM)
def option_new(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "add_option")
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=key, table=seen.table)
    form = OptionForm(sent(request), initial={"language": reading_language()})
    deed = Deed(
        _("Add an option"),
        _("Add the option"),
        _("The option was added."),
        says=_("One way to settle the issue. Whoever proposes it says so."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.add_option(issue, by=request.user, **said)

    return do_in_list(request, seen, deed, form, act, subject=issue.said("title").text)


@signed_in
@require_http_methods(FORM)
def option_change(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "change_option")
    option = option_of(request, seen.table.pk, key)
    initial = {name: getattr(option, name) for name in ("title", "description", "language")}
    form = OptionForm(sent(request), initial=initial)
    deed = Deed(_("Change the option"), _("Save"), _("The option was changed."))

    def act(said: dict[str, Any]) -> None:
        kept = kept_translations(option, said, "title", "description")
        actions.change_option(option, translations=kept, by=request.user, **said)

    return do_in_list(request, seen, deed, form, act)


@signed_in
@require_http_methods(FORM)
def option_withdraw(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "withdraw_option")
    option = option_of(request, seen.table.pk, key)
    deed = Deed(
        _("Withdraw an option"),
        _("Withdraw it"),
        _("The option was withdrawn."),
        says=_("It stays on record and nobody can choose it any more."),
        button_look="grave",
    )
    return do_in_list(
        request,
        seen,
        deed,
        SureForm(sent(request)),
        lambda _said: actions.withdraw_option(option, by=request.user),
        subject=option.said("title").text,
    )


@signed_in
@require_http_methods(FORM)
def option_ties(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = admitted(request, slug, "set_ties")
    option = option_of(request, seen.table.pk, key)
    others = Option.objects.visible_to(request.user).filter(issue__table=seen.table)
    others = others.exclude(issue=option.issue).filter(is_withdrawn=False).select_related("issue")
    initial = {
        "requires": [str(one.pk) for one in option.requires.all()],
        "excludes": [str(one.pk) for one in option.excludes.all()],
    }
    form = TiesForm(sent(request), options=others, initial=initial)
    deed = Deed(
        _("What goes together"),
        _("Save"),
        _("It was noted which options go together."),
        says=_("A circle of “only together” is fine: it means together."),
    )

    def act(said: dict[str, Any]) -> None:
        actions.set_ties(option, by=request.user, **said)

    return do_in_list(request, seen, deed, form, act, subject=option.said("title").text)


def option_of(request: HttpRequest, table: UUID, key: UUID) -> Option:
    options = Option.objects.visible_to(request.user).select_related("issue__table__forum")
    return get_object_or_404(options, pk=key, issue__table=table)


def kept_translations(thing: Authored, said: dict[str, Any], *fields: str) -> dict[str, Any]:
    """The translations of the texts that stay as they were; a changed text loses its own."""
    same = {name for name in fields if said[name] == getattr(thing, name)}
    return {
        language: {name: text for name, text in texts.items() if name in same}
        for language, texts in thing.translations.items()
        if language != said["language"]
    }

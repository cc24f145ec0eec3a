"""The questions of a table and what holds where they stay open."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext, override

from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.kit.texts import languages
from concertar.observatory.models import Indicator
from concertar.tables.actions.admission import admit
from concertar.tables.actions.texts import free_key, require_fit
from concertar.tables.models import Effect, Issue, Option, Table

MOST_ISSUES = 500  # what the engine reads


@transaction.atomic
def add_issue(
    table: Table,
    *,
    title: str,
    key: str = "",
    affects: Iterable[Indicator] = (),
    status_quo: str = "",
    status_quo_translations: Mapping[str, Any] | None = None,
    status_quo_key: str = "",
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Issue:
    """Ask one more question; going on as today is its first option, and stays one."""
    table = admit(by, "add_issue", table)
    known = list(table.issues.all())
    if any(issue.title == title.strip() for issue in known):
        raise Refused("issue_known")
    if len(known) >= MOST_ISSUES:
        raise Refused("too_many_issues", most=MOST_ISSUES)
    issue = Issue(
        table=table,
        key=_free(key or title, {issue.key for issue in known}, given=bool(key)),
        order=max((issue.order for issue in known), default=-1) + 1,
        title=title.strip(),
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(issue)
    issue.save(force_insert=True)
    issue.affects.set(affects)
    option = _status_quo(issue, status_quo.strip(), status_quo_translations, status_quo_key)
    require_fit(option)
    option.save(force_insert=True)
    journal.record(
        by, "tables.issue_added", issue,
        territory=table.forum.territory, channel=channel, table=table.pk,
    )  # fmt: skip
    return issue


@transaction.atomic
def change_issue(
    issue: Issue,
    *,
    title: str,
    affects: Iterable[Indicator],
    order: int | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Issue:
    table = admit(by, "change_issue", issue.table)
    issue = Issue.objects.get(pk=issue.pk)
    if table.issues.exclude(pk=issue.pk).filter(title=title.strip()).exists():
        raise Refused("issue_known")
    moved = list(affects)
    orphans = Effect.objects.filter(option__issue=issue).exclude(indicator__in=moved)
    if orphan := orphans.select_related("indicator").first():
        raise Refused("indicator_in_use", indicator=orphan.indicator.said("name").text)
    issue.title, issue.language = title.strip(), language
    issue.translations = dict(translations or {})
    issue.order = issue.order if order is None else order
    require_fit(issue)
    issue.save(update_fields=["title", "language", "translations", "order"])
    issue.affects.set(moved)
    journal.record(
        by, "tables.issue_changed", issue,
        territory=table.forum.territory, channel=channel, table=table.pk,
    )  # fmt: skip
    return issue


@transaction.atomic
def remove_issue(issue: Issue, *, by: Visitor, channel: str = "web") -> None:
    """Take a question off the table, unless a score, a package or a text speaks of it."""
    table = admit(by, "remove_issue", issue.table)
    key = issue.pk
    try:
        with transaction.atomic():
            Issue.objects.filter(pk=key).update(fallback=None)
            Option.objects.filter(issue=key).delete()
            Issue.objects.filter(pk=key).delete()
    except models.ProtectedError as trouble:
        raise Refused("issue_in_use") from trouble
    journal.record(
        by, "tables.issue_removed", table,
        territory=table.forum.territory, channel=channel, issue=key,
    )  # fmt: skip


@transaction.atomic
def set_fallback(
    issue: Issue, option: Option | None, *, by: Visitor, channel: str = "web"
) -> Issue:
    """Say what holds for this question if there is no agreement; None: going on as today."""
    table = admit(by, "set_fallback", issue.table)
    issue = Issue.objects.get(pk=issue.pk)
    if option is not None:
        option = Option.objects.get(pk=option.pk)
        if option.issue_id != issue.pk:
            raise Refused("option_of_another_issue")
        if option.is_withdrawn:
            raise Refused("option_withdrawn")
    issue.fallback = None if option is None or option.is_status_quo else option
    issue.save(update_fields=["fallback"])
    journal.record(
        by, "tables.fallback_set", issue,
        territory=table.forum.territory, channel=channel, option=issue.fallback_id,
    )  # fmt: skip
    return issue


def _free(words: str, taken: set[str], *, given: bool) -> str:
    """A key made of the title gives way to those there are; one that was chosen does not."""
    if given and words in taken:
        raise Refused("key_taken")
    return words if given else free_key(words, taken)


def _status_quo(
    issue: Issue, title: str, translations: Mapping[str, Any] | None, key: str
) -> Option:
    said = {}
    for language in languages():
        with override(language):
            said[language] = gettext("Go on as today")
    made = {code: {"title": words} for code, words in said.items() if code != issue.language}
    return Option(
        issue=issue,
        key=key or "as-today",
        title=title or said[issue.language],
        is_status_quo=True,
        language=issue.language,
        translations=dict(translations or {}) if title else made,
    )

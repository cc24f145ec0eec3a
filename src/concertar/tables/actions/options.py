"""The options of an issue, and which come only together or never together."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from concertar.fora import rules as fora_rules
from concertar.kit import journal
from concertar.kit.access import Forbidden, Refused, Visitor
from concertar.tables import rules
from concertar.tables.actions.admission import admit
from concertar.tables.actions.texts import free_key, require_fit
from concertar.tables.models import Actor, Issue, Option, Table
from concertar.tables.ties import clash

MOST_OPTIONS = 200  # of one issue; what the engine reads


@transaction.atomic
def add_option(
    issue: Issue,
    *,
    title: str,
    description: str = "",
    key: str = "",
    proposed_by: Actor | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Option:
    """Add a way to settle the issue. A delegate's option is proposed by the own seat."""
    table = admit(by, "add_option", issue.table)
    proposed_by = _proposer(table, proposed_by, by)
    known = list(Option.objects.filter(issue=issue))
    if any(option.title == title.strip() for option in known):
        raise Refused("option_known")
    if len(known) >= MOST_OPTIONS:
        raise Refused("too_many_options", most=MOST_OPTIONS)
    taken = {option.key for option in known}
    if key in taken:
        raise Refused("key_taken")
    option = Option(
        issue=issue,
        key=key or free_key(title, taken),
        order=max((option.order for option in known), default=-1) + 1,
        title=title.strip(),
        description=description.strip(),
        proposed_by=proposed_by,
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(option)
    option.save(force_insert=True)
    journal.record(
        by, "tables.option_added", option,
        on_behalf_of=proposed_by.seat.institution if proposed_by else None,
        territory=table.forum.territory, channel=channel, table=table.pk,
    )  # fmt: skip
    return option


@transaction.atomic
def change_option(
    option: Option,
    *,
    title: str,
    description: str = "",
    order: int | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Option:
    table, option = _locked(option, "change_option", by)
    others = Option.objects.filter(issue=option.issue_id).exclude(pk=option.pk)
    if others.filter(title=title.strip()).exists():
        raise Refused("option_known")
    option.title, option.description = title.strip(), description.strip()
    option.language, option.translations = language, dict(translations or {})
    option.order = option.order if order is None else order
    require_fit(option)
    option.save(update_fields=["title", "description", "language", "translations", "order"])
    journal.record(
        by, "tables.option_changed", option,
        territory=table.forum.territory, channel=channel, table=table.pk,
    )  # fmt: skip
    return option


@transaction.atomic
def withdraw_option(option: Option, *, by: Visitor, channel: str = "web") -> Option:
    """Set an option aside; it stays on record. Going on as today is never withdrawn."""
    table, option = _locked(option, "withdraw_option", by)
    if option.is_status_quo:
        raise Refused("status_quo_stays")
    if option.is_withdrawn:
        return option
    if Issue.objects.filter(fallback=option).exists():
        raise Refused("option_is_fallback")
    if needing := option.required_by.filter(is_withdrawn=False).first():
        raise Refused("option_is_required", option=needing.said("title").text)
    option.is_withdrawn = True
    option.save(update_fields=["is_withdrawn"])
    journal.record(
        by, "tables.option_withdrawn", option,
        territory=table.forum.territory, channel=channel, table=table.pk,
    )  # fmt: skip
    return option


@transaction.atomic
def set_requires(
    option: Option, others: Iterable[Option], *, by: Visitor, channel: str = "web"
) -> Option:
    """Say with which other options this one comes only together."""
    return _tie(option, list(others), "requires", by, channel)


@transaction.atomic
def set_excludes(
    option: Option, others: Iterable[Option], *, by: Visitor, channel: str = "web"
) -> Option:
    """Say with which other options this one never comes together; it holds both ways."""
    return _tie(option, list(others), "excludes", by, channel)


@transaction.atomic
def set_ties(
    option: Option,
    *,
    requires: Iterable[Option],
    excludes: Iterable[Option],
    by: Visitor,
    channel: str = "web",
) -> Option:
    """Both at once, as one form says them: they are checked together, all or nothing."""
    excluded = list(excludes)
    _tie(option, [], "excludes", by, channel)
    _tie(option, list(requires), "requires", by, channel)
    return _tie(option, excluded, "excludes", by, channel)


def _tie(option: Option, others: list[Option], how: str, by: Visitor, channel: str) -> Option:
    table, option = _locked(option, "set_ties", by)
    for other in others:
        if other.issue.table_id != table.pk:
            raise Refused("option_of_another_table")
        if other.issue_id == option.issue_id:
            raise Refused("tie_on_own_issue")
        if other.is_withdrawn:
            raise Refused("option_withdrawn")
    getattr(option, how).set(others)
    _require_no_clash(table)
    journal.record(
        by, "tables.options_tied", option,
        territory=table.forum.territory, channel=channel,
        how=how, others=[other.pk for other in others],
    )  # fmt: skip
    return option


def _require_no_clash(table: Table) -> None:
    options = Option.objects.filter(issue__table=table).prefetch_related("requires", "excludes")
    known = {option.pk: option for option in options}
    found = clash(
        {key: option.issue_id for key, option in known.items()},
        {key: {one.pk for one in option.requires.all()} for key, option in known.items()},
        [{key, one.pk} for key, option in known.items() for one in option.excludes.all()],
    )
    if found:
        one, other = (known[key].said("title").text for key in found)
        raise Refused("ties_clash", one=one, other=other)


def _proposer(table: Table, proposed_by: Actor | None, by: Visitor) -> Actor | None:
    if proposed_by is not None and proposed_by.table_id != table.pk:
        raise Refused("actor_of_another_table")
    if fora_rules.may_facilitate(by, table.forum):
        return proposed_by
    own = rules.own_actors(by, table).select_related("seat__institution")
    seat = own.filter(pk=proposed_by.pk).first() if proposed_by else own.first()
    if seat is None:
        raise Forbidden("speaks_for")
    if seat.is_empty_chair:
        raise Refused("chair_is_empty")
    return seat


def _locked(option: Option, verb: str, by: Visitor) -> tuple[Table, Option]:
    table = admit(by, verb, option.issue.table)
    return table, Option.objects.select_related("issue").get(pk=option.pk)

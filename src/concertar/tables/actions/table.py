"""The table itself: prepared, its rule declared, opened with a frozen charter."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from concertar.fora.models import Constituency, Forum
from concertar.kit import canonical, clock, journal, search
from concertar.kit.access import Refused, Visitor, require
from concertar.tables import charter, rules
from concertar.tables.actions.admission import OFF_THE_SITE, admit, day_of_act
from concertar.tables.actions.texts import free_key, require_fit
from concertar.tables.models import Actor, Charter, Step, Table
from concertar.tables.models.table import Publishes, State

RESERVED_SLUGS = ("new",)
LONGEST_SLUG = 80
LEAST_PARTIES = 2
WORDS = ("title", "question", "problem", "meets_at", "empty_chairs_note")
BOUND = frozenset({"title", "question"})  # what the charter names does not change after it


@transaction.atomic
def prepare_table(
    forum: Forum,
    *,
    title: str,
    question: str,
    problem: str,
    slug: str = "",
    decides_by: datetime | None = None,
    meets_at: str = "",
    parent: Table | None = None,
    empty_chairs_note: str = "",
    is_illustrative: bool = False,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Table:
    """Prepare a table of the forum; until it opens only its facilitators see it."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(rules.may_prepare, by, forum)
    if not slug:
        taken = {*Table.objects.values_list("slug", flat=True), *RESERVED_SLUGS}
        slug = free_key(title, taken, longest=LONGEST_SLUG)
    if slug in RESERVED_SLUGS:
        raise Refused("slug_taken")
    same = Table.objects.filter(forum=forum, state=State.DRAFT, title=title.strip())
    if same.filter(question=question.strip()).exists():
        raise Refused("table_known")
    if channel not in OFF_THE_SITE:
        _require_to_come(decides_by)
    table = Table(
        forum=forum,
        slug=slug,
        title=title.strip(),
        question=question.strip(),
        problem=problem.strip(),
        decides_by=decides_by,
        meets_at=meets_at.strip(),
        parent=_fit_parent(None, parent),
        empty_chairs_note=empty_chairs_note.strip(),
        is_illustrative=is_illustrative or forum.is_illustrative,
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(table)
    try:
        with transaction.atomic():
            table.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("slug_taken") from clash
    search.index(table)
    journal.record(by, "tables.table_prepared", table, territory=forum.territory, channel=channel)
    return table


@transaction.atomic
def change_table(table: Table, *, by: Visitor, channel: str = "web", **changes: Any) -> Table:
    """Change what the table says of itself: words, day, place, what it refers to.

    `changes` are the names of WORDS, and decides_by, parent, language and translations. What the
    charter names stays as it was once the table has opened.
    """
    table = admit(by, "change_table", table)
    if unknown := set(changes) - {*WORDS, "decides_by", "parent", "language", "translations"}:
        raise TypeError(f"a table has no {sorted(unknown)} to change")
    changed = []
    for name, given in changes.items():
        value: Any = given.strip() if isinstance(given, str) else given
        if value == getattr(table, name):
            continue
        if name in BOUND and table.state != State.DRAFT:
            raise Refused("charter_is_frozen")
        if name == "decides_by" and channel not in OFF_THE_SITE:
            _require_to_come(value)
        setattr(table, name, _fit_parent(table, value) if name == "parent" else value)
        changed.append(name)
    require_fit(table)
    if not changed:
        return table
    table.save(update_fields=changed)
    search.index(table)
    journal.record(
        by,
        "tables.table_changed",
        table,
        territory=table.forum.territory,
        channel=channel,
        fields=sorted(changed),
    )
    return table


@transaction.atomic
def declare_rule(
    table: Table,
    *,
    publishes: str = Publishes.NOTHING,
    required_constituencies: Iterable[Constituency] = (),
    least_signatures: int = LEAST_PARTIES,
    may_reserve: bool = True,
    currency: str = "PEN",
    by: Visitor,
    channel: str = "web",
) -> Table:
    """Say, before the table opens, when its agreement will stand and what will be published."""
    table = admit(by, "declare_rule", table)
    sides = list(required_constituencies)
    if any(side.forum_id != table.forum_id for side in sides):
        raise Refused("constituency_of_another_forum")
    if least_signatures < LEAST_PARTIES:
        raise Refused("too_few_signatures", least=LEAST_PARTIES)
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise Refused("currency_unknown")
    table.publishes, table.least_signatures = publishes, least_signatures
    table.may_reserve, table.currency = may_reserve, currency
    require_fit(table)
    table.save(update_fields=["publishes", "least_signatures", "may_reserve", "currency"])
    table.required_constituencies.set(sides)
    journal.record(
        by, "tables.rule_declared", table, territory=table.forum.territory, channel=channel
    )
    return table


@transaction.atomic
def open_table(
    table: Table, *, by: Visitor, on: date | None = None, channel: str = "web"
) -> Charter:
    """Open the table: from now on everybody sees it, and its charter never changes."""
    table = admit(by, "open_table", table)
    day = day_of_act(table.forum, on, channel)
    for obstacle in obstacles_to_opening(table, day):
        raise obstacle
    text = canonical.text_of(charter.charter_of(table))
    frozen = Charter(table=table, text=text, sha256=canonical.sha256_of(text))
    frozen.save(force_insert=True)
    step = Step(
        table=table, before=table.state, after=State.OPEN, day=day, channel=channel,
        taken_by_id=by.pk,
    )  # fmt: skip
    step.save(force_insert=True)
    table.state = State.OPEN
    table.save(update_fields=["state"])
    search.index(table)
    journal.record(
        by,
        "tables.table_opened",
        table,
        territory=table.forum.territory,
        channel=channel,
        sha256=frozen.sha256,
    )
    return frozen


def obstacles_to_opening(table: Table, day: date) -> list[Refused]:
    """Everything that keeps the table from opening: above all a rule that nobody could meet."""
    actors = list(
        Actor.objects.filter(table=table).select_related("seat__institution", "seat__constituency")
    )
    present = [actor for actor in actors if not actor.is_empty_chair]
    sides = {actor.seat.constituency_id for actor in present}
    found = []
    if table.decides_by is None or _is_over(table.decides_by, table.forum, day):
        found.append(Refused("decides_by_missing"))
    if len(present) < LEAST_PARTIES:
        found.append(Refused("too_few_parties", least=LEAST_PARTIES))
    found += [
        Refused("constituency_without_seat", constituency=side.name)
        for side in table.required_constituencies.all()
        if side.pk not in sides
    ]
    if table.least_signatures > len(present):
        found.append(Refused("more_signatures_than_parties", parties=len(present)))
    found += [
        Refused("seat_closed", institution=actor.seat.institution.name)
        for actor in present
        if actor.seat.starts > day or (actor.seat.ends and actor.seat.ends < day)
    ]
    if len(present) < len(actors) and not table.empty_chairs_note:
        found.append(Refused("empty_chairs_unsaid"))
    return found


def _is_over(moment: datetime, forum: Forum, day: date) -> bool:
    """Whether the moment has passed on the day; of today, whether it has passed now."""
    if day == forum.today():
        return moment <= clock.database_now()
    return forum.day_of(moment) < day


def _require_to_come(moment: datetime | None) -> None:
    if moment is not None and moment <= clock.database_now():
        raise Refused("decides_by_past")


def _fit_parent(table: Table | None, parent: Table | None) -> Table | None:
    """The table referred to, unless it refers back to this one however far up."""
    above, seen = parent, set()
    while above is not None:
        if (table is not None and above.pk == table.pk) or above.pk in seen:
            raise Refused("refers_in_a_circle")
        seen.add(above.pk)
        above = above.parent
    return parent

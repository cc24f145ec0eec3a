"""The text frozen for signature, under a hash; and taken back, with a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from concertar.agreements import canonical, rules
from concertar.agreements.actions.drafts import journalled, open_draft, require_settled
from concertar.agreements.models import Agreement, AuthenticText, Commitment, Draft
from concertar.kit import journal, search
from concertar.kit.access import Refused, Visitor
from concertar.tables.actions import (
    admit,
    day_of_act,
    packages_of_old_figures,
    packages_of_old_sheets,
    take_step,
)
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Charter, Option, Package, Table
from concertar.tables.models.table import State


@transaction.atomic
def freeze_text(
    draft: Draft,
    *,
    place: str = "",
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
) -> Agreement:
    """Close the draft and open it for signature: one authentic text, its translations as annexes.

    Nothing is frozen while a criticism waits for its answer, a text stands aside, or a commitment
    could not be checked.
    """
    draft = open_draft(draft, "freeze_text", by)
    table = draft.table
    day = day_of_act(table.forum, on, channel)
    charter = Charter.objects.filter(table=table).first()
    if charter is None:
        raise Refused("table_without_charter")
    content = canonical.content_of(draft)
    lapsed = _lapsed(packages_of_old_figures(table))
    for obstacle in (*obstacles_to_freezing(content), *lapsed):
        raise obstacle
    number = _next_number(table)
    agreement = Agreement(
        slug=f"{table.slug}-{number}", table=table, draft=draft, number=number, frozen_on=day,
        place=place.strip(),
    )  # fmt: skip
    require_fit(agreement)
    _write(agreement, content, charter)
    take_step(
        table, State.SIGNING, by=by, on=on, channel=channel, rule=rules.rule_of("freeze_text")
    )
    sha256 = agreement.texts.get(is_translation=False).sha256
    facts = {"sha256": sha256, "draft": draft.number, **journalled(draft, channel)}
    journal.record(by, "agreements.text_frozen", agreement, **facts)
    return agreement


@transaction.atomic
def withdraw_text(
    agreement: Agreement,
    *,
    to: str = State.DRAFTING,
    reason: str,
    by: Visitor,
    on: date | None = None,
    channel: str = "web",
    language: str = "es",
) -> Agreement:
    """Take a text back before it stands. Its signatures stay on record and bind nothing."""
    table, agreement = signing_of(agreement, "withdraw_text", by)
    if day_of_act(table.forum, on, channel) < agreement.frozen_on:
        raise Refused("withdrawn_before_frozen")
    take_step(
        table, to, by=by, on=on, channel=channel, reason=reason, language=language,
        rule=rules.rule_of("withdraw_text"),
    )  # fmt: skip
    agreement.status = Agreement.Status.WITHDRAWN
    agreement.save(update_fields=["status"])
    facts: dict[str, Any] = {"back_to": str(to), "signatures": agreement.signatures.count()}
    journal.record(
        by, "agreements.text_withdrawn", agreement, **facts, **journalled(agreement.draft, channel)
    )
    return agreement


def obstacles_to_freezing(content: canonical.Content) -> list[Refused]:
    """What keeps a draft from being frozen, each with what it speaks of.

    All but figures that changed after a search, which are only read when it is frozen.
    """
    found, draft = [], content.draft
    if not content.clauses:
        found.append(Refused("text_without_clauses"))
    found += _obstacles_of_package(content)
    found += _lapsed(packages_of_old_sheets(draft.table))
    try:
        require_settled(draft)
    except Refused as unsettled:
        found.append(unsettled)
    for promise in content.promises:
        if promise.lacks:
            labels = [_label_of(name) for name in promise.lacks]
            lacks = ", ".join(labels)
            found.append(Refused("commitment_uncheckable", number=promise.number, lacks=lacks))
        if promise.responsible.is_empty_chair:
            found.append(Refused("commitment_of_empty_chair", number=promise.number))
    if unsaid := canonical.unsaid_in(content, draft.language):
        found.append(Refused("text_in_two_languages", part=str(unsaid[0])))
    return found


def _obstacles_of_package(content: canonical.Content) -> list[Refused]:
    """A text writes out a package that is on the table, and cites no option it does not take."""
    package = content.draft.package
    if package is None:
        return []
    if package.is_withdrawn:
        return [Refused("package_off_the_table", letter=package.letter)]
    takes = Exists(package.choices.filter(option=OuterRef("pk")))
    options = Option.objects.filter(issue__table=package.table_id).annotate(is_taken=takes)
    taken = {one.pk: one for one in options if one.is_taken}
    settled = {one.issue_id for one in taken.values() if not one.is_withdrawn}
    if settled != {one.issue_id for one in options}:
        return [Refused("package_outdated", letter=package.letter)]
    return [
        Refused(
            "option_not_taken", number=clause.order, option=option.said("title").text,
            letter=package.letter,
        )
        for clause in content.clauses
        for option in clause.options.all()
        if option.pk not in taken
    ]  # fmt: skip


def _lapsed(packages: Sequence[Package]) -> list[Refused]:
    """What stands publishes what the packages on the table are worth: it is to be so."""
    letters = ", ".join(one.letter for one in packages)
    return [Refused("packages_lapsed", letters=letters)] if letters else []


def signing_of(agreement: Agreement, verb: str, by: Visitor) -> tuple[Table, Agreement]:
    """The table, locked, and its agreement, if this person may do it and it is open to sign."""
    locked = Agreement.objects.select_related("draft", "table")
    known = locked.get(pk=agreement.pk)
    if known.status == Agreement.Status.WITHDRAWN:
        raise Refused("text_withdrawn")
    table = admit(by, verb, known.table, verbs=rules.VERBS)
    known = locked.get(pk=agreement.pk)  # again, now that nobody else can change it
    known.table = known.draft.table = table
    if known.status != Agreement.Status.SIGNING:
        raise Refused("agreement_not_signing")
    return table, known


def _label_of(name: str) -> str:
    """What a field of a commitment is called."""
    label = Commitment._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return str(label)


def _next_number(table: Table) -> int:
    last = Agreement.objects.filter(table=table).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _write(agreement: Agreement, content: canonical.Content, charter: Charter) -> None:
    """The agreement, its text in every language it is whole in, and its commitments."""
    seal = canonical.Seal(
        agreement=agreement.slug, number=agreement.number, charter=charter.sha256,
        place=agreement.place, frozen_on=agreement.frozen_on,
    )  # fmt: skip
    draft = content.draft
    original = canonical.authentic(content, seal)
    annexes = [
        canonical.translation(content, seal, code, original)
        for code, _name in settings.LANGUAGES
        if code != draft.language and not canonical.unsaid_in(content, code)
    ]
    agreement.save(force_insert=True)
    for frozen in (original, *annexes):
        AuthenticText.objects.create(
            agreement=agreement, language=frozen.language, is_translation=frozen is not original,
            text=frozen.text, sha256=frozen.sha256,
        )  # fmt: skip
    draft.state = Draft.State.FROZEN
    draft.save(update_fields=["state"])
    draft.commitments.update(agreement=agreement)
    search.index(draft)

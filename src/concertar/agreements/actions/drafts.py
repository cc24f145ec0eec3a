"""The single text begun and named: one open draft a table; a later one copies an earlier."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from concertar.agreements import rules
from concertar.agreements.models import Clause, ClauseVersion, Commitment, Criticism, Draft
from concertar.kit import journal, search
from concertar.kit.access import Refused, Visitor
from concertar.tables.actions import admit
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Package, Table

CHANGED = ("title", "preamble", "package", "translations")


@transaction.atomic
def begin_draft(
    table: Table,
    *,
    title: str = "",
    preamble: str = "",
    package: Package | None = None,
    copy_of: Draft | None = None,
    language: str = "",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Draft:
    """Begin a text, empty or as a copy of an earlier one; the copied one is set aside if open."""
    table = admit(by, "begin_draft", table, verbs=rules.VERBS)
    if copy_of is not None:
        copy_of = _source(table, copy_of)
    _close_open_draft(table, copy_of)
    last = Draft.objects.filter(table=table).aggregate(last=Max("number"))["last"] or 0
    draft = Draft(
        table=table,
        number=last + 1,
        title=(title or (copy_of.title if copy_of else table.title)).strip(),
        preamble=(preamble or (copy_of.preamble if copy_of else "")).strip(),
        package=package or (copy_of.package if copy_of else None),
        language=language or (copy_of.language if copy_of else table.language),
        translations=dict(_inherited(translations, copy_of)),
    )
    _require_package(draft)
    require_fit(draft)
    draft.save(force_insert=True)
    if copy_of is not None:
        _copy_content(copy_of, draft, by)
    facts: dict[str, Any] = {"number": draft.number, "copy_of": copy_of.pk if copy_of else None}
    journal.record(by, "agreements.draft_begun", draft, **facts, **journalled(draft, channel))
    return draft


@transaction.atomic
def change_draft(
    draft: Draft, *, base: str = "", by: Visitor, channel: str = "web", **changes: Any
) -> Draft:
    """Change title, preamble, package or translations. `base` is the `stamp` the writer read."""
    draft = open_draft(draft, "change_draft", by)
    if unknown := set(changes) - set(CHANGED):
        raise TypeError(f"a draft has no {sorted(unknown)} to change")
    if base and base != draft.stamp():
        raise Refused("draft_changed")
    before = draft.stamp()
    for name, value in changes.items():
        setattr(draft, name, value.strip() if isinstance(value, str) else value)
    _require_package(draft)
    require_fit(draft)
    if draft.stamp() == before:
        return draft
    draft.save()
    journal.record(by, "agreements.draft_changed", draft, **journalled(draft, channel))
    return draft


# ---- what every verb about a draft asks first ---------------------------------------------------


def open_draft(draft: Draft, verb: str, by: Visitor, **asked: Any) -> Draft:
    """The draft, its table locked, if this person may do it now and the draft is being written."""
    table = admit(by, verb, draft.table, verbs=rules.VERBS, **asked)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.table = table
    if draft.state != Draft.State.OPEN:
        raise Refused("draft_not_open")
    return draft


def require_settled(draft: Draft) -> None:
    """Every criticism answered and every text that stood aside merged: else something is lost."""
    unanswered = Criticism.objects.filter(clause__draft=draft).unanswered().count()
    if unanswered:
        raise Refused("criticisms_unanswered", count=unanswered)
    aside = ClauseVersion.objects.filter(clause__draft=draft).waiting_aside()
    if found := aside.select_related("clause").first():
        raise Refused("clauses_unmerged", number=found.clause.order)


def journalled(draft: Draft, channel: str) -> dict[str, Any]:
    return {"territory": draft.table.forum.territory, "channel": channel}


# ---- one draft after another --------------------------------------------------------------------


def _source(table: Table, copy_of: Draft) -> Draft:
    found = Draft.objects.filter(pk=copy_of.pk, table=table).select_related("package").first()
    if found is None:
        raise Refused("draft_of_another_table")
    found.table = table
    return found


def _close_open_draft(table: Table, copy_of: Draft | None) -> None:
    """An open draft gives way only to its own copy, once everything said of it is settled."""
    opened = Draft.objects.select_for_update().filter(table=table, state=Draft.State.OPEN).first()
    if opened is None:
        return
    if copy_of is None or copy_of.pk != opened.pk:
        raise Refused("draft_already_open", number=opened.number)
    require_settled(opened)
    opened.state = Draft.State.SET_ASIDE
    opened.save(update_fields=["state"])


def _inherited(translations: Mapping[str, Any] | None, copy_of: Draft | None) -> Mapping[str, Any]:
    return translations or (copy_of.translations if copy_of else {})


def _require_package(draft: Draft) -> None:
    package = draft.package
    if package is not None and package.table_id != draft.table_id:
        raise Refused("package_of_another_table")


def _copy_content(source: Draft, draft: Draft, by: Visitor) -> None:
    """Clauses and commitments again, each naming the one it was copied from."""
    copies: dict[Any, Clause] = {}
    standing = source.clauses.filter(is_removed=False).order_by("order")
    for number, before in enumerate(standing.prefetch_related("options", "limits"), 1):
        clause = Clause(
            draft=draft, order=number, heading=before.heading, text=before.text,
            language=before.language, translations=before.translations, derived_from=before,
            translated_on={
                code: 0 if before.is_outdated_in(code) else 1 for code in before.translations
            },
        )  # fmt: skip
        clause.save(force_insert=True)
        clause.options.set(before.options.all())
        clause.limits.set(before.limits.all())
        ClauseVersion.objects.create(
            clause=clause, number=1, based_on=0, heading=clause.heading, text=clause.text,
            language=clause.language, translations=clause.translations, origins=before.origins,
            written_by_id=by.pk,
        )  # fmt: skip
        copies[before.pk] = clause
    for promise in source.commitments.prefetch_related("supporting"):
        _copy_commitment(promise, draft, copies.get(promise.clause_id))


def _copy_commitment(before: Commitment, draft: Draft, clause: Clause | None) -> None:
    same = (
        "number", "deliverable", "responsible_id", "due", "funding", "legal_act",
        "legal_reference", "indicator_id", "baseline", "target", "language", "translations",
    )  # fmt: skip
    copied = Commitment(draft=draft, clause=clause, derived_from=before)
    for name in same:
        setattr(copied, name, getattr(before, name))
    copied.save(force_insert=True)
    copied.supporting.set(before.supporting.all())
    search.index(copied)

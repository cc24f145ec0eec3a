"""Bringing the facts of a folder in, all of them or none."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, models, transaction

from concertar.kit import journal, search
from concertar.kit.access import Refused, Visitor, require
from concertar.kit.imports import FileRefused, Table
from concertar.kit.plans import Fate, Outcome
from concertar.network import rules
from concertar.network.fates import (
    Report,
    Rows,
    SheetPlan,
    outwards,
    path_of,
    planned,
    present_rows,
    read_folder,
)
from concertar.network.models import Territory
from concertar.network.sheets import SHEETS, Sheet

FORUM = Path(__file__).parent.parent / "data"
CHUNK = 500

Progress = Callable[[str, int, int], None]  # what is being loaded, rows done, rows in all


def load_forum(
    folder: Path = FORUM,
    *,
    by: Visitor,
    is_trial: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Bring the facts of a folder in: all of them, or none and a sentence for each fault.

    Loading again changes only what the files changed. A trial tells every row's fate, refused
    ones among them, and writes nothing. Raises FileRefused with its sentences.
    """
    require(rules.may_load, by)
    tables = read_folder(folder)  # read and hash: the slow part holds no lock
    if is_trial:
        return Report(_plans(tables), is_trial=True)
    try:
        return _load(tables, by=by, progress=progress)
    except IntegrityError as clash:
        raise Refused("data_changed_meanwhile") from clash


def _plans(tables: Mapping[str, Table]) -> tuple[SheetPlan, ...]:
    present = {sheet.name: present_rows(sheet) for sheet in SHEETS}
    keys = {
        sheet.name: {
            *present[sheet.name],
            *(sheet.key_of(line.values) for line in tables[sheet.name].lines if not line.problem),
        }
        for sheet in SHEETS
    }
    return tuple(planned(sheet, tables[sheet.name], present[sheet.name], keys) for sheet in SHEETS)


def _digest(tables: Mapping[str, Table]) -> str:
    """The hash of all that was read, by which the journal says what was loaded."""
    whole = "".join(tables[sheet.name].digest for sheet in SHEETS)
    return hashlib.sha256(whole.encode()).hexdigest()


@transaction.atomic
def _load(tables: Mapping[str, Table], *, by: Visitor, progress: Progress | None) -> Report:
    require(rules.may_load, by)
    report = Report(_plans(tables), is_trial=False)
    if report.problems:
        raise FileRefused(*report.problems)

    total = sum(len(one.plan.fates) for one in report.plans)
    done = 0
    for one in report.plans:
        _write(one.sheet, one.plan.fates)
        done += len(one.plan.fates)
        if progress is not None:
            progress(str(one.sheet.label), done, total)
    if report.total("created") or report.total("changed"):
        search.rebuild()  # a name stands in the entries of others, too
        facts: dict[str, Any] = {
            f"{fate}_rows": report.total(fate) for fate in ("created", "changed", "unchanged")
        }
        journal.record(by, "network.forum_loaded", None, digest=_digest(tables), **facts)
    return report


def _write(sheet: Sheet, fates: Iterable[Fate]) -> None:
    """Write what the fates of one sheet say."""
    table = sheet.model._default_manager
    created = [fate for fate in fates if fate.outcome == Outcome.CREATED]
    changed = [fate for fate in fates if fate.outcome == Outcome.CHANGED]
    if not created and not changed:
        return

    ids = _ids(sheet)
    rows = {fate.key: sheet.model() for fate in created}
    ids.setdefault(sheet.name, {}).update({key: row.pk for key, row in rows.items()})
    if changed:
        rows |= _present(sheet)
    for fate in (*created, *changed):
        _fill(sheet, rows[fate.key], fate.values, ids)
    table.bulk_create([rows[fate.key] for fate in created], batch_size=CHUNK)
    if changed:
        names = {change.name for fate in changed for change in fate.changes}
        columns = sorted(names - {*sheet.refers_to_many})
        if columns:  # else only what they refer to many of changed
            table.bulk_update([rows[fate.key] for fate in changed], columns, CHUNK)
    for name, other in sheet.refers_to_many.items():
        for fate in (*created, *changed):
            getattr(rows[fate.key], name).set([ids[other][key] for key in fate.values[name]])
    if sheet.model is Territory and changed:
        _straighten_paths()


def _ids(sheet: Sheet) -> dict[str, dict[Hashable, Any]]:
    """The ids of all that the sheet refers to, by sheet and key."""
    nouns = {other.name: other.model for other in SHEETS}
    names = {*sheet.refers.values(), *sheet.refers_to_many.values()}
    return {name: dict(nouns[name]._default_manager.values_list("slug", "pk")) for name in names}


def _present(sheet: Sheet) -> dict[Hashable, models.Model]:
    """The rows that are there, locked, by the key that the sheet knows them by."""
    references = [name for name in sheet.key if name in sheet.refers]
    found = sheet.model._default_manager.select_related(*references).select_for_update(of=("self",))

    def key_of(row: models.Model) -> Hashable:
        parts = {name: getattr(row, name) for name in sheet.key}
        return sheet.key_of({n: p.slug if n in references else p for n, p in parts.items()})

    return {key_of(row): row for row in found}


def _fill(
    sheet: Sheet,
    row: models.Model,
    values: Mapping[str, Any],
    ids: Mapping[str, Mapping[Hashable, Any]],
) -> None:
    for name, value in values.items():
        if name in sheet.refers:
            setattr(row, f"{name}_id", ids[sheet.refers[name]].get(value))
        elif name not in sheet.refers_to_many:
            setattr(row, name, value)


def _straighten_paths() -> None:
    """Lead the paths of all that lies in a place that moved through its new surroundings."""
    places = {place.slug: place for place in Territory.objects.select_related("parent")}
    inside: Rows = {
        key: {"parent": one.parent.slug if one.parent else ""} for key, one in places.items()
    }
    astray = []
    for key, place in places.items():
        path = path_of(outwards(key, inside, "parent"))
        if place.path != path:
            place.path = path
            astray.append(place)
    Territory.objects.bulk_update(astray, ["path"], CHUNK)

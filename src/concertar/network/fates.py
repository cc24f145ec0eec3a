"""What the sheets of a folder would change, told row by row before anything is written."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils.translation import gettext

from concertar.kit import plans
from concertar.kit.cells import nearest
from concertar.kit.imports import FileRefused, Line, Table, placed, read_csv
from concertar.network.columns import ORIGINAL, TRANSLATION
from concertar.network.models import Territory
from concertar.network.sheets import SHEETS, Sheet, Values

Key = Hashable
Rows = Mapping[Key, Mapping[str, Any]]
Holders = Mapping[tuple[str, Hashable], tuple[int, Key]]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The fate of every row of one sheet."""

    sheet: Sheet
    plan: plans.Plan


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did, or on trial would do: created, changed, unchanged, refused, by kind."""

    plans: tuple[SheetPlan, ...]
    is_trial: bool

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """`{"places": {"created": 47, "changed": 0, "unchanged": 0, "refused": 0}, ...}`"""
        return {one.sheet.name: one.plan.counts for one in self.plans}

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence for every refused row, with its file, line and column."""
        return tuple(problem for one in self.plans for problem in one.plan.problems)

    @property
    def summary(self) -> tuple[str, ...]:
        return tuple(one.plan.summary for one in self.plans)

    def total(self, outcome: str) -> int:
        return sum(counts[outcome] for counts in self.counts.values())


def read_folder(folder: Path) -> dict[str, Table]:
    """Every sheet of a folder; all that is wrong with the form of any of them, at once."""
    tables: dict[str, Table] = {}
    faults: list[str] = []
    for sheet in SHEETS:
        try:
            tables[sheet.name] = read_csv(folder / sheet.file, sheet.columns)
        except FileRefused as refusal:
            faults += refusal.sentences
    if faults:
        raise FileRefused(*faults)
    return {sheet.name: _as_values(sheet, tables[sheet.name]) for sheet in SHEETS}


def _as_values(sheet: Sheet, table: Table) -> Table:
    """The cells of every row turned into the values of the noun."""
    lines = (line if line.problem else _line_of(sheet, table.file, line) for line in table.lines)
    return replace(table, lines=tuple(lines))


def _line_of(sheet: Sheet, file: str, line: Line) -> Line:
    values = dict(line.values)
    column, problem = _untranslated(sheet, values)
    if not problem:
        column, problem = sheet.fault(values)
    if problem:
        return Line(line.number, {}, placed(file, problem, line=line.number, column=column))
    values = _spoken(sheet, values)
    if "inferred" in values:
        values["inferred_fields"] = values.pop("inferred")
    return Line(line.number, sheet.derive(values))


def _untranslated(sheet: Sheet, values: Values) -> tuple[str, str]:
    for name in sheet.spoken:
        for one, other in ((ORIGINAL, TRANSLATION), (TRANSLATION, ORIGINAL)):
            if values[f"{name}_{one}"] and not values[f"{name}_{other}"]:
                return f"{name}_{other}", gettext("it is empty; write the text in both languages.")
    return "", ""


def _spoken(sheet: Sheet, values: Values) -> Values:
    """Each text in its original, and the translations beside."""
    if not sheet.spoken:
        return values
    said = {name: values.pop(f"{name}_{ORIGINAL}") for name in sheet.spoken}
    translated = {name: values.pop(f"{name}_{TRANSLATION}") for name in sheet.spoken}
    annex = {name: text for name, text in translated.items() if text}
    return {**values, **said, "translations": {TRANSLATION: annex} if annex else {}}


def present_rows(sheet: Sheet) -> dict[Key, dict[str, Any]]:
    """The rows of the database, told as a sheet tells them: references by key."""
    model = sheet.model
    rows = model._default_manager.all()
    plain = [
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not field.primary_key
    ]
    references = {f"{name}_key": F(f"{name}__slug") for name in sheet.refers}
    found: dict[Key, dict[str, Any]] = {}
    for row in rows.order_by().values(*plain, **references):
        values: dict[str, Any] = {name: row.pop(f"{name}_key") or "" for name in sheet.refers}
        values |= row
        found[sheet.key_of(values)] = values
    for name in sheet.refers_to_many:
        pairs = rows.filter(**{f"{name}__isnull": False}).values_list("slug", f"{name}__slug")
        others: dict[Key, list[str]] = {}
        for key, other in pairs:
            others.setdefault(key, []).append(other)
        for key, values in found.items():
            values[name] = sorted(others.get(key, ()))
    return found


def planned(sheet: Sheet, table: Table, present: Rows, keys: Mapping[str, set[Key]]) -> SheetPlan:
    """The fate of every row; `keys` are those that every sheet has or is about to have."""
    rows = {**present, **_by_key(sheet, table)}
    loops = _loops(sheet, rows)
    taken = _taken(sheet, present, table)
    lines = []
    for line in table.lines:
        problem = line.problem
        if not problem:
            faults = (*_faults(sheet, line, keys, loops, taken), *_one_sided(sheet, line, rows))
            column, problem = faults[0] if faults else ("", "")
            problem = problem and placed(table.file, problem, line=line.number, column=column)
        lines.append(Line(line.number, line.values, problem))
    if sheet.model is Territory:
        lines = [_with_path(line, rows) for line in lines]
    checked = replace(table, lines=tuple(lines))
    return SheetPlan(sheet, plans.plan(checked, key=sheet.key_of, present=present))


def _by_key(sheet: Sheet, table: Table) -> dict[Key, Mapping[str, Any]]:
    return {sheet.key_of(line.values): line.values for line in table.lines if not line.problem}


def _faults(
    sheet: Sheet,
    line: Line,
    keys: Mapping[str, set[Key]],
    loops: set[Key],
    taken: Holders,
) -> Iterator[tuple[str, str]]:
    for name, other in {**sheet.refers, **sheet.refers_to_many}.items():
        value = line.values[name]
        for key in value if isinstance(value, list) else [value]:
            if key and key not in keys[other]:
                problem = gettext("“%(key)s” is not a key of %(file)s; %(advice)s")
                advice = nearest(key, [str(known) for known in keys[other]]) or gettext(
                    "add its row there, or correct it."
                )
                yield name, problem % {"key": key, "file": f"{other}.csv", "advice": advice}
    if sheet.key_of(line.values) in loops:
        yield sheet.inside, gettext("it would lie inside itself; correct what it lies in.")
    for unique in sheet.unique:
        held = unique.of(line.values)
        first, key = taken[unique.column, held]
        if held is not None and key != sheet.key_of(line.values):
            yield unique.column, _already_taken(first, key)
    for name in line.values.get("inferred_fields", ()):
        if name not in line.values:
            problem = gettext("“%(name)s” is not a column of this file.")
            yield "inferred", problem % {"name": name}


def _one_sided(sheet: Sheet, line: Line, rows: Rows) -> Iterator[tuple[str, str]]:
    """A row that names another of the same sheet as its match, and is not named by it."""
    for name, other in sheet.refers_to_many.items():
        for key in line.values[name] if other == sheet.name else ():
            if key in rows and sheet.key_of(line.values) not in rows[key][name]:
                problem = gettext("the row “%(key)s” does not name this one; name it there too.")
                yield name, problem % {"key": key}


def _already_taken(line: int, key: Key) -> str:
    if line:
        problem = gettext("line %(line)s already has it; keep one of the two.")
        return problem % {"line": line}
    return gettext("“%(key)s” already has it; correct one of the two.") % {"key": key}


def _loops(sheet: Sheet, rows: Rows) -> set[Key]:
    """The keys of the rows that would lie inside themselves."""
    if not sheet.inside:
        return set()
    return {key for key in rows if key in list(outwards(key, rows, sheet.inside))[1:]}


def outwards(key: Key, rows: Rows, inside: str) -> Iterator[Key]:
    """The row, what it lies in, what that lies in, and so on, once each but for a loop's end."""
    seen: set[Key] = set()
    while key and key in rows:
        yield key
        if key in seen:
            return
        seen.add(key)
        key = rows[key][inside]


def _taken(
    sheet: Sheet, present: Rows, table: Table
) -> dict[tuple[str, Hashable], tuple[int, Key]]:
    """Who has what only one may have, when the load is done: the line (0: the database) and key."""
    rows = _by_key(sheet, table)
    holders: Iterable[tuple[int, Mapping[str, Any]]] = [
        *((line.number, line.values) for line in table.lines if not line.problem),
        *((0, values) for key, values in present.items() if key not in rows),
    ]
    taken: dict[tuple[str, Hashable], tuple[int, Key]] = {}
    for number, values in holders:
        for unique in sheet.unique:
            taken.setdefault((unique.column, unique.of(values)), (number, sheet.key_of(values)))
    return taken


def _with_path(line: Line, rows: Rows) -> Line:
    if line.problem:
        return line
    path = path_of(outwards(line.values["slug"], rows, "parent"))
    return Line(line.number, {**line.values, "path": path})


def path_of(keys: Iterable[Key]) -> str:
    """`peru/departamento-de-ancash/chimbote/`, from the place and all that it lies in."""
    return "".join(f"{key}/" for key in reversed(list(keys)))

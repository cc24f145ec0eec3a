"""Packages: searched for with the engine, put on the table, withdrawn from it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from concertar.kit import journal
from concertar.kit.access import Refused, Visitor, require
from concertar.tables import rules
from concertar.tables.actions.admission import admit
from concertar.tables.actions.sheets import require_all_in
from concertar.tables.actions.texts import require_fit
from concertar.tables.inquiry import Progress, ask
from concertar.tables.models import Choice, Package, PackageValue, Run, Sheet, Table
from concertar.tables.models.answers import answers_of
from concertar.tables.models.facts import Chosen, Facts, Ties, facts_of, ties_of
from concertar.tables.models.standing import are_all_in, sheets_in
from concertar.tables.models.table import State
from concertar.tables.question import (
    RULES,
    Document,
    choice_of,
    chosen_by,
    digest_of,
    matter_of,
    question_of,
)
from concertar_methods.errors import MethodError
from concertar_methods.packages import read_table
from concertar_methods.packages.audit import Audit

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def search_packages(
    table: Table,
    *,
    by: Visitor,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ask the engine; what it was asked and what it answered are kept for the facilitator.

    The search holds no lock: if the table or a sheet changed meanwhile, its answer is thrown away.
    The journal tells that a search was made and nothing of it, not even its hash: whoever knows
    their own scores could guess the others' until the hash fits.
    """
    require(rules.rule_of("search_packages"), by, table)
    question = _question(Table.objects.get(pk=table.pk))
    try:
        answer = ask(question, seconds=seconds, progress=progress)
    except MethodError as trouble:
        raise Refused("question_unsound", trouble=trouble.code) from trouble
    return _record_run(table, question, answer, by=by)


@transaction.atomic
def _record_run(table: Table, question: Document, answer: Document, *, by: Visitor) -> Run:
    table = admit(by, "search_packages", table)
    if digest_of(_question(table)) != digest_of(question):
        raise Refused("table_changed_while_searching")
    run = Run(
        table=table,
        question=question,
        sha256=digest_of(question),
        answer=answer,
        asked_by_id=by.pk,
    )
    run.save(force_insert=True)
    journal.record(by, "tables.packages_searched", table, territory=table.forum.territory)
    return run


def packages_of_old_sheets(table: Table) -> list[Package]:
    """Packages on the table whose values come from sheets that do not count any more."""
    on_it = Package.objects.filter(table=table, is_withdrawn=False)
    lapsed = PackageValue.objects.filter(package__in=on_it).lapsed().values("package")
    return list(on_it.filter(pk__in=lapsed).order_by("letter"))


def packages_of_old_figures(table: Table) -> list[Package]:
    """Packages on the table that a search chose over figures that changed since."""
    searched = Package.objects.filter(table=table, is_withdrawn=False, run__isnull=False)
    packages = list(searched.select_related("run").defer("run__answer").order_by("letter"))
    if not packages:
        return []
    matter = matter_of(facts_of(table), ties_of(table))
    return [
        one
        for one in packages
        if one.run and {name: one.run.question.get(name) for name in matter} != matter
    ]


def _question(table: Table) -> Document:
    """The question as the table stands now; refused while sheets are sealed or missing."""
    if table.state != State.PROPOSING:
        raise Refused("wrong_state", state=table.get_state_display())
    if table.unsealed_at is None:
        raise Refused("scores_sealed")
    require_all_in(table)
    facts = facts_of(table)
    return question_of(facts, ties_of(table), _sheets(facts))


def _sheets(facts: Facts) -> dict[UUID, Any]:
    """The answers of each party, by actor."""
    found = _sheets_that_count(facts)
    answers = answers_of(found.values())
    return {actor: answers[sheet.pk] for actor, sheet in found.items()}


def _sheets_that_count(facts: Facts) -> dict[UUID, Sheet]:
    return {actor: one.sheet for actor, one in sheets_in(facts).items() if one.sheet}


@transaction.atomic
def propose_package(
    table: Table,
    choice: Mapping[str, str],
    *,
    title: str = "",
    run: Run | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Package:
    """Put a package on the table: one option for every issue, by their keys.

    From a search (`run`) it is known which rules chose it. What it is worth to each party is
    written down if the scores are unsealed and all in; else the package stands without values.
    """
    table = admit(by, "propose_package", table)
    facts, ties = facts_of(table), ties_of(table)
    chosen = chosen_by(choice, facts)
    _require_possible(table, chosen, facts, ties)
    document = _document(table, facts, ties)
    if run is not None and (document is None or digest_of(document) != run.sha256):
        raise Refused("search_is_old")
    package = Package(
        table=table,
        letter=_next_letter(table),
        title=title.strip(),
        origins=_origins(choice_of(chosen, facts), run),
        run=run,
        language=language,
        translations=dict(translations or {}),
    )
    require_fit(package)
    package.save(force_insert=True)
    Choice.objects.bulk_create(
        Choice(package=package, issue_id=issue, option=option) for issue, option in chosen.items()
    )
    if document is not None:
        values = _values(package, document, choice_of(chosen, facts), _sheets_that_count(facts))
        PackageValue.objects.bulk_create(values)
    journal.record(
        by,
        "tables.package_proposed",
        package,
        territory=table.forum.territory,
        channel=channel,
        letter=package.letter.lower(),
    )
    return package


@transaction.atomic
def withdraw_package(package: Package, *, by: Visitor, channel: str = "web") -> Package:
    """Take a package off the table; it stays on record, and its letter is not used again."""
    table = admit(by, "withdraw_package", package.table)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if package.is_withdrawn:
        raise Refused("package_withdrawn")
    package.is_withdrawn = True
    package.save(update_fields=["is_withdrawn"])
    journal.record(
        by,
        "tables.package_withdrawn",
        package,
        territory=table.forum.territory,
        channel=channel,
        letter=package.letter.lower(),
    )
    return package


def _require_possible(table: Table, chosen: Chosen, facts: Facts, ties: Ties) -> None:
    """Limits and ties are never conceded; what is unknown may be proposed, and is shown so."""
    if broken := ties.broken(chosen):
        raise Refused("package_breaks_tie", option=broken[0].said("title").text)
    if breached := facts.breached(chosen):
        raise Refused("package_breaks_limit", limit=breached[0].limit.said("name").text)
    taken = {option.pk for option in chosen.values()}
    there = Package.objects.filter(table=table, is_withdrawn=False).prefetch_related("choices")
    for package in there:
        if {one.option_id for one in package.choices.all()} == taken:
            raise Refused("package_known", letter=package.letter)


def _document(table: Table, facts: Facts, ties: Ties) -> Document | None:
    """What the engine would be asked now; None while scores are sealed or not all in."""
    if table.unsealed_at is None or not are_all_in(sheets_in(facts)):
        return None
    return question_of(facts, ties, _sheets(facts))


def _values(
    package: Package,
    document: Document,
    choice: Mapping[str, str],
    sheets: Mapping[UUID, Sheet],
) -> list[PackageValue]:
    """What the package is worth to each party, exactly, by the engine's second reading."""
    audit = Audit(read_table(document))
    values = audit.values({issue["name"]: choice[issue["name"]] for issue in document["issues"]})
    gains: Mapping[str, Fraction] = audit.gains(values)
    return [
        PackageValue(
            package=package, actor_id=UUID(name), sheet=sheets[UUID(name)], value=str(value),
            gain=str(gains[name]),
        )
        for name, value in values.items()
    ]  # fmt: skip


def _origins(choice: Mapping[str, str], run: Run | None) -> list[str]:
    """Every rule that chose exactly this package; else it was put together at the table."""
    found = run.answer if run else {}
    rules_ = [rule for rule in RULES if found.get(rule) and found[rule]["choice"] == choice]
    return rules_ or [Package.Origin.TABLE.value]


def _next_letter(table: Table) -> str:
    """A letter is never given twice: paper that names it goes on meaning the same package."""
    count = Package.objects.filter(table=table).count()
    if count >= len(LETTERS) * (len(LETTERS) + 1):
        raise Refused("too_many_packages")
    if count < len(LETTERS):
        return LETTERS[count]
    first, second = divmod(count - len(LETTERS), len(LETTERS))
    return LETTERS[first] + LETTERS[second]

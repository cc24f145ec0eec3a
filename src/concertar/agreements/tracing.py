"""From the first voice to the last check: where a commitment came from and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from concertar.agreements.acta import Acta, ActaClause
from concertar.agreements.drawings import limits_of, places_of
from concertar.agreements.following import Value
from concertar.agreements.models import Agreement, Check, Commitment, Signature
from concertar.kit.charts import Step
from concertar.kit.numbers import said_number
from concertar.observatory.models import Limit
from concertar.tables.models import Interest, Option, Package

MOST_VOICES = 2  # of one option
MOST_OPTIONS = 2  # of one clause


def told_best(commitments: Sequence[Commitment], acta: Acta, asked: str = "") -> Commitment | None:
    """The commitment asked for by its number; else the one whose story is longest."""
    by_number = {str(one.number): one for one in commitments}
    if asked in by_number:
        return by_number[asked]
    clauses = {one.number: one for one in acta.clauses}

    def length(one: Commitment) -> tuple[bool, ...]:
        clause = clauses.get(_clause_number(acta, one) or 0)
        options = clause.options if clause else ()
        has_voice = any(each.proposed_by_id for each in options)
        has_limit = clause is not None and bool(clause.limits)
        return bool(options), has_score(one), has_limit, has_voice, one.indicator_id is not None

    in_order = sorted(commitments, key=lambda one: one.number)
    return max(in_order, key=length, default=None)


def has_score(commitment: Commitment) -> bool:
    return getattr(commitment, "last_score", None) is not None


def steps_of(
    commitment: Commitment,
    acta: Acta,
    *,
    agreement: Agreement,
    signatures: Sequence[Signature],
    interests: Sequence[Interest],
    limits: Sequence[Limit],
    values: Sequence[Value],
    proposed_on: date | None = None,
) -> list[Step]:
    """The steps in the order in which they were taken, each naming the ones it comes from.

    Each says what it is called and, where there is one, its day; `proposed_on` is that on which
    the table came to its packages.
    """
    number = _clause_number(acta, commitment)
    clause = next((one for one in acta.clauses if one.number == number), None)
    table = reverse("tables:table_detail", args=[agreement.table.slug])
    options = clause.options[:MOST_OPTIONS] if clause else ()
    voices = {one.pk: _voices(one, interests, table) for one in options}
    steps: dict[str, Step] = {one.key: one for heard in voices.values() for one in heard}
    cited = clause.limits if clause and clause.limits else limits_of(commitment, limits)
    for one in cited[:MOST_OPTIONS]:
        steps[f"limit-{one.slug}"] = _limit(one)
    for option in options:
        heard = tuple(one.key for one in voices[option.pk])
        steps[f"option-{option.key}"] = _option(option, heard, table)
    came = tuple(f"option-{one.key}" for one in options)
    if agreement.draft.package and options:
        steps["package"] = _package(agreement.draft.package, agreement, proposed_on, came)
        came = ("package",)
    steps["draft"] = _draft(agreement, clause, came)
    steps["signed"] = _signed(agreement, clause, signatures)
    steps["commitment"] = _commitment(commitment, agreement)
    if values:
        steps["measure"] = _measure(commitment, max(values, key=lambda one: one.day))
    if has_score(commitment):
        steps["check"] = _check(commitment)
    return list(steps.values())


def _clause_number(acta: Acta, commitment: Commitment) -> int | None:
    for one in acta.data["commitments"]:
        if one["number"] == commitment.number:
            number: int | None = one["clause"]
            return number
    return None


def _voices(option: Option, interests: Sequence[Interest], table: str) -> list[Step]:
    """The public interests of whoever proposed the option."""
    said = [one for one in interests if one.actor_id == option.proposed_by_id]
    return [_voice(one, table) for one in said[:MOST_VOICES]]


def _voice(interest: Interest, table: str) -> Step:
    said = interest.said("text")
    return Step(
        f"interest-{interest.pk}", "voice", gettext("Interest"), said.text, table,
        interest.actor.seat.institution.name, language=said.language,
    )  # fmt: skip


def _limit(limit: Limit) -> Step:
    said, adopted = limit.said("name"), limit.adopted_on
    return Step(
        f"limit-{limit.slug}", "limit", gettext("Limit"), said.text,
        reverse("observatory:limit_detail", args=[limit.slug]), limit.said("basis").text,
        said=date_format(adopted, "DATE_FORMAT") if adopted else "", when=adopted,
        language=said.language,
    )  # fmt: skip


def _option(option: Option, heard: tuple[str, ...], table: str) -> Step:
    said = option.said("title")
    return Step(
        f"option-{option.key}", "option", gettext("Option"), said.text, table,
        option.issue.said("title").text, derives_from=heard, language=said.language,
    )  # fmt: skip


def _package(
    package: Package, agreement: Agreement, proposed_on: date | None, came: tuple[str, ...]
) -> Step:
    said = package.said("title")
    return Step(
        "package", "package", gettext("Package %(letter)s") % {"letter": package.letter}, said.text,
        reverse("tables:packages", args=[agreement.table.slug]),
        said=date_format(proposed_on, "DATE_FORMAT") if proposed_on else "", when=proposed_on,
        derives_from=came, language=said.language,
    )  # fmt: skip


def _draft(agreement: Agreement, clause: ActaClause | None, came: tuple[str, ...]) -> Step:
    draft, day = agreement.draft, agreement.frozen_on
    words: Mapping[str, Any] = {"draft": draft.number, "clause": clause.number if clause else 0}
    name = gettext("Draft %(draft)s, clause %(clause)s") if clause else gettext("Draft %(draft)s")
    address = reverse("agreements:draft_number", args=[agreement.table.slug, draft.number])
    return Step(
        "draft", "draft", name % words, clause.heading if clause else draft.said("title").text,
        f"{address}#c{clause.number}" if clause else address, gettext("frozen"),
        said=date_format(day, "DATE_FORMAT"), when=day, derives_from=came,
    )  # fmt: skip


def _signed(
    agreement: Agreement, clause: ActaClause | None, signatures: Sequence[Signature]
) -> Step:
    day = agreement.decided_on or agreement.frozen_on
    name = _text_as_it_stands(agreement)
    if clause:
        words = {"text": name, "number": clause.number}
        name = gettext("%(text)s, clause %(number)s") % words
    bound = [one for one in signatures if one.kind != Signature.Kind.REFUSAL]
    note = ngettext("%(count)s signature", "%(count)s signatures", len(bound))
    return Step(
        "signed", "signed", name, clause.heading if clause else "",
        f"#c{clause.number}" if clause else "#acta",
        note % {"count": len(bound)}, said=date_format(day, "DATE_FORMAT"), when=day,
        derives_from=("draft",),
    )  # fmt: skip


def _text_as_it_stands(agreement: Agreement) -> str:
    match agreement.status:
        case Agreement.Status.STANDING:
            return gettext("Signed record")
        case Agreement.Status.FAILED:
            return gettext("Text that did not stand")
        case Agreement.Status.WITHDRAWN:
            return gettext("Text taken back")
        case _:
            return gettext("Text being signed")


def _commitment(commitment: Commitment, agreement: Agreement) -> Step:
    note, bound = commitment.responsible.seat.institution.name, agreement.decided_on
    if commitment.due:
        due = gettext("Due on %(day)s") % {"day": date_format(commitment.due, "DATE_FORMAT")}
        note = f"{note} · {due}"
    said = commitment.said("deliverable")
    return Step(
        "commitment", "commitment",
        gettext("Commitment %(number)s") % {"number": commitment.number}, said.text,
        reverse("agreements:commitment_detail", args=[commitment.pk]), note,
        said=date_format(bound, "DATE_FORMAT") if bound else "", when=bound,
        derives_from=("signed",), language=said.language,
    )  # fmt: skip


def _measure(commitment: Commitment, last: Value) -> Step:
    indicator = commitment.indicator
    unit = indicator.unit_for(last.value) if indicator else ""
    address = reverse("observatory:indicator_detail", args=[indicator.slug]) if indicator else ""
    note = indicator.said("name").text if indicator else ""
    if last.is_illustrative:
        note = gettext("%(name)s, illustrative") % {"name": note}
    return Step(
        "measure", "measure", gettext("Measured"),
        said_number(last.value, places=places_of([last.value]), unit=unit), address, note,
        said=date_format(last.day, "DATE_FORMAT"), when=last.day,
    )  # fmt: skip


def _check(commitment: Any) -> Step:
    words = {
        "score": commitment.last_score,
        "words": str(Check.Score(commitment.last_score).label).lower(),
    }
    return Step(
        "check", "check", gettext("Check"), gettext("%(score)s of 3, %(words)s") % words,
        reverse("agreements:commitment_detail", args=[commitment.pk]) + "#checks",
        commitment.last_checked_by, said=date_format(commitment.last_checked, "DATE_FORMAT"),
        when=commitment.last_checked, derives_from=("commitment",),
    )  # fmt: skip

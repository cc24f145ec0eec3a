"""The clauses of the single text. What two people write at once is kept, both of it, and shown."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet

from concertar.agreements.actions.drafts import journalled, open_draft
from concertar.agreements.models import Clause, ClauseVersion, Draft
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.observatory.models import Limit
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Option

LONGEST_CLAUSE = 10_000
MOST_CLAUSES = 200
APART = 1000  # orders nobody uses, while clauses change places


@dataclass(frozen=True, slots=True)
class Writing:
    """All that a writer sends for a clause. None: as it was."""

    heading: str
    text: str
    options: tuple[Option, ...] | None = None
    limits: tuple[Limit, ...] | None = None
    translations: Mapping[str, Any] | None = None
    still_said_in: frozenset[str] = frozenset()  # languages whose translation fits these words too

    @classmethod
    def of(
        cls,
        heading: str,
        text: str,
        options: Iterable[Option] | None,
        limits: Iterable[Limit] | None,
        translations: Mapping[str, Any] | None,
        still_said_in: Iterable[str] = (),
    ) -> "Writing":
        def chosen(these: Iterable[Any] | None) -> tuple[Any, ...] | None:
            return None if these is None else tuple(these)

        return cls(
            _plain(heading), _plain(text), chosen(options), chosen(limits), translations,
            frozenset(still_said_in),
        )  # fmt: skip

    def over(self, clause: Clause) -> dict[str, Any]:
        """The clause as it would stand, with everything its versions keep."""
        origins = clause.origins if not clause._state.adding else {"options": [], "limits": []}
        if self.options is not None:
            origins["options"] = sorted(str(one.pk) for one in self.options)
        if self.limits is not None:
            origins["limits"] = sorted(str(one.pk) for one in self.limits)
        return {
            "heading": self.heading,
            "text": self.text,
            "translations": self._translations_over(clause),
            "origins": origins,
        }

    def _translations_over(self, clause: Clause) -> dict[str, Any]:
        """A translation of words that changed is no translation any more, unless sent again."""
        if self.translations is not None:
            return dict(self.translations)
        changed = {name for name in clause.spoken if getattr(self, name) != getattr(clause, name)}
        return {
            language: kept
            for language, texts in clause.translations.items()
            if (kept := {name: text for name, text in texts.items() if name not in changed})
        }


@transaction.atomic
def add_clause(
    draft: Draft,
    *,
    heading: str = "",
    text: str,
    options: Iterable[Option] = (),
    limits: Iterable[Limit] = (),
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "web",
) -> Clause:
    """Add a clause at the end, with the options and limits it comes from."""
    draft = open_draft(draft, "add_clause", by)
    last = _last_order(draft)
    if last >= MOST_CLAUSES:
        raise Refused("too_many_clauses", most=MOST_CLAUSES)
    clause = Clause(draft=draft, order=last + 1, language=draft.language)
    writing = Writing.of(heading, text, options, limits, translations or {})
    written = _fill(clause, writing)
    clause.translated_on = dict.fromkeys(clause.translations, 1)
    clause.save(force_insert=True)
    _cite(clause, writing)
    _keep(clause, written, number=1, based_on=0, by=by)
    journal.record(
        by, "agreements.clause_added", clause, number=clause.order, **journalled(draft, channel)
    )
    return clause


def edit_clause(
    clause: Clause,
    *,
    base_version: int,
    heading: str,
    text: str,
    options: Iterable[Option] | None = None,
    limits: Iterable[Limit] | None = None,
    translations: Mapping[str, Any] | None = None,
    still_said_in: Iterable[str] = (),
    by: Visitor,
    channel: str = "web",
) -> Clause:
    """Write a clause anew. Written on a version that is not the present one, it is kept aside.

    Refused("clause_changed") then says so, after the aside was stored: both texts wait side by
    side until somebody who saw them writes the next version.

    A translation sent as it was belongs to the words it was made of: where these changed it is
    outdated, but in the languages of `still_said_in`.
    """
    writing = Writing.of(heading, text, options, limits, translations, still_said_in)
    clause, is_aside = _write_clause(clause, base_version, writing, by, channel)
    if is_aside:
        raise Refused("clause_changed", version=clause.version)
    return clause


@transaction.atomic
def move_clause(clause: Clause, *, to: int, by: Visitor, channel: str = "web") -> Clause:
    """Put a clause in another place; the others make room."""
    draft = open_draft(clause.draft, "move_clause", by)
    clause = _standing(draft, clause)
    standing = draft.clauses.filter(is_removed=False).order_by("order")
    keys = list(standing.values_list("pk", flat=True))
    if not 1 <= to <= len(keys):
        raise Refused("no_such_place", last=len(keys))
    keys.remove(clause.pk)
    keys.insert(to - 1, clause.pk)
    _renumber(draft, keys)
    clause.order = to
    journal.record(by, "agreements.clause_moved", clause, number=to, **journalled(draft, channel))
    return clause


@transaction.atomic
def remove_clause(clause: Clause, *, by: Visitor, channel: str = "web") -> Clause:
    """Take a clause out; its versions and criticisms stay, and it can come back."""
    draft = open_draft(clause.draft, "remove_clause", by)
    clause = _standing(draft, clause)
    promise = clause.commitments.filter(draft=draft).order_by("number").first()
    if promise is not None:
        raise Refused("clause_has_commitments", number=promise.number)
    number = clause.order
    clause.is_removed = True
    clause.save(update_fields=["is_removed"])
    keys = draft.clauses.filter(is_removed=False).order_by("order").values_list("pk", flat=True)
    _renumber(draft, list(keys))
    journal.record(
        by, "agreements.clause_removed", clause, number=number, **journalled(draft, channel)
    )
    return clause


@transaction.atomic
def restore_clause(clause: Clause, *, by: Visitor, channel: str = "web") -> Clause:
    """Bring a removed clause back, at the end."""
    draft = open_draft(clause.draft, "restore_clause", by)
    clause = draft.clauses.get(pk=clause.pk)
    if not clause.is_removed:
        raise Refused("clause_not_removed")
    clause.is_removed, clause.order = False, _last_order(draft) + 1
    if clause.order > MOST_CLAUSES:
        raise Refused("too_many_clauses", most=MOST_CLAUSES)
    clause.save(update_fields=["is_removed", "order"])
    journal.record(
        by, "agreements.clause_restored", clause, number=clause.order, **journalled(draft, channel)
    )
    return clause


# ---- writing ------------------------------------------------------------------------------------


@transaction.atomic
def _write_clause(
    clause: Clause, base: int, writing: Writing, by: Visitor, channel: str
) -> tuple[Clause, bool]:
    """The clause as it stands after, and whether what was sent had to be kept aside."""
    draft = open_draft(clause.draft, "edit_clause", by)
    clause = draft.clauses.select_for_update().get(pk=clause.pk)
    clause.draft = draft
    if not 1 <= base <= clause.version:
        raise Refused("version_unknown")
    before = {
        "heading": clause.heading,
        "text": clause.text,
        "translations": dict(clause.translations),
        "origins": clause.origins,
    }
    stale = clause.is_removed or base != clause.version
    written = _fill(clause, writing)
    fits_now = writing.still_said_in.intersection(clause.outdated_in)
    if written == before and (stale or not (fits_now or _waiting(clause).exists())):
        return clause, False  # sent twice, or nothing changed
    if stale:
        _keep_aside(clause, written, base, by, channel)
        return Clause.objects.get(pk=clause.pk), True
    clause.translated_on = _translated_on(clause, before, writing.still_said_in)
    clause.version += 1
    clause.save()
    _cite(clause, writing)
    _keep(clause, written, number=clause.version, based_on=base, by=by)
    facts: dict[str, Any] = {"number": clause.order, "version": clause.version}
    journal.record(by, "agreements.clause_edited", clause, **facts, **journalled(draft, channel))
    return clause, False


def _translated_on(
    clause: Clause, before: Mapping[str, Any], still_said_in: Collection[str]
) -> dict[str, int]:
    """Of each language the version that it says, as the clause comes to its next one."""
    words_stay = (before["heading"], before["text"]) == (clause.heading, clause.text)
    found = {}
    for code, texts in clause.translations.items():
        said = clause.translated_on.get(code, clause.version)
        is_new = texts != before["translations"].get(code) or code in still_said_in
        goes_along = words_stay and said == clause.version
        found[code] = clause.version + 1 if is_new or goes_along else said
    return found


def _keep_aside(
    clause: Clause, written: Mapping[str, Any], base: int, by: Visitor, channel: str
) -> None:
    """Beside the text that stands, once, however often it is sent."""
    known = _waiting(clause).filter(based_on=base, written_by=by.pk, text=written["text"])
    if any(_content(one) == written for one in known):
        return
    _keep(clause, written, number=None, based_on=base, by=by)
    facts: dict[str, Any] = {"number": clause.order, "version": clause.version}
    draft = clause.draft
    journal.record(
        by, "agreements.clause_kept_aside", clause, **facts, **journalled(draft, channel)
    )


def _content(version: ClauseVersion) -> dict[str, Any]:
    return {
        "heading": version.heading,
        "text": version.text,
        "translations": version.translations,
        "origins": version.origins,
    }


def _keep(
    clause: Clause, written: Mapping[str, Any], *, number: int | None, based_on: int, by: Visitor
) -> None:
    ClauseVersion.objects.create(
        clause=clause,
        number=number,
        based_on=based_on,
        language=clause.language,
        written_by_id=by.pk,
        **written,
    )


def _fill(clause: Clause, writing: Writing) -> dict[str, Any]:
    """Put the words in, if the clause can say them; answer with what its version will keep."""
    if not writing.text:
        raise Refused("clause_is_empty")
    if len(writing.text) > LONGEST_CLAUSE:
        raise Refused("clause_too_long", most=LONGEST_CLAUSE)
    table = clause.draft.table_id
    if any(option.issue.table_id != table for option in writing.options or ()):
        raise Refused("option_of_another_table")
    of_table = set(clause.draft.table.limits.values_list("pk", flat=True))
    if any(limit.pk not in of_table for limit in writing.limits or ()):
        raise Refused("limit_of_another_table")
    written = writing.over(clause)
    clause.heading, clause.text = written["heading"], written["text"]
    clause.translations = written["translations"]
    require_fit(clause)
    return written


def _cite(clause: Clause, writing: Writing) -> None:
    if writing.options is not None:
        clause.options.set(writing.options)
    if writing.limits is not None:
        clause.limits.set(writing.limits)


def _waiting(clause: Clause) -> QuerySet[ClauseVersion]:
    return ClauseVersion.objects.filter(clause=clause).waiting_aside()


def _plain(text: str) -> str:
    """One kind of line break, so that a form and a file give the same version."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


# ---- places -------------------------------------------------------------------------------------


def _standing(draft: Draft, clause: Clause) -> Clause:
    clause = draft.clauses.get(pk=clause.pk)
    clause.draft = draft
    if clause.is_removed:
        raise Refused("clause_is_removed")
    return clause


def _last_order(draft: Draft) -> int:
    standing = draft.clauses.filter(is_removed=False)
    return standing.aggregate(last=Max("order"))["last"] or 0


def _renumber(draft: Draft, keys: list[Any]) -> None:
    """1, 2, 3 ... in this order; all step aside first, for no two may meet on a number."""
    draft.clauses.filter(is_removed=False).update(order=F("order") + APART)
    for number, key in enumerate(keys, 1):
        Clause.objects.filter(pk=key).update(order=number)

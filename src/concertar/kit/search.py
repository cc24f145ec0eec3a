"""Search without accents, the same on both databases, and only among what a person may see.

Each room says in its search.py what can be found:

    register(Searchable(
        Institution,
        label=_("Institutions"),
        rows=lambda: Institution.objects.select_related("place"),
        address=lambda one: reverse("network:institution_detail", args=[one.slug]),
        texts=lambda one: (one.acronym, one.place.name if one.place else ""),
    ))

and its actions say `search.index(institution, ...)` last, or `search.forget(institution)`. A word
finds every word that begins with it, once accents, capitals and plurals are put aside. A page
asks `find("universidad ancash", request.user)`, a list takes `matching` as its search.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models, transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from concertar.kit.access import ClosedQuerySet, Visitor
from concertar.kit.entries import LONGEST_WORD, SearchEntry, SearchWord
from concertar.kit.folding import fold, words_of
from concertar.kit.texts import Authored, reading_language

CHUNK = 1000  # things read and written at a time
MOST_WORDS = 400  # of one thing
MOST_ASKED = 12  # words of one question
MOST_HITS = 50

# The words that stand in every name and tell nothing apart.
EMPTY_WORDS = frozenset(
    {"a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "o", "para"}
    | {"por", "su", "un", "una", "y", "and", "for", "in", "of", "on", "the", "to"}
)


def _nothing(_thing: Any) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Searchable:
    """A noun that can be found: its rows, its pages, its title and what else is read of it."""

    model: type[models.Model]
    label: str | Promise
    rows: Callable[[], ClosedQuerySet[Any]]
    address: Callable[[Any], str]
    title: str = "name"
    texts: Callable[[Any], Iterable[str]] = _nothing

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, as its line in a list of results."""

    title: str
    language: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things of one kind a question found."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: the best hits, and how many there are of each kind."""

    text: str
    hits: tuple[Hit, ...]
    counts: tuple[Counted, ...]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.counts)


_searchables: dict[str, Searchable] = {}


def register(searchable: Searchable) -> Searchable:
    _searchables[searchable.kind] = searchable
    return searchable


def registered() -> tuple[Searchable, ...]:
    """Every noun that can be found, in the order the rooms declare them."""
    _discover()
    return tuple(_searchables.values())


@cache
def _discover() -> None:
    autodiscover_modules("search")


def asked_words(text: str) -> tuple[str, ...]:
    """The words of a question as they are looked up: folded, without plurals and empty words."""
    words = words_of(text[:300])
    telling = [word for word in words if word not in EMPTY_WORDS] or list(words)
    return tuple(dict.fromkeys(_singular(word)[:LONGEST_WORD] for word in telling[:MOST_ASKED]))


def _singular(word: str) -> str:
    """`municipalidades` and `municipalidad` have one beginning; `gas` and `Andes` stay."""
    if len(word) > 5 and word.endswith("es") and word[-3] not in "aeiou":
        return word[:-2]
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] in "aeiou" else word


def _entries_with(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        holders = SearchWord.objects.filter(word__begins=word).order_by().values("entry")
        condition &= Q(pk__in=holders)
    return condition


def matching(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those of `rows` that carry every word of `text`; no word at all narrows nothing."""
    if not (words := asked_words(text)):
        return rows if not text.strip() else rows.none()
    entries = SearchEntry.objects.filter(_entries_with(words), kind=rows.model._meta.label_lower)
    return rows.filter(pk__in=entries.order_by().values("key"))


def find(text: str, person: Visitor, *, most: int = MOST_HITS) -> Found:
    """What this person may see and carries every word of `text`, in two queries.

    First what is called so from its first word, then what has the words in its name, then the
    rest; by name among equals.
    """
    words = asked_words(text)
    searchables = {one.kind: one for one in registered()}
    if not words or not searchables:
        return Found(text, (), ())
    seen = Q(pk__in=[])
    for kind, searchable in searchables.items():
        visible = searchable.rows().visible_to(person)
        seen |= Q(kind=kind, key__in=visible.order_by().values("pk"))
    entries = SearchEntry.objects.filter(_entries_with(words)).filter(seen)
    ranked = entries.order_by(_rank(text, words), "folded", "pk")[:most]
    hits = tuple(_hit(entry) for entry in ranked)
    counts = dict(entries.order_by().values_list("kind").annotate(Count("pk")))
    told = tuple(
        Counted(kind, str(one.label), counts[kind])
        for kind, one in searchables.items()
        if kind in counts
    )
    return Found(text, hits, told)


def _rank(text: str, words: Iterable[str]) -> Case:
    in_title = Q()
    for word in words:
        in_title &= Q(folded__contains=word)
    return Case(
        When(folded__startswith=fold(text), then=Value(0)),
        When(in_title, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _hit(entry: SearchEntry) -> Hit:
    language = reading_language()
    translated = entry.titles.get(language, "") if language != entry.language else ""
    return Hit(
        title=translated or entry.title,
        language=language if translated else entry.language or language,
        address=entry.address,
        kind=entry.kind,
    )


@transaction.atomic
def index(*things: models.Model) -> None:
    """Write the entries of these things anew; actions say it after they have written them."""
    by_kind: dict[str, list[models.Model]] = {}
    for thing in things:
        by_kind.setdefault(thing._meta.label_lower, []).append(thing)
    for kind, alike in by_kind.items():
        for start in range(0, len(alike), CHUNK):
            _write(_searchables_of(kind), alike[start : start + CHUNK])


@transaction.atomic
def forget(*things: models.Model) -> None:
    """Let these things be found no more."""
    for thing in things:
        SearchEntry.objects.filter(kind=thing._meta.label_lower, key=thing.pk).delete()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What making the index anew did."""

    written: int
    removed: int


@transaction.atomic
def rebuild() -> Rebuilt:
    """Make the whole index anew from the things themselves."""
    removed, _each = SearchEntry.objects.filter(_gone()).delete()
    written = 0
    for searchable in registered():
        chunk: list[models.Model] = []
        for thing in searchable.rows().iterator(chunk_size=CHUNK):
            chunk.append(thing)
            if len(chunk) == CHUNK:
                _write(searchable, chunk)
                chunk = []
            written += 1
        if chunk:
            _write(searchable, chunk)
    return Rebuilt(written, removed)


def stale() -> int:
    """How many things are written in the index otherwise than they are, or not, or no more."""
    wrong = SearchEntry.objects.filter(_gone()).count()
    for searchable in registered():
        written = {
            entry.key: (_entry_values(entry), frozenset(word.word for word in entry.words.all()))
            for entry in SearchEntry.objects.filter(kind=searchable.kind).prefetch_related("words")
        }
        for thing in searchable.rows().iterator(chunk_size=CHUNK):
            entry, words = _entry(searchable, thing)
            wrong += written.get(thing.pk) != (_entry_values(entry), frozenset(words))
    return wrong


def _gone() -> Q:
    """The entries of things that are no more, and of kinds that nobody declares."""
    kept = Q(pk__in=[])
    for searchable in registered():
        kept |= Q(kind=searchable.kind, key__in=searchable.rows().order_by().values("pk"))
    return ~kept


def _searchables_of(kind: str) -> Searchable:
    registered()
    return _searchables[kind]


def _entry_values(entry: SearchEntry) -> tuple[Any, ...]:
    return entry.title, entry.language, entry.titles, entry.folded, entry.address


def _entry(searchable: Searchable, thing: Any) -> tuple[SearchEntry, tuple[str, ...]]:
    """The entry of a thing and its words, not yet written."""
    title = str(getattr(thing, searchable.title))[:300]
    translations: Mapping[str, Mapping[str, str]] = {}
    spoken: list[str] = []
    if isinstance(thing, Authored):
        translations = thing.translations
        spoken = [getattr(thing, field) for field in thing.spoken]
        spoken += [text for texts in translations.values() for text in texts.values()]
    entry = SearchEntry(
        kind=searchable.kind,
        key=thing.pk,
        title=title,
        language=getattr(thing, "language", ""),
        titles={
            language: texts[searchable.title][:300]
            for language, texts in translations.items()
            if texts.get(searchable.title)
        },
        folded=fold(title)[:300],
        address=searchable.address(thing),
    )
    text = " ".join([title, *spoken, *searchable.texts(thing)])
    words = (word[:LONGEST_WORD] for word in words_of(text) if word not in EMPTY_WORDS)
    return entry, tuple(dict.fromkeys(words))[:MOST_WORDS]


def _write(searchable: Searchable, things: list[models.Model]) -> None:
    made = [_entry(searchable, thing) for thing in things]
    SearchEntry.objects.bulk_create(
        [entry for entry, _words in made],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["title", "language", "titles", "folded", "address"],
    )
    keys = [entry.key for entry, _words in made]
    entries = SearchEntry.objects.filter(kind=searchable.kind, key__in=keys)
    numbers = dict(entries.values_list("key", "pk"))
    SearchWord.objects.filter(entry__in=numbers.values()).delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(entry_id=numbers[entry.key], word=word)
            for entry, words in made
            for word in words
        ),
        batch_size=CHUNK,
    )

"""The catalogues, without the gettext programs: extract, check and compile by Babel and polib.

python scripts/messages.py extract [ROOM ...]   renew the Spanish of these rooms, or of all
python scripts/messages.py check      fail when a sentence is missing, untranslated, fuzzy or stale
python scripts/messages.py compile    make the .mo files the site reads
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src/concertar"
SITE_ROOMS = sorted(path for path in HOUSE.iterdir() if (path / "__init__.py").exists())
# The command speaks before the site is set up, so it has a catalogue of its own.
ROOMS = [*SITE_ROOMS, HOUSE / "site/command"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
Key = tuple[str, str]


def catalogue(room: Path) -> Path:
    return room / "locale/es/LC_MESSAGES/django.po"


def sentences(room: Path) -> Iterator[tuple[str, int, str, str, str]]:
    """Every translatable sentence of a room: file, line, context, singular, plural."""
    from babel.messages.extract import extract

    for path in sorted(room.rglob("*")):
        parts = path.relative_to(room).parts
        if "tests" in parts or "migrations" in parts or path.suffix not in (".py", ".html", ".txt"):
            continue
        if path.suffix in (".html", ".txt") and "templates" not in parts:
            continue
        if any(other in path.parents for other in ROOMS if room in other.parents):
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = _as_python(source, str(path))
        stream = io.BytesIO(source.encode())
        where = str(path.relative_to(ROOT))
        for line, message, _comments, context in extract("python", stream, KEYWORDS):
            if isinstance(message, tuple):
                yield where, line, context or "", message[0], message[1]
            elif message:
                yield where, line, context or "", message, ""


def _as_python(source: str, origin: str) -> str:
    """A template as Django's own extractor sees it: gettext calls and noise."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    from django.utils.translation.template import templatize

    # Only the calls matter: their indentation in the page is none of Python's.
    return "\n".join(line.lstrip() for line in templatize(source, origin=origin).split("\n"))


def collected(room: Path) -> dict[Key, tuple[str, str]]:
    """What the room says: (context, singular) -> (plural, first file)."""
    found: dict[Key, tuple[str, str]] = {}
    for where, _line, context, singular, plural in sentences(room):
        before = found.get((context, singular), ("", where))
        found[context, singular] = (plural or before[0], before[1])
    return found


def extract_room(room: Path) -> None:
    path = catalogue(room)
    found = collected(room)
    if not found and not path.exists():
        return
    book = polib.pofile(str(path)) if path.exists() else polib.POFile(wrapwidth=100)
    old = {(entry.msgctxt or "", entry.msgid): entry for entry in book}
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = {
        "Language": "es",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=n != 1;",
    }
    for (context, singular), (plural, where) in sorted(
        found.items(), key=lambda item: (item[1][1], item[0])
    ):
        kept = old.get((context, singular))
        entry = polib.POEntry(
            msgid=singular, msgctxt=context or None, msgid_plural=plural, occurrences=[(where, "")]
        )
        if kept and plural:
            entry.msgstr_plural = kept.msgstr_plural or {0: kept.msgstr, 1: ""}
        elif kept:
            entry.msgstr = kept.msgstr or (kept.msgstr_plural or {}).get(0, "")
        elif plural:
            entry.msgstr_plural = {0: "", 1: ""}
        if "%" in singular and PLACEHOLDER.search(singular):
            entry.flags = ["python-format"]
        fresh.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(path))


def problems(room: Path) -> Iterator[str]:
    """One sentence for everything wrong with the room's catalogue."""
    found, path = collected(room), catalogue(room)
    name = path.relative_to(ROOT)
    book = polib.pofile(str(path)) if path.exists() else []
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in book}
    for key, (plural, where) in found.items():
        entry = known.get(key)
        if entry is None:
            yield f"{where}: {key[1]!r} is not in {name}; run make messages and translate it."
            continue
        said = [entry.msgstr_plural.get(n, "") for n in (0, 1)] if plural else [entry.msgstr]
        if "" in said or entry.fuzzy:
            yield f"{name}: {key[1]!r} has no Spanish yet."
        wanted = sorted(PLACEHOLDER.findall(plural or key[1]))
        if said[-1] and sorted(PLACEHOLDER.findall(said[-1])) != wanted:
            yield f"{name}: the Spanish of {key[1]!r} does not carry the same {wanted}."
    for key in known.keys() - found.keys():
        yield f"{name}: {key[1]!r} is no longer said anywhere; run make messages."


def conflicts(among: Sequence[Path] = SITE_ROOMS) -> Iterator[str]:
    """Sentences that two rooms translate differently: the site knows one catalogue, not several."""
    said: dict[Key, dict[str, list[str]]] = {}
    for room in among:
        for entry in polib.pofile(str(catalogue(room))) if catalogue(room).exists() else []:
            spanish = " / ".join(
                text for _number, text in sorted(entry.msgstr_plural.items()) or [(0, entry.msgstr)]
            )
            rooms = said.setdefault((entry.msgctxt or "", entry.msgid), {})
            rooms.setdefault(spanish, []).append(room.name)
    for (_context, sentence), by_spanish in sorted(said.items()):
        if len(by_spanish) > 1:
            ways = "; ".join(f"{', '.join(rooms)}: {how!r}" for how, rooms in by_spanish.items())
            yield f"{sentence!r} is said in several ways ({ways}); agree on one, or give a context."


def compile_rooms() -> None:
    for room in ROOMS:
        for path in sorted(room.rglob("locale/*/LC_MESSAGES/django.po")):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract", *named]:
            for room in [HOUSE / name for name in named] or ROOMS:
                extract_room(room)
        case ["check"]:
            wrong = [sentence for room in ROOMS for sentence in problems(room)]
            wrong += conflicts()
            print("\n".join(wrong) or "Every sentence has its Spanish.")
            return 1 if wrong else 0
        case ["compile"]:
            compile_rooms()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Our own source as the laws read it: files, their rooms, their syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "src/concertar"
METHODS = ROOT / "methods/src/concertar_methods"

# From the cellar up. A room sees only rooms before it in this list.
FLOORS = (
    "kit", "accounts", "network", "observatory", "fora", "tables", "agreements", "site",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a law is broken."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Module:
    """One file of Python: where it lies and what it says."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """The app the file belongs to, or ''."""
        parts = Path(self.path).parts
        return parts[2] if parts[:2] == ("src", "concertar") and len(parts) > 3 else ""

    @property
    def kind(self) -> str:
        """What kind of thing the file holds: models, actions ... (a package counts as its name)."""
        inside = Path(self.path).parts[3:]
        return Path(inside[0]).stem if inside else Path(self.path).stem

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every file of the product's Python, tests and migrations left out."""
    return tuple(_read(path) for path in _files("*.py") if not _is_apart(path))


@cache
def every_python_file() -> tuple[Module, ...]:
    folders = (ROOT / "src", ROOT / "methods", ROOT / "tests", ROOT / "scripts")
    found = (path for folder in folders for path in sorted(folder.rglob("*.py")))
    return tuple(_read(path) for path in found)


@cache
def templates() -> tuple[Module, ...]:
    return tuple(_read(path) for path in _files("*.html"))


def _files(pattern: str) -> Iterator[Path]:
    for folder in (HOUSE, METHODS):
        yield from sorted(folder.rglob(pattern))


def _is_apart(path: Path) -> bool:
    return "tests" in path.parts or "migrations" in path.parts


def _read(path: Path) -> Module:
    return Module(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))

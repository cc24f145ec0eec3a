"""`concertar packages TABLE.json`: the agreement packages of a table, as sentences or as JSON."""

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console

from concertar.site.command import wording
from concertar.site.command.language import gettext as _
from concertar_methods.errors import MethodError
from concertar_methods.packages import Answer, Table, find_packages, read_table
from concertar_methods.packages import as_json as plain
from concertar_methods.packages.document import MAX_BYTES

BAD_INPUT, FAILED = 2, 1
FAILURES = {"answer_not_confirmed", "solver_disagrees", "solver_failed"}


class Unreadable(Exception):
    """The table's file cannot be read; the argument is the code of the sentence."""


def packages(path: Path, *, seconds: float | None, as_json: bool) -> int:
    """Print the packages of a table; what the process should exit with."""
    try:
        if sys.stdout is None:  # closed by whoever called us
            raise Unreadable("output_refused")
        if seconds is not None and not seconds > 0:
            raise MethodError("seconds_not_positive")
        answer, table = _answer(path, seconds, shows_progress=not as_json)
    except Unreadable as problem:
        return _refuse(path, wording.refusal(str(problem), {}))
    except MethodError as error:
        _refuse(path, wording.refusal(error.code, error.params))
        return FAILED if error.code in FAILURES else BAD_INPUT
    try:
        _print(answer, table, as_json=as_json)
    except OSError as trouble:
        if trouble.errno == errno.EPIPE:  # the reader has seen enough
            raise
        _forget_output()
        _refuse(path, wording.refusal("output_refused", {}))
        return FAILED
    return 0


def _forget_output() -> None:
    """Let what could not be written go nowhere, so that leaving does not try it once more."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _print(answer: Answer, table: Table, *, as_json: bool) -> None:
    if as_json:
        print_line(json.dumps(plain(answer), ensure_ascii=False, allow_nan=False))
    else:
        from concertar.site.command.report import print_answer

        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        print_answer(table, answer, Console(highlight=False, emoji=False, markup=False))
        sys.stdout.flush()


def print_packages(path: Path, *, console: Console) -> None:
    """Print the packages of a sound table on a console."""
    from concertar.site.command.report import print_answer

    answer, table = _answer(path, None, shows_progress=False)
    print_answer(table, answer, console)


def print_line(text: str) -> None:
    """One line on standard output, in UTF-8 whatever the terminal was told."""
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


def _answer(path: Path, seconds: float | None, *, shows_progress: bool) -> tuple[Answer, Table]:
    table = read_table(_bytes(path))
    with _progress(shows_progress and sys.stderr.isatty()) as progress:
        return find_packages(table, seconds=seconds, progress=progress), table


def _bytes(path: Path) -> bytes:
    """The file, or a little more of it than may be read: the reader refuses the rest."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            return file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable("file_missing") from None
    except IsADirectoryError:
        raise Unreadable("file_is_folder") from None
    except (OSError, ValueError):
        raise Unreadable("file_unreadable") from None


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe that nobody writes to as an empty file, instead of waiting for ever."""
    handle = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return handle


def _refuse(path: Path, sentence: str) -> int:
    if sys.stderr is None:
        return BAD_INPUT
    name = "".join(sign if sign.isprintable() else "\ufffd" for sign in str(path))
    sys.stderr.buffer.write(f"{name}: {sentence}\n".encode())
    sys.stderr.buffer.flush()
    return BAD_INPUT


@contextmanager
def _progress(wanted: bool) -> Iterator:
    """A bar on standard error while there is long work on a terminal; else nothing."""
    if not wanted:
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    titles = {"visiting": _("Visiting packages"), "comparing": _("Comparing packages")}
    columns = (TextColumn("{task.description}"), BarColumn(32), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(what: str, done: int, of: int) -> None:
            title = titles.get(what, _("Searching"))
            bar.update(task, description=title, completed=done, total=of or None)

        yield tell

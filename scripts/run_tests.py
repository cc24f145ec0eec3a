"""`make test`: all on SQLite, all that stores on PostgreSQL, the journeys in Chromium.

What cannot be had makes it fail with one sentence; nothing is skipped in silence.
"""

import os
import subprocess
import sys
import time

from scripts.browser import NoBrowser, chromium
from scripts.postgres import NoPostgres, a_postgres

PYTEST = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider"]
WORKERS = ["-n", str(min(os.cpu_count() or 2, 4)), "--dist", "worksteal"]


def main() -> int:
    if sys.argv[1:]:
        print("This runs every test and takes no options; for some of them, use pytest.")
        return 2
    started = time.monotonic()
    try:
        browser = chromium()
        with a_postgres() as postgres:
            failed = [name for name, run in _parts(browser, postgres) if not run()]
    except (NoBrowser, NoPostgres) as problem:
        print(problem, file=sys.stderr)
        return 1
    took = time.monotonic() - started
    outcome = "Failed: " + ", ".join(failed) if failed else "All passed"
    print(f"\n{outcome} in {took / 60:.1f} minutes.")
    return 1 if failed else 0


def _parts(browser: str, postgres: str):
    plain = {**os.environ, "CONCERTAR_BROWSER": browser, "CONCERTAR_MODE": "workshop"}
    plain.pop("DATABASE_URL", None)
    stored = {**plain, "DATABASE_URL": postgres}

    def part(title: str, arguments: list[str], environment: dict[str, str]):
        def run() -> bool:
            print(f"\n== {title}", flush=True)
            return (
                subprocess.run([*PYTEST, *arguments], env=environment, check=False).returncode == 0
            )

        return title, run

    yield part("the house, the methods and the site on SQLite", WORKERS, plain)
    yield part(
        "every page and verb by role, word, state and cost",
        [*WORKERS, "tests/pages", "tests/states"],
        plain,
    )
    yield part("what the site stores, on PostgreSQL", [*WORKERS, "src"], stored)
    yield part("journeys on SQLite", [*WORKERS, "tests/journeys"], plain)
    yield part("sign-in on PostgreSQL", ["tests/journeys/test_signing_in.py"], stored)


if __name__ == "__main__":
    sys.exit(main())

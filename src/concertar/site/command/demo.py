"""`concertar demo`: a database, the Forum's facts, an agreement found, and the site to look at.

Asks nothing. Run again, it finds what is there and changes nothing that has not changed.
"""

import os
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from concertar.site.command import wording
from concertar.site.command.language import gettext as _

NEGOTIATIONS = Path(__file__).parent.parent / "data/negotiations"
Step = Callable[[int, int], None]


def run_demo(port: int, *, serves: bool, language: str) -> None:
    """Prepare the demonstration in CONCERTAR_HOME, print an agreement, and serve unless told not to."""
    os.environ["CONCERTAR_MODE"] = "demo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concertar.site.settings")
    console = Console(highlight=False)
    import django

    django.setup()
    with _progress(console) as progress:
        _in_steps(progress, _("Database"), _migrate)
        _in_steps(progress, _("The look"), _collect)
        _in_steps(progress, _("The Forum's facts"), _load)
        _in_steps(progress, _("People of the demonstration"), _people)
    _print_agreement(console, language)
    if serves:
        _serve(console, port)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<28}"), BarColumn(32), MofNCompleteColumn())
    return Progress(*columns, console=console)


def _in_steps(progress: Progress, title: str, work: Callable[[Step], None]) -> None:
    task = progress.add_task(title, total=None)

    def step(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)

    work(step)
    total = progress.tasks[task].total or 1
    progress.update(task, completed=total, total=total)
    if not progress.console.is_terminal:
        progress.console.print(f"{title}: {_('ready')}")


def _migrate(step: Step) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    done = 0

    def applied(action: str, *_rest: object) -> None:
        nonlocal done
        if action == "apply_success":
            done += 1
            step(done, len(plan))

    del executor
    MigrationExecutor(connection, applied).migrate(
        MigrationExecutor(connection).loader.graph.leaf_nodes()
    )
    call_command("migrate", verbosity=0, interactive=False)  # what follows a migration, runs here


def _collect(step: Step) -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    step(1, 1)


def _load(step: Step) -> None:
    from concertar.kit.access import OPERATOR
    from concertar.network.actions import load_forum

    load_forum(by=OPERATOR, progress=step)


def _people(step: Step) -> None:
    from concertar.accounts.actions import make_demo_people
    from concertar.kit.access import OPERATOR

    make_demo_people(by=OPERATOR)
    step(1, 1)


def _print_agreement(console: Console, language: str) -> None:
    """The engine at its job: the Paris negotiation of 2015, answered in sentences."""
    from concertar.site.command.packages import print_packages

    console.rule()
    print_packages(NEGOTIATIONS / f"paris-2015.{language}.json", console=console, brief=True)
    console.rule()


def _serve(console: Console, port: int) -> None:
    from concertar.site.command.serve import serve

    console.print(wording.serving(port))
    serve(port, host="localhost")

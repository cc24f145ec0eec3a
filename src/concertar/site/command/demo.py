"""`concertar demo`: a database, the Forum's facts, a worked case, and the site to look at.

Asks nothing. Run again, it finds what is there and changes nothing that has not changed.
"""

import os
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from concertar.site.command import wording
from concertar.site.command.language import gettext as _
from concertar.site.command.language import spoken

NEGOTIATIONS = Path(__file__).parent.parent / "data/negotiations"
NEGOTIATION = "paris-2015"
Step = Callable[[int, int], None]  # how much is done, of how much


def run_demo(port: int, *, serves: bool) -> None:
    """Prepare the demonstration in CONCERTAR_HOME, print an agreement, and serve if asked to."""
    os.environ["CONCERTAR_MODE"] = "demo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concertar.site.settings")
    console = Console(highlight=False, markup=False, emoji=False)
    import django

    from concertar.site.command.serve import require_free_port

    if serves:
        require_free_port(port)
    django.setup()
    with _progress(console) as progress:
        _in_steps(progress, _("Database"), _migrate)
        _in_steps(progress, _("Stylesheet and pictures"), _collect)
        _in_steps(progress, _("Facts of the Forum"), _load)
        _in_steps(progress, _("Fictitious people"), _people)
        _in_steps(progress, _("Worked case"), _case)
    _print_agreement(console, port)
    if serves:
        _serve(console, port)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<26}"), BarColumn(32), MofNCompleteColumn())
    return Progress(*columns, console=console)


def _in_steps(progress: Progress, title: str, work: Callable[[Step], None]) -> None:
    task = progress.add_task(title, total=None)

    def step(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)

    work(step)
    total = next(t.total for t in progress.tasks if t.id == task) or 1
    progress.update(task, completed=total, total=total)


def _migrate(step: Step) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    done = 0

    def applied(action: str, *_rest: object) -> None:
        nonlocal done
        if action == "apply_success":
            done += 1
            step(done, len(plan))

    executor = MigrationExecutor(connection, applied)
    goal = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(goal)
    if plan:
        executor.migrate(goal, plan)
    call_command("migrate", verbosity=0, interactive=False)  # what follows a migration runs here


def _collect(step: Step) -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    step(1, 1)


def _load(step: Step) -> None:
    from concertar.kit.access import OPERATOR
    from concertar.network.actions import load_forum

    load_forum(by=OPERATOR, progress=lambda _what, done, of: step(done, of))


def _people(step: Step) -> None:
    from concertar.accounts.actions import make_demo_people
    from concertar.kit.access import OPERATOR

    make_demo_people(by=OPERATOR)
    step(1, 1)


def _case(step: Step) -> None:
    from concertar.site.case import play

    play(step)


def _print_agreement(console: Console, port: int) -> None:
    """What the worked case came to, in sentences; and how to try the engine alone."""
    from django.urls import reverse

    from concertar.agreements.models import Agreement
    from concertar.site.case import play
    from concertar.site.case.script import read
    from concertar.site.command.agreement import print_agreement

    language = spoken()
    standing = Agreement.objects.filter(status=Agreement.Status.STANDING)
    agreement = standing.select_related("table", "draft").get(table=play())
    page = reverse("agreements:agreement_detail", args=[agreement.slug])
    print_agreement(
        agreement,
        console,
        notice=read("case")["notice"][language],
        address=f"http://localhost:{port}{page}",
    )
    console.print(wording.engine_alone(_told(NEGOTIATIONS / f"{NEGOTIATION}.{language}.json")))


def _told(path: Path) -> str:
    """The path as somebody would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _serve(console: Console, port: int) -> None:
    from concertar.site.command.serve import serve

    console.print(wording.serving(port), style="bold")
    serve(port, host="localhost")

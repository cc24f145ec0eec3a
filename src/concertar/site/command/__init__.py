"""The command `concertar`: thin words over the same functions the site uses.

Every command imports what it needs when it runs, so that one which needs no site starts none.
What `--help` says is said in the machine's language: no `--language` has been read by then.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from concertar.site.command.language import LANGUAGES, speak
from concertar.site.command.language import gettext as _

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=_("Concertar: institutions negotiate, sign and keep agreements in public view."),
)
Port = Annotated[int, typer.Option(min=1, max=65535, help=_("Where the site listens."))]


def _speak(value: str) -> str:
    if value and value not in LANGUAGES:
        raise typer.BadParameter(_("write es or en."))
    return speak(value)


Language = Annotated[str, typer.Option("--language", callback=_speak, help=_("es or en"))]


@app.command(help=_("Load the Forum, play the worked case to its agreement, serve the site."))
def demo(
    port: Port = 8000,
    serve: Annotated[bool, typer.Option(help=_("Serve the site afterwards."))] = True,
    _language: Language = "",
) -> None:
    from concertar.site.command.demo import run_demo

    with _refusals(port):
        run_demo(port, serves=serve)


@app.command(help=_("Find the packages that a table could agree on, and say why."))
def packages(
    table: Annotated[Path, typer.Argument(help=_("The table, a JSON file."))],
    seconds: Annotated[
        float | None, typer.Option(help=_("Stop after so many seconds with the best found."))
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print one JSON object and nothing else."))
    ] = False,
    _language: Language = "",
) -> None:
    from concertar.site.command.packages import packages as run

    raise typer.Exit(run(table, seconds=seconds, as_json=as_json))


@app.command(help=_("Serve the site, and deliver its mail."))
def serve(
    port: Port = 8000,
    host: Annotated[str, typer.Option(help=_("The name or address to listen on."))] = "localhost",
    workers: Annotated[int, typer.Option(min=1, help=_("Processes that answer."))] = 2,
) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concertar.site.settings")
    from concertar.site.command.serve import serve as run

    with _refusals(port):
        run(port, host=host, workers=workers)


@app.command(
    help=_("Django's own commands."),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def manage(context: typer.Context) -> None:
    from concertar.site.command.manage import manage as run

    with _refusals(tells_all="--traceback" in context.args):
        run(context.args)


@contextmanager
def _refusals(port: int = 0, *, tells_all: bool = False) -> Iterator[None]:
    """Say in one sentence what the machine lacks, and exit with 2."""
    from django.db.utils import OperationalError, ProgrammingError

    from concertar.site.command import wording
    from concertar.site.command.serve import HostUnknown, NotReady, PortTaken
    from concertar.site.environment import EnvironmentProblem

    try:
        yield
    except PortTaken:
        problem = wording.port_taken(port)
    except HostUnknown as unknown:
        problem = wording.host_unknown(str(unknown))
    except NotReady as missing:
        problem = wording.not_ready(str(missing))
    except EnvironmentProblem as refused:
        problem = str(refused)
    except (OperationalError, ProgrammingError) as trouble:
        if tells_all:
            raise
        problem = wording.database_trouble(str(trouble))
    except OSError as trouble:
        if tells_all or trouble.filename is None:
            raise
        problem = wording.file_trouble(str(trouble.filename), trouble.strerror or "")
    else:
        return
    typer.echo(problem, err=True)
    raise typer.Exit(2)


def main() -> None:
    """What the console script `concertar` calls."""
    from concertar.site.command import wording

    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as misuse:
        asked = len(sys.argv) > 1  # else what is raised is the help
        problem = misuse.format_message()
        typer.echo(wording.misused(problem) if asked else problem, err=True)
        sys.exit(2)

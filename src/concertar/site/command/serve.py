"""`concertar serve`: the site by gunicorn, and beside it the process that delivers mail."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication


class PortTaken(Exception):
    """Somebody else listens there."""


class HostUnknown(Exception):
    """The name to listen on leads to no address; the message is the name."""


class NotReady(Exception):
    """The site lacks what a command of Django makes; the message is the command."""


class Site(BaseApplication):  # type: ignore[misc]
    """The site under gunicorn, configured in code."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.settings.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from concertar.site.wsgi import application

        return application


def serve(port: int, *, host: str, workers: int = 2) -> None:
    """Serve until interrupted. What the machine lacks is said before anything is started."""
    import django

    addresses = _addresses(host, port)
    django.setup()
    _require_ready()
    deliverer = subprocess.Popen(
        [sys.executable, "-m", "concertar.site.command", "manage", "deliver", "--watch"],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # it is told to stop by us, once, not by the terminal too
    )
    settings = {
        "bind": [
            f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
            for address in addresses
        ],
        "workers": workers,
        "threads": 4,
        "worker_class": "gthread",
        "loglevel": "warning",
        "preload_app": True,
        "on_exit": lambda _server: _stop(deliverer),
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "timeout": 60,
        "graceful_timeout": 5,
        "control_socket_disable": True,
    }
    try:
        Site(settings).run()
    finally:
        _stop(deliverer)


def _require_ready() -> None:
    """Raise NotReady where pages could only fail: no tables, or no stylesheet."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrate")
    connection.close()  # before the site divides into processes
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise NotReady("collectstatic --no-input")


def require_free_port(port: int, *, host: str = "localhost") -> None:
    """Raise PortTaken if somebody else listens there already."""
    _addresses(host, port)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(timeout=10)


def _addresses(host: str, port: int) -> list[str]:
    """The addresses of the host on which we may listen; `localhost` is often two."""
    found: list[str] = []
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as problem:
        raise HostUnknown(host) from problem
    for family, *_rest, address in known:
        name = str(address[0])
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                probe.bind((name, port))
            except OSError as problem:
                if problem.errno in (97, 99):  # this machine has no such address
                    continue
                raise PortTaken(str(port)) from problem
        if name not in found:
            found.append(name)
    if not found:
        raise PortTaken(str(port))
    return found

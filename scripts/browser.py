"""A real Chromium for the journeys: the machine's own, or Debian's, installed when we may."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


class NoBrowser(Exception):
    """No Chromium could be had; the message says what to do, in one sentence."""


def chromium() -> str:
    """The path of a Chromium that runs; installs Debian's when none is there and we are root."""
    if path := _found():
        return path
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        subprocess.run([apt, "-qq", "update"], check=False, capture_output=True)
        subprocess.run(
            [apt, "-o", "DPkg::Lock::Timeout=300", "-qq", "install", "-y",
             "--no-install-recommends", "chromium"],
            check=False, capture_output=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )  # fmt: skip
        if path := _found():
            return path
    raise NoBrowser(
        "The journeys need Chromium and none was found: install it (Debian: apt-get install"
        " chromium) or set CONCERTAR_BROWSER to its path."
    )


def _found() -> str:
    if named := os.environ.get("CONCERTAR_BROWSER", ""):
        return named if Path(named).exists() else ""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    own = sorted((Path.home() / ".cache/ms-playwright").glob("chromium-*/chrome-linux*/chrome"))
    return str(own[-1]) if own else ""

"""Say in one sentence what a fresh machine lacks, before anything is installed.

Runs on whatever Python the machine has, so it uses nothing newer than 3.6.
"""

import importlib.util
import sys


def missing():
    if sys.version_info < (3, 11):  # noqa: UP036  (this file runs before we know the version)
        have = ".".join(str(part) for part in sys.version_info[:2])
        return "Concertar needs Python 3.11 or newer; this is Python %s." % have  # noqa: UP031
    if importlib.util.find_spec("ensurepip") is None:
        return "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv"
    return ""


if __name__ == "__main__":
    sentence = missing()
    if sentence:
        sys.exit(sentence)

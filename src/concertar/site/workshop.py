"""The settings of the workshop: tests and checks, writing into a folder of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CONCERTAR_MODE", "workshop")
if "CONCERTAR_HOME" not in os.environ:
    os.environ["CONCERTAR_HOME"] = tempfile.mkdtemp(prefix="concertar-workshop-")
    (Path(os.environ["CONCERTAR_HOME"]) / "static").mkdir()

from concertar.site.settings import *  # noqa: F403

# A hash that is meant to be slow would make the tests slow, a second for each made-up person.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

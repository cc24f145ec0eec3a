"""How every test begins: the workshop's settings, and a folder of its own for what is written."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CONCERTAR_MODE", "workshop")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concertar.site.settings")
if "CONCERTAR_HOME" not in os.environ:
    os.environ["CONCERTAR_HOME"] = str(Path(tempfile.mkdtemp(prefix="concertar-test-")))

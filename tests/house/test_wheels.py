"""What is built to be installed elsewhere holds everything that the site reads."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.source import HOUSE, METHODS, ROOT

READ = (".html", ".txt", ".css", ".js", ".svg", ".csv", ".json", ".typ", ".py")
NOT_PACKED = {"tests", "__pycache__"}


def packed(project: Path, at: Path) -> set[str]:
    """The names in the wheel of a project, built from a copy of it that lies at `at`."""
    shutil.copytree(project / "src", at / "src", ignore=shutil.ignore_patterns("*.mo", "*.pyc"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(project / name, at)
    shutil.copytree(ROOT / "scripts", at / "scripts")
    shutil.copy(ROOT / ".gitignore", at)  # a builder leaves out what git leaves out
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=at, check=True, capture_output=True, timeout=120)
    (wheel,) = (at / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def wanted(package: Path) -> set[str]:
    """Everything below a package that the site reads, and a compiled catalogue for each Spanish."""
    found = [path for path in package.rglob("*") if not NOT_PACKED & set(path.parts)]
    kept = [path for path in found if path.suffix in READ]
    kept += [path.with_suffix(".mo") for path in found if path.suffix == ".po"]
    return {str(path.relative_to(package.parent)) for path in kept}


@pytest.mark.parametrize(
    ("package", "project"), [(HOUSE, ROOT), (METHODS, ROOT / "methods")], ids=["site", "methods"]
)
def test_a_wheel_holds_all_that_is_read_and_no_tests(package, project, tmp_path):
    inside = packed(project, tmp_path)
    assert sorted(wanted(package) - inside) == []
    assert not [name for name in inside if "tests" in Path(name).parts]

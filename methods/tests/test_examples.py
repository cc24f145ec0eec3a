"""What the README and the docstrings show is what happens."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import concertar_methods.packages

README = Path(__file__).parent.parent / "README.md"
MODULES = [module.name for module in pkgutil.iter_modules(concertar_methods.packages.__path__)]


def test_the_readme_runs():
    run = doctest.testfile(str(README), module_relative=False)
    assert run.attempted >= 7
    assert run.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    module = importlib.import_module(f"concertar_methods.packages.{name}")
    names = {"np": importlib.import_module("numpy")}
    assert doctest.testmod(module, extraglobs=names).failed == 0

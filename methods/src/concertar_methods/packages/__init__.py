"""Packages: one option for every issue, chosen so that no party is left behind."""

from concertar_methods.packages.answer import Answer, Found, Package, Reason, as_json
from concertar_methods.packages.find import find_packages
from concertar_methods.packages.model import Table
from concertar_methods.packages.reader import read_table

__all__ = [
    "Answer",
    "Found",
    "Package",
    "Reason",
    "Table",
    "as_json",
    "find_packages",
    "read_table",
]

"""The nouns of a table, one file a family."""

from concertar.tables.models.actor import Actor, Consent, Interest, Position
from concertar.tables.models.meeting import Attendance, Meeting
from concertar.tables.models.option import (
    Baseline,
    Budget,
    Capacity,
    Cost,
    Effect,
    Issue,
    Load,
    Option,
)
from concertar.tables.models.package import Choice, Package, PackageValue, Run
from concertar.tables.models.sheet import Condition, Countersign, Score, Sheet, Weight
from concertar.tables.models.table import Charter, Step, Table

__all__ = [
    "Actor",
    "Attendance",
    "Baseline",
    "Budget",
    "Capacity",
    "Charter",
    "Choice",
    "Condition",
    "Consent",
    "Cost",
    "Countersign",
    "Effect",
    "Interest",
    "Issue",
    "Load",
    "Meeting",
    "Option",
    "Package",
    "PackageValue",
    "Position",
    "Run",
    "Score",
    "Sheet",
    "Step",
    "Table",
    "Weight",
]

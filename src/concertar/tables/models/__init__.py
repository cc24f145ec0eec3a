"""The nouns of a table, one file a family."""

from concertar.tables.models.actor import Actor, Consent, Interest, Position
from concertar.tables.models.answers import Answers, Mark
from concertar.tables.models.disclosure import Gains, gains_seen, published_gains
from concertar.tables.models.facts import Facts, facts_of, ties_of
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
from concertar.tables.models.sheet import Condition, Countersign, Misreading, Score, Sheet, Weight
from concertar.tables.models.table import Charter, Step, Table

__all__ = [
    "Actor",
    "Answers",
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
    "Facts",
    "Gains",
    "Interest",
    "Issue",
    "Load",
    "Mark",
    "Meeting",
    "Misreading",
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
    "facts_of",
    "gains_seen",
    "published_gains",
    "ties_of",
]

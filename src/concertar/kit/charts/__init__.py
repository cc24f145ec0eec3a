"""Pictures of numbers, drawn by the server: an SVG that needs no colour, with its table beside.

Each function takes frozen data and gives a `Figure`: the drawing, a table that says the same, and
one sentence on what to see. Show it with `{% include "kit/_figure.html" with figure=... %}`, or
with `kit/_picture.html` where the page itself has a list that says what the table would.
A room only turns its rows into that data; how a picture looks is decided here.
"""

from concertar.kit.charts.amounts import Pair, Part, balance, pairs, parts
from concertar.kit.charts.figure import Caption, Figure, Label, Table
from concertar.kit.charts.groups import Group, Node, dots, tree
from concertar.kit.charts.years import Lane, Moment, timeline

__all__ = [
    "Caption",
    "Figure",
    "Group",
    "Label",
    "Lane",
    "Moment",
    "Node",
    "Pair",
    "Part",
    "Table",
    "balance",
    "dots",
    "pairs",
    "parts",
    "timeline",
    "tree",
]

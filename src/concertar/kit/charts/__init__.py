"""Pictures of numbers, drawn by the server: an SVG that needs no colour, with its table beside.

Each function takes frozen data and gives a `Figure`: the drawing, a table that says the same, and
one sentence on what to see. Show it with `{% include "kit/_figure.html" with figure=... %}`, or
with `kit/_picture.html` where the page itself has a list that says what the table would, or with
`kit/_figure_folded.html` where the numbers are for whoever opens them.
A room only turns its rows into that data; how a picture looks is decided here.
"""

from concertar.kit.charts.amounts import Pair, Part, balance, pairs, parts
from concertar.kit.charts.figure import Caption, Figure, Label, Table
from concertar.kit.charts.groups import Group, Node, dots, tree
from concertar.kit.charts.limits import Bound, Spread, SpreadKind, Verdict, limit, said_verdict
from concertar.kit.charts.packages import Gain, Package, comparison
from concertar.kit.charts.readings import Reading, series
from concertar.kit.charts.seating import Nature, SeatKind, SeatMark, Side, seats
from concertar.kit.charts.stages import Stage, State, stages
from concertar.kit.charts.traces import Step, StepKind, Trace, TraceRow, trace
from concertar.kit.charts.years import Lane, Moment, timeline

__all__ = [
    "Bound",
    "Caption",
    "Figure",
    "Gain",
    "Group",
    "Label",
    "Lane",
    "Moment",
    "Nature",
    "Node",
    "Package",
    "Pair",
    "Part",
    "Reading",
    "SeatKind",
    "SeatMark",
    "Side",
    "Spread",
    "SpreadKind",
    "Stage",
    "State",
    "Step",
    "StepKind",
    "Table",
    "Trace",
    "TraceRow",
    "Verdict",
    "balance",
    "comparison",
    "dots",
    "limit",
    "pairs",
    "parts",
    "said_verdict",
    "seats",
    "series",
    "stages",
    "timeline",
    "trace",
    "tree",
]

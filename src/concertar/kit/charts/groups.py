"""Things one by one, a dot for each: by group, or each under the one that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext

from concertar.kit.charts.figure import Caption, Figure, Label, Row, Table
from concertar.kit.charts.pen import EDGE, ROOM, at, dot, label, sheet
from concertar.kit.numbers import said_number

DOT_STEP = 17
ROW_OF_DOTS = 19
A_ROW = ROOM // DOT_STEP

INDENT = 26


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its things: how many there are, and how many of them are filled."""

    label: Label
    count: int
    filled: int


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, and how many others it is inside of; perhaps it stands for many like it."""

    label: Label
    depth: int = 0
    is_many: bool = False


def dots(caption: Caption, groups: Sequence[Group], *, head: Row) -> Figure:
    """A row of dots for each group, the filled ones first."""
    drawn = []
    y = 0.0
    for group in groups:
        words, lower = label(2, y + 10, group.label.text)
        y += lower + 22
        drawn.append(words)
        drawn += [
            dot(EDGE + i % A_ROW * DOT_STEP, y + i // A_ROW * ROW_OF_DOTS, filled=i < group.filled)
            for i in range(group.count)
        ]
        y += ROW_OF_DOTS * max(1, -(-group.count // A_ROW)) + 6
    table = Table(
        caption.titled,
        head,
        tuple((one.label.cell, said_number(one.count), said_number(one.filled)) for one in groups),
        foot=(
            gettext("Total"),
            said_number(sum(one.count for one in groups)),
            said_number(sum(one.filled for one in groups)),
        ),
    )
    return Figure(caption, sheet(caption, y, drawn), table)


def tree(caption: Caption, nodes: Sequence[Node]) -> Figure:
    """Each thing under the one that it belongs to, one step further in, and tied to it.

    A node follows the one that it is inside of; two hollow dots stand for many.
    """
    drawn, rows = [], []
    above: dict[int, tuple[Node, float]] = {}
    y = 16.0
    for node in nodes:
        x = EDGE + node.depth * INDENT
        parent, parent_y = above.get(node.depth - 1, (None, 0.0))
        if parent:
            tie = f"M{at(x - INDENT)} {at(parent_y + 6)}V{at(y)}H{at(x - 6)}"
            drawn.append(format_html('<path class="soft" d="{}"/>', tie))
        if node.is_many:
            drawn.append(dot(x + 4, y + 3, filled=False))
        words, lower = label(x + 16, y + 5, node.label.text)
        drawn += [dot(x, y, filled=not node.is_many), words]
        rows.append((node.label.cell, parent.label.cell if parent else "—"))
        above[node.depth] = (node, y)
        y += lower + 36
    table = Table(
        caption.titled, (gettext("What"), gettext("Belongs to")), tuple(rows), words=(0, 1)
    )
    return Figure(caption, sheet(caption, y - 16, drawn), table)

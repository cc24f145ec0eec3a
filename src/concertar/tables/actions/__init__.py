"""The verbs of a table. Each write is one transaction, checked first and journalled last."""

from concertar.tables.actions.admission import (
    SeatAct,
    act_of_seat,
    admit,
    day_of_act,
    mandates_on,
)

__all__ = ["SeatAct", "act_of_seat", "admit", "day_of_act", "mandates_on"]

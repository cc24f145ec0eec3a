"""The steps of a process in their order: what is done, where it stands, what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["done", "current", "todo"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step; `said` is its date, as it is printed: “12 Mar” or “until 11 Dec”."""

    label: str
    state: State = "todo"
    said: str = ""
    address: str = ""

    @property
    def is_current(self) -> bool:
        return self.state == "current"


def stages(labels: Sequence[str], current: int, said: Sequence[str] = ()) -> tuple[Stage, ...]:
    """Steps of which one is current; all are done where `current` is as many as there are."""
    if not 0 <= current <= len(labels) or len(said) > len(labels):
        raise ValueError("no such step")

    def state(i: int) -> State:
        return "done" if i < current else "current" if i == current else "todo"

    dates = [*said, *[""] * (len(labels) - len(said))]
    return tuple(Stage(label, state(i), dates[i]) for i, label in enumerate(labels))

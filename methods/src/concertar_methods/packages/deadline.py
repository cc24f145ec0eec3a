"""A stopwatch: the one place of the search that knows time passes.

It decides only when to stop improving, never what is better: without `seconds` the same
program gives the same package, bound and proof on every machine.
"""

import math
import time


class Deadline:
    """So many seconds from now; none: never."""

    def __init__(self, seconds: float | None) -> None:
        self._end = math.inf if seconds is None else time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, 0 when time is up, infinite without a limit."""
        return max(0.0, self._end - time.monotonic())

    @property
    def up(self) -> bool:
        return self.left <= 0

    def share(self, part: float, *, most: float = math.inf) -> "Deadline":
        """A nearer deadline: a part of what is left, and `most` seconds at most, if limited."""
        return Deadline(None if math.isinf(self._end) else min(self.left * part, most))

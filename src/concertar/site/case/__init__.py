"""The worked case, played: its script becomes rows, through the same actions as any table's.

`play()` enters the whole of it, in one transaction; a second time it finds the table and does
nothing. `play(until="scoring")` makes a table of its own that stops before it first comes to that
state, with all the days moved so that the next step of the script is today's.
"""

from concertar.site.case.play import Progress, play
from concertar.site.case.script import CaseDiffers

__all__ = ["CaseDiffers", "Progress", "play"]

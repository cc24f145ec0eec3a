"""What a table prints: from the invitation to the sheet of scores, for a room with only paper.

Sheets say what everybody who sees the table may read, and leave the rest white: no interest, no
position and no score stands on any of them.
"""

from concertar.tables.printing.calls import attendance, convocation
from concertar.tables.printing.worksheets import consent, interests, options, scores

__all__ = ["attendance", "consent", "convocation", "interests", "options", "scores"]

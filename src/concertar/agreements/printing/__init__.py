"""What a room reads and signs on paper: the draft, the acta, the follow-up."""

from concertar.agreements.printing.acta import acta
from concertar.agreements.printing.drafts import criticism, draft
from concertar.agreements.printing.follow_up import follow_up

__all__ = ["acta", "criticism", "draft", "follow_up"]

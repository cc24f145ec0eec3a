"""The one page on which rooms are tied together; nothing else of the house knows two of them.

A page leaves a slot and names nobody: here stands what fills it, in the order in which it is shown.
A room that keeps files says here which of its nouns hold them (`kit.holders.add`).
"""

from concertar.agreements.models import Check
from concertar.agreements.views import elsewhere as agreements_pages
from concertar.agreements.views import typing_in as agreements_on_paper
from concertar.fora import rules as fora
from concertar.fora.views import elsewhere as fora_pages
from concertar.kit import holders, slots
from concertar.observatory import rules as observatory
from concertar.site import front, waiting
from concertar.tables.views import elsewhere as tables_pages


def wire() -> None:
    """Called once, when the site starts."""
    observatory.also_kept_by(fora.facilitates_somewhere)
    holders.add(Check, "file")
    slots.fill("site:under_way", agreements_pages.tables_and_agreements)
    slots.fill("site:due_next", agreements_pages.due_next)
    slots.fill("site:under_way", front.programmes_under_way)
    slots.fill("site:under_way", front.latest_milestones)
    slots.fill("network:place_below", fora_pages.fora_of_place)
    slots.fill("network:place_below", agreements_pages.commitments_of_place)
    slots.fill("network:institution_below", fora_pages.seats_of_institution)
    slots.fill("network:institution_below", agreements_pages.commitments_of_institution)
    slots.fill("fora:tables", tables_pages.tables_of_forum)
    slots.fill("tables:acts", agreements_pages.way_to_the_text)
    slots.fill("tables:agreement", agreements_pages.agreement_of_table)
    slots.fill("tables:type_in", agreements_on_paper.section)
    slots.fill("accounts:for_you", waiting.waiting_list)

"""The rooms a reader can go to, in the order in which the mast and the foot name them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOMS: tuple[tuple[str, Promise], ...] = (
    ("tables:table_list", _("Tables")),
    ("agreements:agreement_list", _("Agreements")),
    ("agreements:commitment_list", _("Commitments")),
    ("fora:forum_list", _("Fora")),
    ("observatory:indicator_list", _("Observatory")),
    ("network:place_list", _("Places")),
    ("network:institution_list", _("Institutions")),
)
# What a reader looks up now and then stands at the foot of every page.
ARCHIVE: tuple[tuple[str, Promise], ...] = (
    ("network:body_list", _("Bodies")),
    ("network:programme_list", _("Programmes")),
    ("network:milestone_list", _("Milestones")),
    ("network:figure_list", _("Figures")),
)


@dataclass(frozen=True, slots=True)
class Room:
    """One way from the mast; `is_current` where the reader already is in it."""

    label: str
    address: str
    is_current: bool


def rooms_for(request: HttpRequest) -> list[Room]:
    return _ways(request, ROOMS)


def archive_for(request: HttpRequest) -> list[Room]:
    return _ways(request, ARCHIVE)


def _ways(request: HttpRequest, names: tuple[tuple[str, Promise], ...]) -> list[Room]:
    addresses = [(reverse(name), str(label)) for name, label in names]
    return [Room(label, address, request.path.startswith(address)) for address, label in addresses]

"""What of the scores is published with an agreement: what its charter said, and nothing more.

Three things must hold: the agreement stands; the charter, frozen when the table opened, names the
level; and every party whose value would show consented to that charter under its hash. A value of
a constituency is the least of its parties', so it needs the consent of them all. Gains are never
published: beside a value they would tell what a party needed at least.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from concertar.agreements.models import Agreement
from concertar.tables.models import Actor, Consent, PackageValue
from concertar.tables.models.table import Publishes

NOTHING: dict[str, Any] = {"publishes": Publishes.NOTHING.value}


def published(
    agreement: Agreement,
    charter: Mapping[str, Any],
    actors: Sequence[Actor],
    consents: Sequence[Consent],
) -> dict[str, Any]:
    """The values that may leave, as exact fractions of 100 points."""
    level = charter["publishes"]
    package = agreement.draft.package_id
    if level not in (Publishes.CONSTITUENCIES, Publishes.PARTIES):
        return NOTHING
    if agreement.status != Agreement.Status.STANDING or package is None:
        return {"publishes": level, level: []}
    sha256 = agreement.table.charter.sha256
    consented = {one.actor_id for one in consents if one.charter_sha256 == sha256}
    # Read on purpose without `visible_to`, which shows a party its own value only.
    known = dict(PackageValue.objects.filter(package=package).values_list("actor_id", "value"))
    sides: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        if not actor.is_empty_chair:
            sides[actor.seat.constituency.key].append(actor)
    shown = {actor.pk for actor in actors if actor.pk in consented and actor.pk in known}
    constituencies = [
        {"constituency": side, "value": str(min(Fraction(known[one.pk]) for one in members))}
        for side, members in sorted(sides.items())
        if all(one.pk in shown for one in members)
    ]
    if level == Publishes.CONSTITUENCIES:
        return {"publishes": level, "constituencies": constituencies}
    parties = [
        {"actor": str(one.pk), "value": str(Fraction(known[one.pk]))}
        for _side, members in sorted(sides.items())
        for one in members
        if one.pk in shown
    ]
    return {"publishes": level, "constituencies": constituencies, "parties": parties}

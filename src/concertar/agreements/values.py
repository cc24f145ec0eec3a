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
    sides: dict[str, list[tuple[Any, Fraction]]] = defaultdict(list)
    for actor in actors:
        if actor.pk in known:
            side = actor.seat.constituency.key
            sides[side].append((actor.pk, Fraction(known[actor.pk])))
    whole = {
        side: parties
        for side, parties in sorted(sides.items())
        if all(party in consented for party, _value in parties)
    }
    constituencies = [
        {"constituency": side, "value": str(min(value for _party, value in parties))}
        for side, parties in whole.items()
    ]
    if level == Publishes.CONSTITUENCIES:
        return {"publishes": level, "constituencies": constituencies}
    parties = [
        {"actor": str(party), "value": str(value)}
        for side in sorted(sides)
        for party, value in sides[side]
        if party in consented
    ]
    return {"publishes": level, "constituencies": constituencies, "parties": parties}

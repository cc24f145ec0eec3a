"""What was measured of the indicators that commitments should move, and the limits on them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from concertar.agreements.following import Value
from concertar.agreements.models import Commitment
from concertar.fora.models import Forum
from concertar.kit.access import Visitor
from concertar.observatory.models import Limit, Observation
from concertar.tables.models import Table

MOST = 2_000  # of the last values; a picture draws far fewer


def values_of(
    person: Visitor, forum: Forum, commitments: Iterable[Commitment]
) -> Mapping[Any, Sequence[Value]]:
    """By indicator, what was measured in the forum's place and inside it."""
    indicators = {one.indicator_id for one in commitments if one.indicator_id}
    if not indicators:
        return {}
    seen = Observation.objects.visible_to(person).standing().filter(indicator__in=indicators)
    if forum.territory is not None:
        seen = seen.filter(territory__path__startswith=forum.territory.path)
    found: dict[Any, list[Value]] = defaultdict(list)
    columns = ("indicator_id", "day", "value", "is_illustrative")
    for indicator, day, value, is_illustrative in seen.order_by("-day").values_list(*columns)[
        :MOST
    ]:
        found[indicator].append(Value(day, value, is_illustrative))
    return found


def limits_on(
    person: Visitor,
    table: Table,
    commitments: Iterable[Commitment],
    *,
    cited: Collection[str] = (),
) -> list[Limit]:
    """The adopted limits on the indicators of these commitments that hold where the table is.

    Those that clauses cite by their keys are among them, whatever they bound.
    """
    indicators = {one.indicator_id for one in commitments if one.indicator_id}
    if not indicators and not cited:
        return []
    territory = table.forum.territory
    around = territory.path.strip("/").split("/") if territory else []
    holds = Q(territory__isnull=True) | Q(territory__slug__in=around)
    here = Q(holds, status=Limit.Status.ADOPTED, indicator__in=indicators)
    found = Limit.objects.visible_to(person).filter(here | Q(slug__in=cited))
    return list(found.select_related("entity").order_by("indicator", "kind", "slug"))

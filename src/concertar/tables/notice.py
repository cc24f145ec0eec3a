"""The first screen of a table in sentences: who decides, by which rule, until when, what is next.

Everything is said from rows that were read already.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertar.fora.models import Guardianship
from concertar.kit import clock
from concertar.kit.numbers import said_number
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import Publishes, State

OVER = frozenset({State.STANDING, State.FAILED, State.FOLLOWED})


def who_decides(present: Sequence[Actor], guardianships: Iterable[Guardianship]) -> list[str]:
    """How many institutions of how many sides; and that nature does not vote."""
    sides = {actor.seat.constituency_id for actor in present}
    if not present:
        return [_("Nobody is at the table yet.")]
    institutions = ngettext("%(count)s institution", "%(count)s institutions", len(present)) % {
        "count": said_number(len(present))
    }
    sentence = ngettext(
        "%(institutions)s of one side.",
        "%(institutions)s of %(sides)s sides that weigh the same.",
        len(sides),
    ) % {"institutions": institutions, "sides": said_number(len(sides))}
    entities = {one.entity.said("name").text for one in guardianships}
    nature = [
        _("%(entity)s does not vote: it sets the limit, by its guardian.") % {"entity": entity}
        for entity in sorted(entities)
    ]
    return [sentence, *nature]


def said_moment(table: Table) -> str:
    """The day and hour of decision, in the zone of the forum's place."""
    if table.decides_by is None:
        return ""
    return date_format(clock.in_zone(table.decides_by, table.forum.zone), _("l j F Y, H:i"))


def days_left(table: Table, now: datetime) -> str:
    """How many days remain, where something is still to be decided."""
    if table.decides_by is None or table.state in OVER:
        return ""
    zone = table.forum.zone
    left = (clock.in_zone(table.decides_by, zone).date() - clock.in_zone(now, zone).date()).days
    if table.decides_by <= now:
        return _("The day has passed and the table has not decided.")
    if left == 0:
        return _("It is today.")
    return ngettext("%(count)s day left.", "%(count)s days left.", left) % {
        "count": said_number(left)
    }


def rule_in_sentences(
    table: Table, actors: Iterable[Actor], required: Collection[str]
) -> list[str]:
    """When an agreement stands, and what of the scores is published with it."""
    told = [
        ngettext(
            "An agreement stands with at least %(count)s signature.",
            "An agreement stands with at least %(count)s signatures.",
            table.least_signatures,
        )
        % {"count": said_number(table.least_signatures)}
    ]
    must = [actor.seat.institution.name for actor in actors if actor.must_sign]
    if must:
        told.append(
            _("There is no agreement without the signature of each of these: %(names)s.")
            % {"names": "; ".join(must)}
        )
    if required:
        told.append(_("Each of these sides must sign: %(sides)s.") % {"sides": "; ".join(required)})
    told.append(
        _("A party may sign with a reservation, which is printed.")
        if table.may_reserve
        else _("Nobody may sign with a reservation.")
    )
    told.append(str(PUBLISHED[Publishes(table.publishes)]()))
    return told


PUBLISHED = {
    Publishes.NOTHING: lambda: _("Nothing of the scores is published."),
    Publishes.CONSTITUENCIES: lambda: _(
        "With the agreement, what each package on the table is worth to each side is published; "
        "every party agrees to that first."
    ),
    Publishes.PARTIES: lambda: _(
        "With the agreement, what each package on the table is worth to each party is published; "
        "every party agrees to that first."
    ),
}

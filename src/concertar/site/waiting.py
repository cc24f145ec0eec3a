"""What waits for one person: their tables, and what each of them asks next, by its state."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from concertar.agreements.models import Agreement, Check, Signature
from concertar.fora.models import Forum
from concertar.kit.access import Visitor, is_signed_in
from concertar.tables.models import Actor, Sheet, Table
from concertar.tables.models.table import State

MOST = 20  # tables of one person; more are found in the list of tables
AT_REST = (State.STANDING, State.FOLLOWED, State.FAILED)

# What a table asks of whoever speaks for a seat, and where.
ASKED: dict[str, tuple[Promise, str]] = {
    State.OPEN: (_("Read the rule, and consent to what is published"), "tables:seat"),
    State.TALKING: (_("Say what the institution needs and asks"), "tables:seat"),
    State.SCORING: (_("Give the score sheet"), "tables:scores"),
    State.PROPOSING: (_("Read the packages"), "tables:packages"),
    State.DRAFTING: (_("Read the draft and say what is wrong with it"), "agreements:draft_detail"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: at which table, what, where; `is_urgent` where others wait for it."""

    table: Table
    what: str | Promise
    address: str
    is_urgent: bool = False


def waiting_for(person: Visitor) -> list[Waiting]:
    """Everything that waits for a person, what others wait for first."""
    if not is_signed_in(person) or person.pk is None:
        return []
    found = [*_of_seats(person), *_of_tables(person)]
    return sorted(found, key=lambda one: not one.is_urgent)


def waiting_list(request: HttpRequest) -> SafeString:
    found = waiting_for(request.user)
    return render_to_string("site/_waiting.html", {"found": found}) if found else SafeString()


def _of_seats(person: Visitor) -> Iterator[Waiting]:
    seen = Actor.objects.visible_to(person).spoken_for_now_by(person).present()
    own = list(seen.select_related("table").distinct()[:MOST])
    if not own:
        return
    given = set(Sheet.objects.visible_to(person).filter(actor__in=own).values_list("actor_id"))
    signed = set(
        Signature.objects.visible_to(person)
        .filter(actor__in=own, agreement__status=Agreement.Status.SIGNING)
        .values_list("actor_id")
    )
    for actor in own:
        if actor.table.state == State.SIGNING:
            if (actor.pk,) not in signed:
                yield from _to_sign(person, actor)
        elif actor.table.state == State.SCORING and (actor.pk,) in given:
            continue
        elif actor.table.state in ASKED:
            what, route = ASKED[actor.table.state]
            address = reverse(route, args=[actor.table.slug])
            yield Waiting(actor.table, what, address, actor.table.state == State.SCORING)
    yield from _to_answer(person, own)


def _to_sign(person: Visitor, actor: Actor) -> Iterator[Waiting]:
    open_texts = Agreement.objects.visible_to(person).filter(table=actor.table)
    text = open_texts.filter(status=Agreement.Status.SIGNING).first()
    if text:
        address = reverse("agreements:sign", args=[text.slug])
        yield Waiting(actor.table, _("Sign the agreement, or say why not"), address, is_urgent=True)


def _to_answer(person: Visitor, own: list[Actor]) -> Iterator[Waiting]:
    """Checks of the institution's own commitments that expect a reply and have none."""
    unanswered = Check.objects.visible_to(person).filter(
        commitment__responsible__in=own, reply_by__isnull=False, replies__isnull=True
    )
    for check in unanswered.select_related("commitment__draft__table")[:MOST]:
        address = reverse("agreements:reply_new", args=[check.pk])
        table = check.commitment.draft.table
        yield Waiting(
            table, _("Reply to what was found about a commitment"), address, is_urgent=True
        )


def _of_tables(person: Visitor) -> Iterator[Waiting]:
    fora = Forum.objects.visible_to(person).facilitated_by(person)
    tables = Table.objects.visible_to(person).filter(forum__in=fora).exclude(state__in=AT_REST)
    for table in tables[:MOST]:
        address = reverse("tables:facilitate", args=[table.slug])
        yield Waiting(table, _("Facilitate the next step"), address)

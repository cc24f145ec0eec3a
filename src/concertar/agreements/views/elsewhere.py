"""What agreements show on pages of the rooms below and of the roof: the wiring puts it there."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from concertar.agreements.following import Standing
from concertar.agreements.models import Agreement, Commitment, Signature
from concertar.agreements.models.commitment import CommitmentQuerySet
from concertar.agreements.views.commitments import seen_commitments
from concertar.kit.access import Visitor
from concertar.network.models import Institution, Territory
from concertar.tables.models import Actor, Table
from concertar.tables.models.table import State

LATE_FIRST: tuple[str, ...] = ("rank", "due", "pk")
IS_LATE, IS_NOT_DONE = Q(standing=Standing.LATE), ~Q(standing=Standing.DONE)
WITH_A_TEXT = frozenset({State.SIGNING, State.STANDING, State.FOLLOWED})
HELD = ("signing", "standing")
FEW = 5
MOST = 30
UNDER_WAY = (
    State.OPEN, State.TALKING, State.SCORING, State.PROPOSING, State.DRAFTING, State.SIGNING,
)  # fmt: skip


def _followed(person: Visitor) -> CommitmentQuerySet:
    return seen_commitments(person).binding().order_by(*LATE_FIRST)


def _agreements(person: Visitor) -> QuerySet[Agreement]:
    """With how many commitments each holds, and how many of them are late."""
    commitments = Commitment.objects.visible_to(person).filter(agreement=OuterRef("pk"))
    counted = commitments.order_by().values("agreement").annotate(count=Count("pk"))
    late = commitments.following().filter(IS_LATE).order_by().values("agreement")
    return (
        Agreement.objects.visible_to(person)
        .select_related("draft", "table__forum__territory")
        .annotate(
            commitment_count=Coalesce(Subquery(counted.values("count")), 0),
            late_count=Coalesce(Subquery(late.annotate(count=Count("pk")).values("count")), 0),
        )
    )


def tables_and_agreements(request: HttpRequest) -> SafeString:
    """What is being negotiated now, and what stands: the top of the home page."""
    tables = Table.objects.visible_to(request.user).filter(state__in=UNDER_WAY)
    agreements = _agreements(request.user).filter(status__in=("signing", "standing"))
    context = {
        "tables": list(tables.select_related("forum__territory")[:FEW]),
        "agreements": list(agreements[:FEW]),
    }
    return render_to_string("agreements/_under_way.html", context, request)


def due_next(request: HttpRequest) -> SafeString:
    """The commitments that are late, and those that are due next."""
    commitments = list(_followed(request.user).filter(IS_NOT_DONE)[:FEW])
    return render_to_string("agreements/_due_next.html", {"commitments": commitments}, request)


def commitments_of_place(request: HttpRequest, place: Territory) -> SafeString:
    """What was signed in the fora of a place and of everything inside it."""
    here = _followed(request.user).filter(
        draft__table__forum__territory__path__startswith=place.path
    )
    context = {"commitments": list(here[:MOST]), "filter": f"place={place.slug}"}
    return render_to_string("agreements/_commitments_of.html", context, request)


def commitments_of_institution(request: HttpRequest, institution: Institution) -> SafeString:
    """What an institution answers for."""
    own = _followed(request.user).filter(responsible__seat__institution=institution)
    context = {"commitments": list(own[:MOST]), "filter": f"institution={institution.slug}"}
    return render_to_string("agreements/_commitments_of.html", context, request)


def way_to_the_text(request: HttpRequest, table: Table, seen: Any) -> SafeString:
    """The first thing to do at a table with a text: to write it, to sign it, to read it."""
    context: dict[str, Any] = {"table": table, "seen": seen}
    if table.state in WITH_A_TEXT:
        held = [one for one in _texts_of(request.user, table) if one.status in HELD]
        context["agreement"] = held[0] if held else None
        context["owed"] = sum(not actor.is_empty_chair for actor in seen.own)
    return render_to_string("agreements/_way_to_the_text.html", context, request)


def _texts_of(person: Visitor, table: Any) -> list[Agreement]:
    """The frozen texts of a table, the newest first: read once for all that its page shows.

    Each with `own_signed`: how many seats this person speaks for have given their word on it.
    """
    if not hasattr(table, "texts_seen"):
        own = Actor.objects.visible_to(person).filter(table=table).spoken_for_now_by(person)
        signed = Signature.objects.visible_to(person).filter(agreement=OuterRef("pk"))
        counted = signed.filter(actor__in=own).order_by().values("agreement")
        texts = _agreements(person).filter(table=table).order_by("-number").annotate(
            own_signed=Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count")), 0)
        )  # fmt: skip
        table.texts_seen = list(texts[:FEW])
    texts_seen: list[Agreement] = table.texts_seen
    return texts_seen


def agreement_of_table(request: HttpRequest, table: Table) -> SafeString:
    """On the page of a table, the text that is open for signature or stands."""
    context = {"agreements": _texts_of(request.user, table), "table": table}
    return render_to_string("agreements/_of_table.html", context, request)

"""Signatures under mandates, and what the declared rule makes of them."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import override

from concertar.agreements import reasons, rules, validity
from concertar.agreements.actions.drafts import journalled
from concertar.agreements.actions.freezing import signing_of
from concertar.agreements.models import Agreement, AuthenticText, Signature
from concertar.kit import clock, journal
from concertar.kit.access import Refused, Visitor, require
from concertar.network.models import Mandate
from concertar.tables.actions import act_of_seat, day_of_act, take_step
from concertar.tables.actions.texts import require_fit
from concertar.tables.models import Actor, Charter, Table
from concertar.tables.models.table import State

LONGEST_REASON = 4000


@transaction.atomic
def sign(
    agreement: Agreement,
    actor: Actor,
    *,
    kind: str,
    sha256: str,
    reason: str = "",
    clauses: Iterable[int] = (),
    by: Visitor,
    mandate: Mandate | None = None,
    on: date | None = None,
    channel: str = "web",
    language: str = "es",
) -> Signature:
    """Give an institution's word on the frozen text, under a mandate to sign valid that day.

    `sha256` is the hash of the text that was read: another text is not signed by it.
    """
    table, agreement = _admitted(agreement, actor, by)
    act = act_of_seat(actor, by=by, on=on, channel=channel, mandate=mandate, to_sign=True)
    text = agreement.texts.get(is_translation=False)
    if sha256 != text.sha256:
        raise Refused("text_changed")
    if act.day < agreement.frozen_on:
        raise Refused("day_before_text")
    institution = actor.seat.institution
    signature = Signature(
        agreement=agreement, actor=actor, institution=institution, mandate=act.mandate,
        kind=kind, reason=_plain(reason), clauses=sorted(set(clauses)), language=language,
        sha256=text.sha256, day=act.day, channel=act.channel, entered_by_id=by.pk,
    )  # fmt: skip
    _require_whole(signature, text, table)
    if has_signed(agreement, institution.pk):
        raise Refused("already_signed", institution=institution.name)
    _store(signature)
    journal.record(
        by, "agreements.text_signed", agreement, on_behalf_of=institution, kind=kind,
        sha256=text.sha256, day=act.day, **journalled(agreement.draft, channel),
    )  # fmt: skip
    return signature


@transaction.atomic
def decide(
    agreement: Agreement, *, by: Visitor, on: date | None = None, channel: str = "web"
) -> Agreement:
    """Let the rule the table declared say whether the agreement stands."""
    table, agreement = signing_of(agreement, "decide", by)
    day = day_of_act(table.forum, on, channel)
    found = verdict_of(agreement)
    if found.silent and not _time_is_over(table):
        raise Refused("still_to_sign", count=len(found.silent))
    last = agreement.signatures.order_by("-day").values_list("day", flat=True).first()
    if day < (last or agreement.frozen_on):
        raise Refused("day_before_signatures")
    to = State.STANDING if found.stands else State.FAILED
    take_step(
        table, to, by=by, on=on, channel=channel, rule=rules.rule_of("decide"),
        reason="" if found.stands else _why_it_failed(agreement, found),
        language=agreement.draft.language,
    )  # fmt: skip
    stands, failed = Agreement.Status.STANDING, Agreement.Status.FAILED
    agreement.status, agreement.decided_on = (stands if found.stands else failed), day
    agreement.save(update_fields=["status", "decided_on"])
    facts: dict[str, Any] = {
        "status": agreement.status,
        "reasons": [one.code for one in found.reasons],
    }
    journal.record(
        by, "agreements.agreement_decided", agreement, **facts,
        **journalled(agreement.draft, channel),
    )  # fmt: skip
    return agreement


@transaction.atomic
def begin_follow_up(
    agreement: Agreement, *, by: Visitor, on: date | None = None, channel: str = "web"
) -> Agreement:
    """The agreement stands and its commitments begin to be checked."""
    agreement = Agreement.objects.select_related("table", "draft__table").get(pk=agreement.pk)
    require(rules.rule_of("begin_follow_up"), by, agreement.table)
    if agreement.status != Agreement.Status.STANDING:
        raise Refused("agreement_not_standing")
    decided = agreement.decided_on
    if decided is None or day_of_act(agreement.table.forum, on, channel) < decided:
        raise Refused("followed_before_agreement")
    take_step(
        agreement.table, State.FOLLOWED, by=by, on=on, channel=channel,
        rule=rules.rule_of("begin_follow_up"),
    )  # fmt: skip
    journal.record(
        by, "agreements.follow_up_begun", agreement, **journalled(agreement.draft, channel)
    )
    return agreement


def verdict_of(agreement: Agreement) -> validity.Verdict:
    """The rule applied to what is on record now."""
    charter = json.loads(Charter.objects.get(table=agreement.table_id).text)
    signed = agreement.signatures.values_list("actor", "kind")
    seats = Actor.objects.filter(table=agreement.table_id).order_by("order", "pk")
    return validity.verdict(
        charter,
        [{"actor": str(actor), "kind": kind} for actor, kind in signed],
        [
            {"actor": str(actor), "constituency": side, "empty_chair": absent}
            for actor, side, absent in seats.values_list(
                "pk", "seat__constituency__key", "is_empty_chair"
            )
        ],
    )


def has_signed(agreement: Agreement, institution: Any) -> bool:
    return Signature.objects.filter(agreement=agreement.pk, institution=institution).exists()


# ---- what is asked of a signature ---------------------------------------------------------------


def _admitted(agreement: Agreement, actor: Actor, by: Visitor) -> tuple[Table, Agreement]:
    """Locked, open to sign, and this person may sign for this party: it is there, at this table."""
    actor.refresh_from_db()
    if actor.table_id != agreement.table_id:
        raise Refused("party_of_another_table")
    require(rules.rule_of("sign"), by, actor)
    table, agreement = signing_of(agreement, "sign", by)
    actor.table = table
    if actor.is_empty_chair:
        raise Refused("empty_chair_does_not_sign")
    return table, agreement


def _require_whole(signature: Signature, text: AuthenticText, table: Table) -> None:
    if signature.kind not in Signature.Kind.values:
        raise Refused("signature_kind_unknown")
    reserves = signature.kind == Signature.Kind.RESERVATION
    if lack := rules.lack_of_word(signature.kind, signature.reason, signature.clauses):
        raise lack
    if len(signature.reason) > LONGEST_REASON:
        raise Refused("reason_too_long", most=LONGEST_REASON)
    if reserves and not json.loads(table.charter.text)["rule"]["may_reserve"]:
        raise Refused("reservations_not_allowed")
    numbers = {clause["number"] for clause in json.loads(text.text)["clauses"]}
    if not set(signature.clauses) <= numbers:
        raise Refused("clause_unknown")
    require_fit(signature)


def _store(signature: Signature) -> None:
    """The database allows an institution one signature, however many ask at the same instant."""
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("already_signed", institution=signature.institution.name) from clash


def _time_is_over(table: Table) -> bool:
    return table.decides_by is None or table.decides_by <= clock.database_now()


def _why_it_failed(agreement: Agreement, found: validity.Verdict) -> str:
    """The unmet lines of the rule as sentences, in the language of the text."""
    with override(agreement.draft.language):
        lines = reasons.said(agreement.table, found)
        return " ".join(one.sentence for one in lines if not one.is_met)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

"""To sign a frozen text on a small screen, and to let the declared rule decide."""

import json
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from concertar.agreements import actions, reasons, rules
from concertar.agreements.day_forms import DayForm
from concertar.agreements.models import Agreement, AuthenticText, Signature
from concertar.agreements.signing_forms import PaperSignForm, SignForm, WithdrawForm
from concertar.agreements.views.answering import answer
from concertar.fora.rules import may_facilitate
from concertar.kit.access import Forbidden, Refused, all_refusals, require, sentence, signed_in
from concertar.kit.texts import reading_language
from concertar.network.models import Institution, Mandate
from concertar.tables.actions import mandates_on
from concertar.tables.models import Actor
from concertar.tables.rules import own_actors


@dataclass(frozen=True, slots=True)
class Signing:
    """Who would sign here, by which mandate, and the word already given if there is one."""

    actor: Actor | None
    mandate: Mandate | None
    given: Signature | None
    is_typed_in: bool
    ended: Mandate | None = None  # by which this person spoke here until its last day

    @property
    def may_sign(self) -> bool:
        signs = self.mandate is not None and self.mandate.power == Mandate.Power.SIGN
        return self.is_typed_in or (signs and self.given is None)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = _agreement(request, slug)
    signing = _signing(request, agreement)
    text = _texts(request, agreement)
    form = _form(request, agreement, signing, text)
    open_to_sign = agreement.status == Agreement.Status.SIGNING
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "again":
        if request.POST.get("step") != "sign":
            takes_on = _takes_on(text, signing, form)
            check = "agreements/sign_check.html"
            return _page(request, check, agreement, signing, form, **takes_on)
        try:
            _sign(request, agreement, signing, form)
        except Refused as refusal:
            if _is_on_record(request, agreement, signing, form, refusal):
                messages.info(request, _("This word was on record already; it counts once."))
                return redirect("agreements:agreement_detail", slug)
            form.add_error(None, sentence(refusal, all_refusals()))
            _read_again(form, text["sha256"])
        else:
            messages.success(request, _("The word is on record, with the hash of the text."))
            return redirect("agreements:sign", slug)
    status = 422 if request.method == "POST" and form.errors else 200
    if not signing.may_sign and signing.given is None and open_to_sign:
        status = 403
    return _page(request, "agreements/sign.html", agreement, signing, form, status, text=text)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = _agreement(request, slug)
    require(rules.rule_of("decide"), request.user, agreement.table)
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _decides(request, agreement, form):
        return redirect("agreements:agreement_detail", slug)
    verdict = actions.verdict_of(agreement)
    context: dict[str, Any] = {
        "agreement": agreement,
        "form": form,
        "verdict": verdict,
        "lines": reasons.said(agreement.table, verdict),
        "silent": reasons.silent(agreement.table, verdict),
    }
    status = 422 if form.errors else 200
    return render(request, "agreements/decide.html", context, status=status)


def _decides(request: HttpRequest, agreement: Agreement, form: DayForm) -> bool:
    try:
        decided = actions.decide(agreement, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        form.add_error(None, sentence(refusal, all_refusals()))
        return False
    stands = decided.status == Agreement.Status.STANDING
    messages.success(
        request, _("The agreement stands.") if stands else _("The agreement does not stand.")
    )
    return True


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = _agreement(request, slug)
    require(rules.rule_of("withdraw_text"), request.user, agreement.table)
    form = WithdrawForm(request.POST or None)

    def act() -> str:
        language = reading_language()
        actions.withdraw_text(agreement, **form.cleaned_data, language=language, by=request.user)
        return reverse("tables:table_detail", args=[agreement.table.slug])

    signed = agreement.signatures.visible_to(request.user).count()
    context: dict[str, Any] = {
        "agreement": agreement,
        "signed": signed,
        "template": "agreements/withdraw.html",
    }
    return answer(request, form, act, done=_("The text was taken back."), **context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = _agreement(request, slug)
    require(rules.rule_of("begin_follow_up"), request.user, agreement.table)
    form = DayForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.begin_follow_up(agreement, **form.cleaned_data, by=request.user)
        return reverse("agreements:agreement_detail", args=[slug])

    begins = _("The follow-up begins: the commitments can be checked.")
    template = "agreements/follow_up.html"
    return answer(request, form, act, template=template, done=begins, agreement=agreement)


# ---- who signs, and what ------------------------------------------------------------------------


def _agreement(request: HttpRequest, slug: str) -> Agreement:
    agreements = Agreement.objects.visible_to(request.user)
    return get_object_or_404(
        agreements.select_related("table__forum__territory", "table__charter", "draft"), slug=slug
    )


def _signing(request: HttpRequest, agreement: Agreement) -> Signing:
    """The seat this person signs for; or a facilitator, who types in what is on paper.

    Whoever speaks for several signs for one after the other.
    """
    table = agreement.table
    signed = agreement.signatures.visible_to(request.user).filter(actor=OuterRef("pk"))
    present = own_actors(request.user, table).filter(is_empty_chair=False)
    waiting_first = present.annotate(has_signed=Exists(signed)).order_by("has_signed", "order")
    seats = list(waiting_first.select_related("seat__institution"))
    sent = request.POST.get("party", "")  # so that a form sent twice does not sign for the next
    own = next((seat for seat in seats if sent in ("", str(seat.pk))), None)
    if own is not None:
        own.table = table
        held = mandates_on(own, table.forum.today()).held_by(request.user)
        mandate = held.order_by("power").select_related("institution").first()
        given = agreement.signatures.visible_to(request.user).filter(
            institution=own.seat.institution_id
        )
        return Signing(
            own, mandate, given.select_related("mandate__person").first(), is_typed_in=False
        )
    if may_facilitate(request.user, table.forum):
        return Signing(None, None, None, is_typed_in=True)
    last = _spoke_here_by(request, agreement)
    if request.method == "POST" or last is None:
        raise Forbidden("may_sign")
    has_ended = last.ends is not None and last.ends < table.forum.today()
    return Signing(None, None, None, is_typed_in=False, ended=last if has_ended else None)


def _spoke_here_by(request: HttpRequest, agreement: Agreement) -> Mandate | None:
    """The mandate of another day that let this person speak at the table: the page says so."""
    seated = Actor.objects.visible_to(request.user).filter(table=agreement.table)
    held = Mandate.objects.visible_to(request.user).held_by(request.user)
    return held.filter(institution__in=seated.values("seat__institution")).order_by("ends").last()


def _texts(request: HttpRequest, agreement: Agreement) -> dict[str, Any]:
    """The text that is signed, and the reader's translation of it where there is one."""
    texts = list(AuthenticText.objects.visible_to(request.user).filter(agreement=agreement))
    original = next(one for one in texts if not one.is_translation)
    here = reading_language()
    annex = next((one for one in texts if one.is_translation and one.language == here), None)
    return {
        "sha256": original.sha256,
        "language": original.language,
        "said": json.loads(original.text),
        "annex": annex,
        "annex_said": json.loads(annex.text) if annex else None,
    }


def _form(
    request: HttpRequest, agreement: Agreement, signing: Signing, text: dict[str, Any]
) -> SignForm:
    party = str(signing.actor.pk) if signing.actor else ""
    options: dict[str, Any] = {
        "initial": {"sha256": text["sha256"], "party": party},
        "numbers": [(one["number"], one["heading"]) for one in text["said"]["clauses"]],
        "may_reserve": json.loads(agreement.table.charter.text)["rule"]["may_reserve"],
    }
    if signing.is_typed_in:
        return PaperSignForm(
            request.POST or None, agreement=agreement, person=request.user, **options
        )
    return SignForm(request.POST or None, **options)


def _sign(request: HttpRequest, agreement: Agreement, signing: Signing, form: SignForm) -> None:
    terms: dict[str, Any] = {
        **form.terms(), "language": reading_language(), "by": request.user
    }  # fmt: skip
    actor = signing.actor
    if signing.is_typed_in:
        mandate = form.cleaned_data["mandate"]
        seated = Actor.objects.visible_to(request.user).filter(table=agreement.table)
        actor = seated.get(seat__delegates__mandate=mandate)
        day, channel = form.cleaned_data["day"], form.cleaned_data["channel"]
        terms |= {"mandate": mandate, "on": day, "channel": channel}
    if actor is None:
        raise Forbidden("may_sign")
    actions.sign(agreement, actor, **terms)


def _signer(signing: Signing, form: SignForm) -> Institution | None:
    """The institution whose word it is: of the seat, or of the mandate that is typed in."""
    if signing.actor is not None:
        return signing.actor.seat.institution
    mandate = form.cleaned_data.get("mandate")
    return mandate.institution if mandate else None


def _is_on_record(
    request: HttpRequest, agreement: Agreement, signing: Signing, form: SignForm, refusal: Refused
) -> bool:
    """Whether this person gave this very word already, as by touching the button twice."""
    if refusal.code != "already_signed":
        return False
    given = agreement.signatures.visible_to(request.user).filter(
        institution=_signer(signing, form), entered_by=request.user.pk
    )
    terms = form.terms() | {"clauses": sorted(set(form.cleaned_data["clauses"]))}
    return given.filter(**terms).exists()


def _takes_on(text: dict[str, Any], signing: Signing, form: SignForm) -> dict[str, Any]:
    """The commitments for which whoever signs answers; a refusal takes none on."""
    signer = _signer(signing, form)
    if signer is None or form.cleaned_data["kind"] == Signature.Kind.REFUSAL:
        return {}
    annex = text["annex"]
    said = text["annex_said"] if annex else text["said"]
    own = [
        one for one in said["commitments"] if one["responsible"]["institution"] == signer.slug
    ]  # fmt: skip
    language = annex.language if annex else text["language"]
    return {"signs": True, "takes_on": own, "language": language}


def _read_again(form: SignForm, sha256: str) -> None:
    """After a refusal the form names the text that the page now shows."""
    sent = cast(QueryDict, form.data).copy()
    sent["sha256"] = sha256
    form.data = sent


def _page(
    request: HttpRequest, template: str, agreement: Agreement, signing: Signing, form: SignForm,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    is_open = agreement.status == Agreement.Status.SIGNING
    context: dict[str, Any] = {
        "agreement": agreement, "table": agreement.table, "signing": signing, "form": form,
        "is_open": is_open, **more,
    }  # fmt: skip
    return render(request, template, context, status=status)

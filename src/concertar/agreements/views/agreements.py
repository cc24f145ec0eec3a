"""Agreements: what was signed, by whom, and how it goes."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concertar.agreements import exports, lists, open_data
from concertar.agreements.models import Agreement, AuthenticText, Commitment, Signature
from concertar.agreements.record import record_of, texts_of
from concertar.kit import qr
from concertar.kit.access import Visitor
from concertar.kit.exports import download
from concertar.kit.texts import reading_language


def _agreements(person: Visitor) -> QuerySet[Agreement]:
    """Those this person may see, with what a line of a list says of them."""
    texts = AuthenticText.objects.visible_to(person).filter(agreement=OuterRef("pk"))
    signed = Signature.objects.visible_to(person).filter(agreement=OuterRef("pk"))
    promised = Commitment.objects.visible_to(person).filter(agreement=OuterRef("pk"))
    return (
        Agreement.objects.visible_to(person)
        .select_related("draft", "table__forum__territory")
        .annotate(
            sha256=Subquery(texts.filter(is_translation=False).values("sha256")[:1]),
            signature_count=_count(signed.exclude(kind=Signature.Kind.REFUSAL)),
            reservation_count=_count(signed.filter(kind=Signature.Kind.RESERVATION)),
            commitment_count=_count(promised),
        )
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("agreement").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    listed = lists.AGREEMENTS.page(request, _agreements(request.user))
    return render(request, "agreements/agreement_list.html", {"listed": listed})


@require_safe
def agreement_export(request: HttpRequest, form: str) -> HttpResponseBase:
    chosen = lists.AGREEMENTS.select(request, _agreements(request.user))
    return download(request, exports.AGREEMENTS, chosen, form)


@require_safe
def agreement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    texts = texts_of(request.user, slug)
    if not texts:
        raise Http404(slug)
    language = request.GET.get("text", "") or reading_language()
    record = record_of(request.user, texts, language=language, trace=request.GET.get("trace", ""))
    address = request.build_absolute_uri(request.path)
    context = {
        "record": record,
        "agreement": record.agreement,
        "table": record.agreement.table,
        "acta": record.acta,
        "seal": qr.drawn(address, _("QR code of the address of this page")),
    }
    return render(request, "agreements/agreement_detail.html", context)


@require_safe
def agreement_data(request: HttpRequest, slug: str) -> HttpResponse:
    """All that an auditor needs to compute the agreement again."""
    texts = texts_of(request.user, slug)
    if not texts:
        raise Http404(slug)
    address = request.build_absolute_uri(request.path)
    data = open_data.data_of(texts, address=address)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'inline; filename="{texts[0].agreement.slug}.json"'
    return response

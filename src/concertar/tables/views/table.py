"""The page of one table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.tables.models import Table


@require_safe
def table_detail(request: HttpRequest, slug: str) -> HttpResponse:
    table = get_object_or_404(Table.objects.visible_to(request.user), slug=slug)
    return render(request, "tables/table_detail.html", {"table": table})

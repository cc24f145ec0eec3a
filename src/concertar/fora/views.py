"""The pages of the fora."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.fora.models import Forum


@require_safe
def forum_list(request: HttpRequest) -> HttpResponse:
    fora = Forum.objects.visible_to(request.user)
    return render(request, "fora/forum_list.html", {"fora": fora})


@require_safe
def forum_detail(request: HttpRequest, slug: str) -> HttpResponse:
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    return render(request, "fora/forum_detail.html", {"forum": forum})

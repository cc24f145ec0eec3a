"""Natural entities: who they are, what they allow, who speaks for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.kit.access import signed_in
from concertar.kit.texts import reading_language
from concertar.observatory import actions, forms
from concertar.observatory.models import Limit, NaturalEntity
from concertar.observatory.views.keeping import answer


@require_safe
def entity_detail(request: HttpRequest, slug: str) -> HttpResponse:
    entities = NaturalEntity.objects.visible_to(request.user)
    entity = get_object_or_404(entities.select_related("territory", "source"), slug=slug)
    limits = Limit.objects.visible_to(request.user).filter(entity=entity)
    context = {"entity": entity, "limits": limits.select_related("indicator")}
    return render(request, "observatory/entity_detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def entity_new(request: HttpRequest) -> HttpResponse:
    form = forms.EntityForm(request.POST or None, person=request.user)

    def act() -> str:
        made = actions.add_entity(**form.cleaned_data, language=reading_language(), by=request.user)
        return reverse("observatory:entity_detail", args=[made.slug])

    return answer(
        request,
        form,
        act,
        title=_("A new natural entity"),
        lede=_("A river, an air basin, a bay: it has limits and guardians, and does not vote."),
        back=reverse("observatory:indicator_list"),
        done=_("The natural entity was added."),
    )

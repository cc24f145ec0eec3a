"""The pages of accounts that are our own: one's page, the language switch, the demo's door."""

from typing import cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concertar.accounts import actions, demo, exports, rules, wording
from concertar.accounts.forms import LanguageForm, PersonForm
from concertar.accounts.models import Person
from concertar.kit.access import Refused, sentence, signed_in

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    form = PersonForm(
        request.POST or None, initial={"name": person.name, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own_page(person, **form.cleaned_data, by=person)
        except Refused as refusal:
            messages.error(request, sentence(refusal, wording))
        else:
            with translation.override(form.cleaned_data["language"] or None):
                messages.success(request, _("Your data was saved."))
        return redirect("accounts:me")
    context = {
        "person": person,
        "form": form,
        "email": EmailAddress.objects.get_primary(person),
        "ways_in": list(Authenticator.objects.filter(user=person)),
        "changes": exports.last_changes(person),
    }
    return render(request, "accounts/me.html", context)


@never_cache
@signed_in
@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    response = JsonResponse(
        exports.own_data(person), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="concertar-my-data.json"'
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The visible switch: for this browser by a cookie, for a person for good."""
    response = redirect(safe_next(request))
    form = LanguageForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(wording.REFUSALS["language_unknown"]))
        return response
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, Person):
        actions.choose_language(request.user, chosen, by=request.user)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo_door(request: HttpRequest) -> HttpResponse:
    """One click signs in as somebody made up. Outside the demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    people = demo.people()
    if request.method == "POST":
        person = get_object_or_404(people, email=request.POST.get("person", ""))
        if not rules.may_enter_as(person):
            raise Http404
        login(request, person, backend=BACKEND)
        messages.success(
            request, _("Signed in as %(name)s, who is made up.") % {"name": person.name}
        )
        return redirect(safe_next(request))
    context = {
        "people": [(person, demo.part_of(person.email)) for person in people],
        "next": request.GET.get("next", ""),
    }
    return render(request, "accounts/demo_door.html", context)


def safe_next(request: HttpRequest) -> str:
    """Where the form asked to go back to, if that is a page of this site; else the home page."""
    wanted = request.POST.get("next", "")
    here = {request.get_host()}
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, here, require_https=request.is_secure()
    ):
        return wanted
    return "/"

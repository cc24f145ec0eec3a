"""How every form here is answered: ask the rule, act, or say what stands in the way."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from concertar.kit.access import Refused, require, sentence
from concertar.observatory import rules, wording

Words = str | Promise


def answer(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: Words,
    lede: Words,
    back: str,
    done: Words,
) -> HttpResponse:
    """The page of a form; once it is right and `act` was done, its reader goes where that says."""
    require(rules.may_keep, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            address = act()
        except Refused as refusal:
            form.add_error(None, sentence(refusal, wording))
        else:
            messages.success(request, str(done))
            return redirect(address)
    context = {"form": form, "title": title, "lede": lede, "back": back}
    status = 422 if form.errors else 200
    return render(request, "observatory/form.html", context, status=status)

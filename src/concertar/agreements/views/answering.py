"""How the forms of commitments are answered: act, or say above the form what stands in the way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from concertar.kit.access import Refused, all_refusals, sentence

Words = str | Promise
NOT_READ = "-"  # the stamp of nothing: who sends none has not said what they read


def answer(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    template: str,
    done: Words,
    **context: Any,
) -> HttpResponse:
    """The page of a form; once it is right and `act` was done, its reader goes where that says."""
    if request.method == "POST" and form.is_valid():
        try:
            address = act()
        except Refused as refusal:
            form.add_error(None, sentence(refusal, all_refusals()))
        else:
            messages.success(request, str(done))
            return redirect(address)
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)

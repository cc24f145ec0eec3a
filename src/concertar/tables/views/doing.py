"""How every form of this room is shown and sent: one thing a page, nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from concertar.kit.access import Refused, sentence
from concertar.tables import wording
from concertar.tables.views.seen import Seen


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page is there to do, in words: its heading, its button, what is said when done."""

    heading: str
    button: str
    done: str
    says: str = ""
    button_look: str = ""


def do(
    request: HttpRequest,
    seen: Seen,
    deed: Deed,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    then: str = "",
    **context: Any,
) -> HttpResponse:
    """Show the form; once it is sent and sound, act and go on. A refusal stays on the page."""
    back = then or address("facilitate" if seen.is_facilitated else "seat", seen)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal, wording))
        else:
            messages.success(request, deed.done)
            return redirect(back)
    shown = {"seen": seen, "table": seen.table, "deed": deed, "form": form, "back": back, **context}
    return render(request, "tables/form.html", shown, status=422 if form.errors else 200)


def do_in_list(request: HttpRequest, seen: Seen, *args: Any, **context: Any) -> HttpResponse:
    """As `do`; whoever notes one option after the other goes back to the list of them."""
    return do(request, seen, *args, then=address("option_list", seen), **context)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it empty; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def address(page: str, seen: Seen, *rest: Any) -> str:
    """The address of a page of the table."""
    return reverse(f"tables:{page}", args=[seen.table.slug, *rest])

"""What the fora show on pages of the rooms below: the site's wiring puts it there."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from concertar.fora.models import Forum, Seat
from concertar.kit import clock
from concertar.network.models import Institution, Territory

MOST = 50


def fora_of_place(request: HttpRequest, place: Territory) -> SafeString:
    """The fora of a place and of everything inside it."""
    fora = Forum.objects.visible_to(request.user).filter(territory__path__startswith=place.path)
    rows = list(fora.select_related("territory")[:MOST])
    return render_to_string("fora/_of_place.html", {"fora": rows, "place": place}, request)


def seats_of_institution(request: HttpRequest, institution: Institution) -> SafeString:
    """Where an institution sits today, and the fora of a consortium."""
    today = clock.DayIn(clock.now(), "forum__zone")
    seats = Seat.objects.visible_to(request.user).filter(institution=institution).open_on(today)
    hosted: list[Forum] = []
    if institution.kind == Institution.Kind.NETWORK:
        hosted = list(Forum.objects.visible_to(request.user).filter(consortium=institution)[:MOST])
    context = {
        "seats": list(seats.select_related("forum", "constituency")[:MOST]),
        "hosted": hosted,
    }
    return render_to_string("fora/_of_institution.html", context, request)

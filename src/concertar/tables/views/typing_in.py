"""What came on paper, typed in by the facilitator: one page a sheet, in the sheet's own order."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from concertar.kit.access import Forbidden, Refused, require, sentence, signed_in
from concertar.kit.rows import RowsForm
from concertar.network.models import Mandate
from concertar.tables import actions, rules, wording
from concertar.tables.models import Actor, Interest, Issue, Meeting, Position
from concertar.tables.type_in_forms import (
    AttendanceForm,
    ConsentForm,
    MeetingForm,
    OptionSheetForm,
    TalksForm,
)
from concertar.tables.views.doing import Deed, address, do, sent
from concertar.tables.views.seen import Seen, admitted, seen_table

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
@never_cache
def type_in(request: HttpRequest, slug: str) -> HttpResponse:
    """What has come in and what is missing, seat by seat, and the way to every sheet."""
    seen = seen_table(request, slug)
    if not seen.is_facilitated:
        raise Forbidden("may_note_attendance")
    interests, positions = (_count(request, noun, seen) for noun in (Interest, Position))
    meetings = Meeting.objects.visible_to(request.user).filter(table=seen.table)
    context = {
        "seen": seen,
        "table": seen.table,
        "meetings": meetings.prefetch_related("attendances"),
        "seats": [
            {
                "actor": actor,
                "has_consented": hasattr(actor, "consent"),
                "interests": interests.get(actor.pk, 0),
                "positions": positions.get(actor.pk, 0),
            }
            for actor in seen.present
        ],
        "consents_missing": any(not hasattr(actor, "consent") for actor in seen.present),
        "may_score": "type_in_sheet" in seen.may,
    }
    return render(request, "tables/type_in.html", context)


def _count(
    request: HttpRequest, noun: type[Interest] | type[Position], seen: Seen
) -> dict[Any, int]:
    rows = noun.objects.visible_to(request.user).filter(actor__table=seen.table)
    found: dict[Any, int] = {}
    for key in rows.values_list("actor", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


@require_http_methods(GET_AND_POST)
@signed_in
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "call_meeting")
    form = MeetingForm(seen.table, request.POST or None)
    deed = Deed(
        heading=_("Call a meeting"),
        button=_("Call the meeting"),
        done=_("The meeting was called; its convocation can be printed."),
        says=_("A meeting that was held already is written down in the same way."),
    )

    def act(values: dict[str, Any]) -> None:
        actions.call_meeting(seen.table, **values, by=request.user)

    return do(request, seen, deed, form, act, then=address("type_in", seen))


@require_http_methods(GET_AND_POST)
@signed_in
def meeting_change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    seen = admitted(request, slug, "change_meeting")
    meetings = Meeting.objects.visible_to(request.user).filter(table=seen.table, number=number)
    meeting = get_object_or_404(meetings.prefetch_related("attendances"))
    if meeting.attendances.all():
        raise Refused("meeting_was_held")
    told = {name: getattr(meeting, name) for name in ("starts_at", "place", "agenda")}
    form = MeetingForm(seen.table, request.POST or None, initial=told)
    del form.fields["language"]
    deed = Deed(
        heading=_("Change meeting %(number)s") % {"number": number},
        button=_("Change the meeting"),
        done=_("The meeting was changed; print its convocation anew."),
        says=_("What was printed of it before says the old day and place."),
    )

    def act(values: dict[str, Any]) -> None:
        actions.change_meeting(meeting, **values, by=request.user)

    return do(request, seen, deed, form, act, then=address("type_in", seen))


@require_http_methods(GET_AND_POST)
@signed_in
def type_in_attendance(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    seen = admitted(request, slug, "note_attendance")
    meetings = Meeting.objects.visible_to(request.user).filter(table=seen.table, number=number)
    meeting = meetings.prefetch_related("attendances").first()
    if meeting is None:
        raise Http404(str(number))
    meeting.table = seen.table
    people = _people(request, seen, seen.table.forum.day_of(meeting.starts_at))
    form = AttendanceForm(meeting, seen.present, people, request.POST or None)

    def act() -> None:
        actions.note_attendance(
            meeting, form.chosen, declared=form.declared,
            observers=form.cleaned_data["observers"], by=request.user,
        )  # fmt: skip

    page = {
        "heading": _("Attendance of meeting %(number)s") % {"number": number},
        "says": _("For each party choose who signed the sheet; leave white who did not come."),
        "done": _("Who came was noted."),
        "subject": meeting,
    }
    return _typed(request, seen, form, act, page)


@require_http_methods(GET_AND_POST)
@signed_in
def type_in_consent(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "note_consent")
    require(rules.rule_of("note_attendance"), request.user, seen.table)
    waiting = [actor for actor in seen.present if not hasattr(actor, "consent")]
    initial = {"on": _likely_day(request, seen)}
    form = ConsentForm(waiting, _people(request, seen), request.POST or None, initial=initial)

    def act() -> None:
        day, channel = form.cleaned_data["on"], form.cleaned_data["channel"]
        actions.type_in_consents(form.chosen, on=day, channel=channel, by=request.user)

    page = {
        "heading": _("Consent to the rule"),
        "says": _(
            "For each party that signed the sheet choose who did; what is left white stays open. "
            "Sheets of another day are typed in apart."
        ),
        "done": _("The consent of the parties was noted."),
        "nothing": "" if waiting else _("Every party that came has consented."),
    }
    return _typed(request, seen, form, act, page)


@require_http_methods(GET_AND_POST)
@signed_in
@never_cache
def type_in_interests(request: HttpRequest, slug: str, party: str) -> HttpResponse:
    seen = admitted(request, slug, "state_interest")
    require(rules.rule_of("note_attendance"), request.user, seen.table)
    actor = _party(seen, party)
    initial = {"on": _likely_day(request, seen)}
    mandates = _people(request, seen).get(actor.seat.institution_id, [])
    form = TalksForm(actor, mandates, request.POST or None, initial=initial)

    def act() -> None:
        values = form.cleaned_data
        actions.type_in_talks(
            actor, interests=form.said("interest"), positions=form.said("position"),
            roles=form.roles(), mandate=form.mandate, language=values["language"], on=values["on"],
            channel=values["channel"], by=request.user,
        )  # fmt: skip

    page = {
        "heading": _("Interests and positions: %(party)s") % {"party": actor},
        "says": _("What the sheet does not mark as for everybody is for the facilitator only."),
        "done": _("The sheet was noted."),
        "known": _known(request, actor),
    }
    return _typed(request, seen, form, act, page)


@require_http_methods(GET_AND_POST)
@signed_in
def type_in_option(request: HttpRequest, slug: str) -> HttpResponse:
    seen = admitted(request, slug, "add_option")
    require(rules.rule_of("note_attendance"), request.user, seen.table)
    issues = Issue.objects.visible_to(request.user).filter(table=seen.table)
    form = OptionSheetForm(seen.table, issues.order_by("order", "key"), seen.actors, sent(request))
    deed = Deed(
        heading=_("An option from the sheet"),
        button=_("Save the sheet"),
        done=_("The option is on the table, for everybody to see."),
        says=_(
            "It is what was written at the foot of the sheet of options. What it would move is "
            "written down on the page of options, once it has a source."
        ),
    )

    def act(_said: dict[str, Any]) -> None:
        actions.type_in_option(**form.option(), by=request.user)

    nothing = "" if issues else _("No issue has been written down yet.")
    return do(request, seen, deed, form, act, then=address("type_in", seen), nothing=nothing)


def _known(request: HttpRequest, actor: Actor) -> list[tuple[str, Any]]:
    """What the party has said already, so that nothing is typed in twice."""
    return [
        (label, noun.objects.visible_to(request.user).filter(actor=actor))
        for label, noun in ((_("Interests"), Interest), (_("Positions"), Position))
    ]


def _typed(
    request: HttpRequest,
    seen: Seen,
    form: RowsForm,
    act: Callable[[], None],
    page: dict[str, Any],
) -> HttpResponse:
    """Show the sheet; once it is sent and sound, write all of it or say what stands in the way."""
    back = address("type_in", seen)
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, page["done"])
            return redirect(back)
    context = {"seen": seen, "table": seen.table, "form": form, "back": back, **page}
    return render(request, "tables/type_in_sheet.html", context, status=422 if form.errors else 200)


def _say(form: RowsForm, refusal: Refused) -> None:
    if (row := refusal.params.get("at")) is not None:
        form.add_row_error(row, sentence(refusal, wording))
    else:
        form.add_error(None, sentence(refusal, wording))


def _likely_day(request: HttpRequest, seen: Seen) -> date:
    """The day that stands on most sheets: that of the last meeting held."""
    today = seen.table.forum.today()
    meetings = Meeting.objects.visible_to(request.user).filter(table=seen.table)
    held = (seen.table.forum.day_of(one.starts_at) for one in meetings)
    return max((day for day in held if day <= today), default=today)


def _party(seen: Seen, slug: str) -> Actor:
    for actor in seen.present:
        if actor.seat.institution.slug == slug:
            return actor
    raise Http404(slug)


def _people(request: HttpRequest, seen: Seen, day: date | None = None) -> dict[Any, list[Mandate]]:
    """Who spoke for each institution: on a day, or ever since the table is there."""
    mandates = Mandate.objects.visible_to(request.user).filter(
        delegate__seat__actors__table=seen.table
    )
    if day is not None:
        mandates = mandates.covering(seen.table.forum.slug).valid_on(day)
    found: dict[Any, list[Mandate]] = {}
    for one in mandates.select_related("person").order_by("-capacity", "-starts"):
        found.setdefault(one.institution_id, []).append(one)
    return found

"""How templates of agreements say when a commitment is due, and by how much it is late."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from concertar.agreements import wording
from concertar.agreements.acta import Acta
from concertar.agreements.drawings import places_of
from concertar.agreements.following import Tally, days_late
from concertar.agreements.models import Check, Commitment, Reply
from concertar.agreements.record import Record
from concertar.agreements.validity import Reason
from concertar.kit import clock
from concertar.kit.numbers import said_number
from concertar.kit.texts import language_name, marked, reading_language
from concertar.observatory.models import Indicator

register = template.Library()


@register.simple_tag
def said_due(commitment: Commitment) -> SafeString | str:
    """The day it is due; in clay, with its delay, where that has passed."""
    if commitment.due is None:
        return gettext("no day yet")
    day = date_format(commitment.due, "DATE_FORMAT")
    today = commitment.draft.table.forum.day_of(clock.now())
    late = days_late(commitment.due, getattr(commitment, "last_score", None), today)
    if not late:
        return day
    words = ngettext("%(day)s, %(count)s day late", "%(day)s, %(count)s days late", late)
    return format_html(
        '<span class="late">{}</span>', words % {"day": day, "count": said_number(late)}
    )


@register.filter
def said_score(score: int | None) -> str:
    """The words of a score; nothing where nobody checked yet."""
    return "" if score is None else str(Check.Score(score).label).lower()


@register.simple_tag
def amount(value: Decimal | None, of: Indicator) -> str:
    """A value with its unit and the decimals it has."""
    if value is None:
        return gettext("none yet")
    return said_number(value, places=places_of([value]), unit=of.unit_for(value))


@register.filter
def said_value(value: str) -> str:
    """A number as a frozen text holds it, printed as people read it."""
    exact = Decimal(str(value))
    return said_number(exact, places=places_of([exact]))


@register.filter
def said_legal_act(code: str) -> str:
    """The kind of a legal act, by its code in a frozen text."""
    return str(Commitment.LegalAct(code).label)


@register.filter
def said_field(name: str) -> str:
    """What a field of a commitment is called."""
    return str(getattr(Commitment._meta.get_field(name.removesuffix("_id")), "verbose_name", name))


@register.filter
def evidence(check: Check) -> SafeString:
    """What a check found, in the reader's language where it was translated."""
    return _spoken(check.evidence, check.language, check.translations, "evidence")


@register.filter
def answered(reply: Reply) -> SafeString:
    return _spoken(reply.text, reply.language, reply.translations, "text")


def _spoken(
    text: str, language: str, translations: Mapping[str, Mapping[str, str]], field: str
) -> SafeString:
    here = reading_language()
    translated = translations.get(here, {}).get(field, "")
    return marked(translated, here) if translated else marked(text, language)


@register.filter
def in_language(text: str, language: str) -> SafeString:
    """A text that somebody wrote in a language, marked with it where it is not the reader's."""
    return marked(text, language)


@register.filter
def written_in(code: str) -> str:
    """“in Spanish” where that is not the reader's language; else nothing."""
    if code == reading_language():
        return ""
    return gettext("in %(language)s") % {"language": language_name(code)}


@register.filter
def said_language(code: str) -> str:
    return language_name(code)


@register.simple_tag
def supporting_of(commitment: Commitment, acta: Acta) -> list[str]:
    """The names of those who support it, as the frozen text names them."""
    for one in acta.data["commitments"]:
        if one["number"] == commitment.number:
            return [each["name"] for each in one["supporting"]]
    return []


@register.simple_tag
def said_contents(acta: Acta) -> SafeString:
    """What the clauses are about, by their headings, and how many they are."""
    count = len(acta.clauses)
    said = ngettext("%(count)s clause.", "%(count)s clauses.", count)
    words = ", ".join(one[0].lower() + one[1:] if i else one for i, one in enumerate(acta.headings))
    return format_html(
        "{} {}",
        marked(f"{words}." if words else "", acta.frozen.language),
        said % {"count": said_number(count)},
    )


@register.simple_tag
def said_signed(record: Record) -> str:
    """How many signed, where and when, and how many with a reservation or refused."""
    count = len(record.consents)
    said = ngettext("%(count)s institution signed", "%(count)s institutions signed", count)
    told = [f"{', '.join([said % {'count': said_number(count)}, *_said_where(record)])}."]
    if reserved := record.reserved:
        words = ngettext("%(count)s with a reservation.", "%(count)s with reservations.", reserved)
        told.append(words % {"count": said_number(reserved)})
    if refused := record.refused:
        words = ngettext("%(count)s refused.", "%(count)s refused.", refused)
        told.append(words % {"count": said_number(refused)})
    return " ".join(told)


def _said_where(record: Record) -> list[str]:
    """Where they signed and on which days: their own, not that of the decision."""
    days = sorted({one.day for one in record.consents})
    if not days:
        return []
    first, last = (date_format(day, "DATE_FORMAT") for day in (days[0], days[-1]))
    words = {"place": record.agreement.place, "first": first, "last": last}
    is_one = first == last
    said = (gettext("on %(first)s") if is_one else gettext("from %(first)s to %(last)s")) % words
    if record.agreement.place:
        said = gettext("in %(place)s, %(days)s") % {**words, "days": said}
    return [said]


@register.simple_tag
def said_tally(tally: Tally) -> str:
    """Five commitments: one done and one late."""
    words = ngettext("%(count)s commitment", "%(count)s commitments", tally.all)
    parts = [words % {"count": said_number(tally.all)}]
    for count, words in (
        (tally.done, ngettext("%(count)s done", "%(count)s done", tally.done)),
        (tally.late, ngettext("%(count)s late", "%(count)s late", tally.late)),
    ):
        if count:
            parts.append(words % {"count": said_number(count)})
    return ", ".join(parts) + "."


@register.simple_tag
def said_reason(reason: Reason, record: Record) -> str:
    """One line of the rule of validity, with names instead of keys."""
    names = {str(one.actor.pk): one.actor.seat.institution.name for one in record.parties}
    names |= {str(one.pk): one.seat.institution.name for one in record.empty_chairs}
    names |= {
        one.actor.seat.constituency.key: one.actor.seat.constituency.said("name").text
        for one in record.parties
    }
    return str(wording.REASONS[reason.code]) % {
        "who": names.get(reason.who, reason.who),
        "count": said_number(reason.count),
        "least": said_number(reason.least),
    }


@register.simple_tag
def said_publishes(charter: Mapping[str, Any]) -> str:
    """What of the scores is published, as the charter says."""
    return str(wording.PUBLISHES[charter["publishes"]])


@register.filter
def of(things: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key; nothing where it holds nothing."""
    return things.get(key)


@register.filter
def as_day(written: str | None) -> str:
    """A day of a frozen text, which writes it 2027-12-31, as the reader says it."""
    return date_format(date.fromisoformat(written), "DATE_FORMAT") if written else ""

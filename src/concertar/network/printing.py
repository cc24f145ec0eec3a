"""What of the network is printed: the directory of institutions, for a room without a screen."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext, ngettext

from concertar.kit import paper
from concertar.kit.numbers import said_number
from concertar.network.lists import STANDINGS
from concertar.network.models import Institution

MOST = 600  # entries of one printed directory
TEMPLATE = "kit/paper/directory.typ"


def directory_of(
    institutions: Iterable[Institution], *, address: str, made_at: datetime
) -> paper.Sheet:
    """The directory, a section for each constituency, in the reader's language."""
    by_constituency: dict[str, list[paper.Entry]] = {}
    for one in institutions:
        by_constituency.setdefault(one.constituency, []).append(_entry(one))
    labels = [*Institution.Constituency.choices[1:], ("", gettext("They sit for no constituency"))]
    sections = tuple(
        paper.Section(str(label), tuple(by_constituency[code]))
        for code, label in labels
        if code in by_constituency
    )
    count = sum(len(section.entries) for section in sections)
    lede = ngettext(
        "%(count)s institution. What is marked with an asterisk is inferred: "
        "the source does not give it.",
        "%(count)s institutions. What is marked with an asterisk is inferred: "
        "the source does not give it.",
        count,
    )
    content = paper.Content(
        title=gettext("Directory of institutions"),
        lede=lede % {"count": said_number(count)},
        body=paper.directory(sections),
        address=address,
        made_at=made_at,
    )
    return paper.printed(TEMPLATE, content)


def _entry(one: Institution) -> paper.Entry:
    facts = [(gettext("Standing"), str(STANDINGS[one.standing]))]
    if one.place:
        facts.append((gettext("Place"), _marked(one, "place", one.place.name)))
    title = f"{one.name} ({one.acronym})" if one.acronym else one.name
    if one.is_illustrative:
        title = gettext("%(name)s [illustrative]") % {"name": title}
    return paper.Entry(
        title=title,
        note=_marked(one, "kind", one.get_kind_display()),
        facts=tuple(facts),
    )


def _marked(one: Institution, field: str, said: str) -> str:
    return f"{said}*" if field in one.inferred_fields else said

"""What the living sheet shows: one of every component, with things that are plainly made up."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.kit.charts import stages
from concertar.kit.facets import Filter, Option
from concertar.kit.listing import Download, Page, Selection
from concertar.kit.texts import reading_language
from concertar.network.models import Institution, ReportedFigure, Source
from concertar.site import sheet_agreements
from concertar.site.colours import colours
from concertar.site.sheet_pictures import pictures
from concertar.tables import rules


@dataclass(frozen=True, slots=True)
class Family:
    """Components that belong together: their name and the template that shows them."""

    key: str
    label: Promise
    says: Promise

    @property
    def template(self) -> str:
        return f"site/house/_{self.key}.html"


FAMILIES = (
    Family("colours", _("Colours"), _("One meaning each. The number is the contrast on paper.")),
    Family("text", _("Text"), _("Serif speaks, sans counts.")),
    Family("answers", _("What the site says back"), _("A rule and a word, never colour alone.")),
    Family("lists", _("Lists"), _("A rule between things, no boxes.")),
    Family("tables", _("Tables and their filters"), _("The address is the state of a list.")),
    Family("forms", _("Forms"), _("A label above, a hint under it, the error above the field.")),
    Family("figures", _("Figures"), _("Every number with its unit and its source.")),
    Family("time", _("Time and order"), _("What came before, what comes next.")),
    Family("acts", _("Agreements"), _("Clauses, signatures, commitments.")),
)
DATES = ("12.03", "30.04", "18.08", "16.10")  # of the steps that are done
DIGEST = "2b352c27d30daee93b69dcab38d98237dff97b12056092cdd9bf9b5c257e41d1"


def specimens() -> dict[str, Any]:
    return {
        "families": FAMILIES,
        "colours": colours(),
        "pictures_by_day": [*sheet_agreements.pictures("light"), *pictures("light")],
        "pictures_by_night": [*sheet_agreements.pictures("dark"), *pictures("dark")],
        "series_by_day": sheet_agreements.series("light"),
        "series_by_night": sheet_agreements.series("dark"),
        "figures": _figures(),
        "listed": _listed(),
        "stages": stages([str(state.label) for state in rules.ORDER[1:]], 4, DATES),
        "traces": sheet_agreements.traces(),
        "digest": DIGEST,
        "scale": range(5),
    }


def _listed() -> Page:
    """A made-up list in the middle of its pages, with one filter chosen."""
    options = (
        Option("a", "A", is_chosen=True, count=120),
        Option("b", "B", is_chosen=False, count=14),
    )
    return Page(
        selection=Selection(Institution.objects.none(), "", {"kind": "a"}, None, ()),
        rows=(),
        count=120,
        number=2,
        last=3,
        path="#",
        filters=(Filter("kind", str(_("Kind")), options),),
        orders=(),
        searches=True,
        downloads=(Download("CSV", "#"), Download("JSON", "#")),
    )


def _figures() -> list[ReportedFigure]:
    """Reported figures that nobody reported: exact, about, and one that is in doubt."""
    source = Source(title=str(_("A made-up document")))
    said = {"language": reading_language(), "source": source, "unit": str(_("institutions"))}
    return [
        ReportedFigure(what=str(_("Institutions at the table")), value=9, **said),
        ReportedFigure(
            what=str(_("Institutions that were invited")), value=1200, qualifier="about", **said
        ),
        ReportedFigure(
            what=str(_("Institutions that came")),
            value=40,
            value_to=44,
            discrepancy=str(_("The list of those present has 39.")),
            **said,
        ),
    ]

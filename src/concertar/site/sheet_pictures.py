"""The pictures of the living sheet: one of each kind, of things that are plainly made up."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.kit import charts
from concertar.kit.charts import Caption, Figure, Label

SCHEMES = {"light": _("by day"), "dark": _("by night")}
SEATS = (
    (_("State"), 4, 3),
    (_("Civil society"), 3, 3),
    (_("Universities"), 3, 1),
    (_("Communities"), 4, 2),
)  # of each sector, and how many of them are taken


def pictures(scheme: str) -> list[Figure]:
    """Every kind of picture; the scheme keeps the ids of the two copies apart."""
    return [
        _parts(scheme),
        _balance(scheme),
        _dots(scheme),
        _pairs(scheme),
        _timeline(scheme),
        _tree(scheme),
    ]


def caption(scheme: str, kind: str, title: Promise, says: Promise, unit: str = "") -> Caption:
    return Caption(
        f"{scheme}-{kind}",
        f"{title}, {SCHEMES[scheme]}",
        str(says),
        unit=unit,
        source=str(_("Made up.")),
    )


def label(said: Promise | str) -> Label:
    return Label(str(said))


def _sectors(depth: int = 0) -> list[charts.Part]:
    return [charts.Part(label(sector), seats, depth) for sector, seats, _taken in SEATS]


def _parts(scheme: str) -> Figure:
    whole = charts.Part(label(_("The whole table")), sum(part.value for part in _sectors()))
    says = _("Each part lies where it lies in the whole.")
    words = caption(scheme, "parts", _("A whole and its parts"), says, str(_("seats")))
    return charts.parts(words, [whole, *_sectors(depth=1)])


def _balance(scheme: str) -> Figure:
    says = _("No sector has half of the seats.")
    words = caption(scheme, "balance", _("Shares of a table"), says, str(_("seats")))
    return charts.balance(words, _sectors())


def _dots(scheme: str) -> Figure:
    words = caption(
        scheme, "dots", _("Seats at a table"), _("Filled: taken. Hollow: not taken yet.")
    )
    groups = [charts.Group(label(sector), seats, taken) for sector, seats, taken in SEATS]
    return charts.dots(words, groups, head=(str(_("Sector")), str(_("Seats")), str(_("Taken"))))


def _pairs(scheme: str) -> Figure:
    words = caption(
        scheme, "pairs", _("Two numbers for one thing"), _("Filled: said. Hollow: counted.")
    )
    people, minutes = label(_("Those present")), label(_("The list in the minutes"))
    seats, chairs = label(_("Seats at the table")), label(_("Chairs in the hall"))
    number = str(_("Number"))
    return charts.pairs(
        words,
        [charts.Pair(people, 40, minutes, 39), charts.Pair(seats, 14, chairs, 20)],
        head=(str(_("Said")), number, str(_("Counted")), number),
    )


def _timeline(scheme: str) -> Figure:
    def moment(number: int, said: Promise, starts: date, ends: date) -> charts.Moment:
        when = f"{starts.year}-{ends.year}" if starts.year < ends.year else str(starts.year)
        return charts.Moment(number, label(said), when, starts, ends, filled=starts == ends)

    words = caption(
        scheme,
        "years",
        _("On a line of years"),
        _("Filled: the day is known. Hollow: it was in that time."),
    )
    first = moment(1, _("The first meeting"), date(2021, 3, 8), date(2021, 3, 8))
    talks = moment(2, _("The talks"), date(2021, 1, 1), date(2022, 12, 31))
    signed = moment(3, _("The signature"), date(2023, 10, 2), date(2023, 10, 2))
    return charts.timeline(
        words,
        [
            charts.Lane(str(_("Meetings")), (first, talks)),
            charts.Lane(str(_("Agreements")), (signed,)),
        ],
    )


def _tree(scheme: str) -> Figure:
    words = caption(
        scheme, "tree", _("One inside of the other"), _("Two hollow dots stand for many.")
    )
    nodes = ((_("Assembly"), 0, False), (_("Council"), 1, False), (_("Commissions"), 2, True))
    return charts.tree(
        words, [charts.Node(label(said), depth, many) for said, depth, many in nodes]
    )

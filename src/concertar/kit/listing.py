"""Lists that people filter: the address is the state, and only what is declared is read.

A room declares its list once, with the names that an address may carry:

    INSTITUTIONS = Listing(
        facets=(
            Facet("kind", _("Kind"), field="kind", choices=Institution.Kind),
            Facet("region", _("Region"), field="region__slug", label_field="region__name"),
            Facet("affiliated", _("Affiliated"), field="is_affiliated", kind="flag"),
        ),
        orders=(Order("name", _("Name"), ("sort_name",)), Order("new", _("Newest"), ("-since",))),
        search=search.matching,
        dataset="institutions",
    )

and its views say `INSTITUTIONS.page(request, Institution.objects.visible_to(request.user))` for
the page, or `.select(request, ...).rows` for a download. A page costs one query for the count,
one for its rows and one for each facet, however many rows there are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from concertar.kit.facets import Facet, Filter, Option, ValueRefused, Words
from concertar.kit.numbers import said_number

PAGE_SIZE = 50
LONGEST_VALUE = 200  # signs of one value in an address


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: its name in the address, its label, and the fields it sorts by."""

    name: str
    label: Words
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What an address asks of a list: its rows in order, and what could not be understood."""

    rows: QuerySet[Any]
    text: str
    chosen: dict[str, str]
    order: Order | None
    complaints: tuple[str, ...]

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.chosen)

    @property
    def query(self) -> str:
        """The same question as an address, in the order of the declaration."""
        kept = QueryDict(mutable=True)
        kept.update({"q": self.text} if self.text else {})
        kept.update(self.chosen)
        kept.update({"order": self.order.name} if self.order else {})
        return kept.urlencode()


@dataclass(frozen=True, slots=True)
class Download:
    """A way to take the whole list away, with the same filters."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, with everything its partials show."""

    selection: Selection
    rows: tuple[Any, ...]
    count: int
    number: int
    last: int
    path: str
    filters: tuple[Filter, ...]
    orders: tuple[Option, ...]
    searches: bool
    complaints: tuple[str, ...] = ()
    downloads: tuple[Download, ...] = ()
    dataset: str = ""

    @property
    def text(self) -> str:
        return self.selection.text

    @property
    def is_filtered(self) -> bool:
        return self.selection.is_filtered or bool(self.complaints)

    @property
    def has_form(self) -> bool:
        return self.searches or bool(self.filters) or len(self.orders) > 1

    @property
    def count_sentence(self) -> str:
        return ngettext("%(count)s result", "%(count)s results", self.count) % {
            "count": said_number(self.count)
        }

    @property
    def place_sentence(self) -> str:
        return gettext("Page %(number)s of %(last)s") % {
            "number": said_number(self.number),
            "last": said_number(self.last),
        }

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1) if self.number < self.last else ""

    @property
    def first_url(self) -> str:
        return self._url(1)

    @property
    def last_url(self) -> str:
        return self._url(self.last)

    def _url(self, number: int) -> str:
        page = f"page={number}" if number > 1 else ""
        query = "&".join(part for part in (self.selection.query, page) if part)
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as its room declares it: what may be asked of it, and nothing else.

    `search` takes the rows and the words a reader typed; `dataset` names the exports at
    `/<same address>.csv` and `.json`. The first order is the one used when none is asked for.
    """

    facets: tuple[Facet, ...] = ()
    orders: tuple[Order, ...] = ()
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    dataset: str = ""
    page_size: int = PAGE_SIZE

    def select(self, request: HttpRequest, rows: QuerySet[Any]) -> Selection:
        """The rows an address asks for, in order; none if it asks for the impossible."""
        return self._selection(self._read(request.GET), rows)

    def _selection(self, asked: "_Asked", rows: QuerySet[Any]) -> Selection:
        found = rows.none() if asked.complaints else self._narrow(rows, asked)
        order = asked.order or next(iter(self.orders), None)
        if order is not None:
            found = found.order_by(*order.fields, *([] if "pk" in order.fields else ["pk"]))
        return Selection(found, asked.text, asked.chosen, asked.order, tuple(asked.complaints))

    def page(self, request: HttpRequest, rows: QuerySet[Any]) -> Page:
        """The page an address asks for, with the filters, their counts and the links around it."""
        asked = self._read(request.GET)
        selection = self._selection(asked, rows)
        count = selection.rows.count()
        last = max(1, -(-count // self.page_size))
        number, complaints = _page_number(request.GET.get("page", ""), last)
        start = (number - 1) * self.page_size
        shown = () if complaints else tuple(selection.rows[start : start + self.page_size])
        return Page(
            selection=selection,
            rows=shown,
            count=count,
            number=number,
            last=last,
            path=request.path,
            filters=self._filters(asked, rows),
            orders=self._orders(selection),
            searches=self.search is not None,
            complaints=selection.complaints + complaints,
            downloads=downloads_of(request.path, selection.query) if self.dataset else (),
            dataset=self.dataset,
        )

    def _read(self, query: QueryDict) -> "_Asked":
        """The declared names in an address; everything else in it is passed over."""
        asked = _Asked()
        if self.search is not None:
            asked.text = " ".join(asked.clean(_("Search"), query.get("q", "")).split())
        for facet in self.facets:
            value = asked.clean(facet.label, query.get(facet.name, "").strip())
            if not value:
                continue
            try:
                asked.conditions[facet.name] = facet.condition(value)
            except ValueRefused:
                asked.complain(facet.label, value)
            else:
                asked.chosen[facet.name] = value
        if name := asked.clean(_("Order"), query.get("order", "")):
            asked.order = next((order for order in self.orders if order.name == name), None)
            if asked.order is None:
                asked.complain(_("Order"), name)
        return asked

    def _narrow(self, rows: QuerySet[Any], asked: "_Asked", *, but: str = "") -> QuerySet[Any]:
        """`rows` after the search and every chosen facet, except the one named `but`."""
        if asked.text and self.search is not None:
            rows = self.search(rows, asked.text)
        for facet in self.facets:
            if facet.name in asked.conditions and facet.name != but:
                rows = facet.narrow(rows, asked.conditions[facet.name])
        return rows

    def _filters(self, asked: "_Asked", rows: QuerySet[Any]) -> tuple[Filter, ...]:
        """Each facet counted over what the other filters leave: one query each."""
        return tuple(
            facet.count(
                self._narrow(rows, asked, but=facet.name), chosen=asked.chosen.get(facet.name, "")
            )
            for facet in self.facets
        )

    def _orders(self, selection: Selection) -> tuple[Option, ...]:
        used = selection.order or next(iter(self.orders), None)
        return tuple(Option(order.name, str(order.label), order is used) for order in self.orders)


@dataclass(slots=True)
class _Asked:
    """What an address asks for, while it is being read."""

    text: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, Q] = field(default_factory=dict)
    order: Order | None = None
    complaints: list[str] = field(default_factory=list)

    def complain(self, label: Words, value: str) -> None:
        shown = value if len(value) <= 40 else value[:40] + "…"
        self.complaints.append(
            gettext("“%(value)s” is not a value of “%(label)s”; choose one from the list.")
            % {"value": shown, "label": label}
        )

    def clean(self, label: Words, value: str) -> str:
        """`value`, unless no database could be asked for it."""
        if len(value) <= LONGEST_VALUE and value.isprintable():
            return value
        self.complain(label, "".join(sign for sign in value if sign.isprintable()))
        return ""


def _page_number(asked: str, last: int) -> tuple[int, tuple[str, ...]]:
    if not asked:
        return 1, ()
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 10
    if is_number and 1 <= int(asked) <= last:
        return int(asked), ()
    sentence = ngettext(
        "This list has %(last)s page; go back to the first.",
        "This list has %(last)s pages; go back to the first.",
        last,
    )
    return 1, (sentence % {"last": said_number(last)},)


def downloads_of(path: str, query: str = "") -> tuple[Download, ...]:
    """`/institutions/` is taken away at `/institutions.csv` and `/institutions.json`."""
    bare, plain = path.rstrip("/"), f"?{query}" if query else ""
    for_excel = f"?{query}&for=excel" if query else "?for=excel"
    return (
        Download("CSV", f"{bare}.csv{plain}"),
        Download(gettext("CSV for Excel"), f"{bare}.csv{for_excel}"),
        Download("JSON", f"{bare}.json{plain}"),
    )

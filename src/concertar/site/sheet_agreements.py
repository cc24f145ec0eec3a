"""The living sheet's table and agreement, of things that are plainly made up."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concertar.kit import charts
from concertar.kit.charts import Figure, SeatMark
from concertar.site.sheet_pictures import caption, label

WOMAN, MAN = SeatMark("woman"), SeatMark("man")
SIDES = (
    (_("State"), (WOMAN, MAN, WOMAN, SeatMark("empty"))),
    (_("Civil society"), (WOMAN, MAN, SeatMark("woman", is_young=True))),
    (_("Private sector"), (MAN, MAN, WOMAN)),
    (_("Universities"), (WOMAN, SeatMark("man", is_young=True))),
    (_("Communities"), (MAN, WOMAN, SeatMark("undeclared"), MAN)),
)
PACKAGES = (("A", _("Treat together")), ("B", _("Each plant its own")), ("C", _("Restore first")))
GAINS = ((22, 16, 11), (19, 6, 33), (18, 34, -4), (25, 12, 38), (20, 9, 31))
Ends = tuple[Promise, tuple[float | None, ...], charts.SpreadKind]
SPREADS: tuple[Ends, ...] = (
    (_("As today"), (22, 25, 28), "today"),
    (_("A. Treat together"), (3.9, 8.3, 12.9), "package"),
    (_("B. Each plant its own"), (5.1, 9.6, 14), "package"),
    (_("C. Restore first"), (None, None, None), "package"),
    (_("Fallback: by turns"), (7, 10.4, 13.8), "fallback"),
)
FLOW: tuple[Ends, ...] = (
    (_("As today"), (1.1, 1.9, 2.4), "today"),
    (_("A. Treat together"), (2.6, 3, 4.1), "package"),
)
Row = tuple[
    str, charts.StepKind, Promise, Promise | str, Promise | str, date | None, tuple[str, ...]
]
VOICES: tuple[Row, ...] = (
    (
        "12",
        "voice",
        _("Statement 12"),
        _("“On days of smoke my daughter does not go to school.”"),
        _("87% agree"),
        date(2025, 8, 14),
        (),
    ),
    ("31", "voice", _("Statement 31"), _("“Warn before, not after.”"), "", date(2025, 8, 20), ()),
    ("shared", "shared", _("Shared ground 3"), _("warn in time"), "", None, ("12", "31")),
    (
        "limit",
        "limit",
        _("Limit of the air basin"),
        _("adopted"),
        "250 µg/m³",
        date(2026, 1, 20),
        (),
    ),
    ("option", "option", _("Option 3.2"), _("a warning of six hours"), "", None, ("shared",)),
    ("package", "package", _("Package B"), _("of three"), "", None, ("option",)),
    ("draft", "draft", _("Draft 4"), _("clause 4"), _("Seven criticisms"), None, ("package",)),
)
DEEDS: tuple[Row, ...] = (
    (
        "signed",
        "signed",
        _("Signed agreement"),
        _("clause 4"),
        _("Six signatures, one with a reservation"),
        date(2026, 6, 18),
        ("draft",),
    ),
    ("duty", "commitment", _("Commitment 2"), _("a smelter"), "", None, ("signed",)),
    ("measure", "measure", _("Measurement"), "214 µg/m³", "", date(2026, 10, 31), ()),
    (
        "check",
        "check",
        _("Check"),
        _("2 of 3, mostly done"),
        "",
        date(2026, 11, 6),
        ("duty", "measure"),
    ),
)
STEPS = (*VOICES, *DEEDS)
SULPHUR = (312, 298, 341, 276, 264, 259, 238, None, 247, 214)
TREES = (0, 180, 410, 640)
STATIONS = (1, 2, 2, 3, 3)


def pictures(scheme: str) -> list[Figure]:
    """The pictures of a table: who sits there, what each package gives, what it does to nature."""
    return [_seats(scheme), _comparison(scheme), _limit(scheme), _flow(scheme)]


def series(scheme: str) -> list[Figure]:
    """The small pictures beside commitments: before a limit, towards a target, in bars."""
    unit = "µg/m³"
    limit = charts.Bound(250, str(_("limit")))
    sulphur = caption(
        scheme, "so2", _("Sulphur dioxide, highest day"), _("One month is missing."), unit
    )
    alive = caption(scheme, "trees", _("Trees alive"), _("Half of the way."))
    publish = caption(scheme, "posts", _("Stations that publish"), _("All three since September."))
    return [
        charts.series(publish, _readings(STATIONS, 6), bounds=[_target(3)], bars=True),
        charts.series(sulphur, _readings(SULPHUR, 1), bounds=[limit]),
        charts.series(alive, _readings(TREES, 7), bounds=[_target(1200)]),
    ]


def _target(value: int) -> charts.Bound:
    return charts.Bound(value, str(_("target")), is_target=True)


def _readings(values: tuple[int | None, ...], month: int) -> list[charts.Reading]:
    days = [date(2026, month + i, 1) for i in range(len(values))]
    return [
        charts.Reading(day, f"{day:%m}.{day.year}", value)
        for day, value in zip(days, values, strict=True)
    ]


def _seats(scheme: str) -> Figure:
    words = caption(
        scheme, "seats", _("The table from above"), _("Each sector has the same weight.")
    )
    sides = [charts.Side(label(said), marks) for said, marks in SIDES]
    return charts.seats(words, sides, [charts.Nature(label(_("The bay")))])


def _comparison(scheme: str) -> Figure:
    says = _("Dashed: the least anybody gets from A. With C a sector gets less than without it.")
    words = caption(scheme, "gains", _("What each sector gains"), says, str(_("points of 100")))
    letters = [letter for letter, _said in PACKAGES]
    return charts.comparison(
        words,
        [charts.Package(letter, label(said), letter == "A") for letter, said in PACKAGES],
        [
            charts.Gain(label(said), dict(zip(letters, gains, strict=True)))
            for (said, _marks), gains in zip(SIDES, GAINS, strict=True)
        ],
        head=str(_("Sector")),
    )


def _limit(scheme: str) -> Figure:
    says = _("The thick mark, the worst case, is what is compared with the limit.")
    words = caption(scheme, "limit", _("Load of a bay and its limit"), says, str(_("tonnes a day")))
    return charts.limit(words, charts.Bound(14, str(_("limit of the bay"))), _spreads(SPREADS))


def _flow(scheme: str) -> Figure:
    says = _("Where nature needs no less than something, the forbidden side is the left one.")
    words = caption(scheme, "flow", _("Water of a river and its limit"), says, "m³/s")
    bound = charts.Bound(2.5, str(_("least flow")), at_least=True)
    return charts.limit(words, bound, _spreads(FLOW))


def _spreads(rows: tuple[Ends, ...]) -> list[charts.Spread]:
    return [
        charts.Spread(label(said), low, likely, high, kind)
        for said, (low, likely, high), kind in rows
    ]


def traces() -> list[charts.Trace]:
    """One clause, from the first voice to its last check; and one that many voices led to."""
    voices = [charts.Step(str(n), "voice", str(_("A voice"))) for n in range(4)]
    keys = tuple(voice.key for voice in voices)
    ground = charts.Step("ground", "shared", str(_("Shared ground 3")), derives_from=keys)
    return [_clause(), charts.trace([*voices, ground])]


def _clause() -> charts.Trace:
    return charts.trace(
        [
            charts.Step(
                key,
                kind,
                str(name),
                str(says),
                "#time",
                str(note),
                f"{day:%d.%m.%Y}" if day else "",
                day,
                derives_from,
            )
            for key, kind, name, says, note, day, derives_from in STEPS
        ]
    )

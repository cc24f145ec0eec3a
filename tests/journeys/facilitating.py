"""What whoever facilitates does at a table, in every journey that goes through one.

The forum, its parties and who speaks for them are those of the worked case; the table is new.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.walking import Walk

FORUM = "/fora/foro-de-ilo/"
ROSA = "rosa.mamani@demo.invalid"
COUNCIL, SMELTER, BOARDS = "gobierno-local", "empresa-fundidora", "juntas-vecinales"
NAMES = {
    COUNCIL: "Gobierno local",
    SMELTER: "Empresa fundidora",
    BOARDS: "Juntas vecinales",
}
DELEGATES = {COUNCIL: "Marcela Ticona", SMELTER: "Gustavo Arnáez", BOARDS: "Bea Torres"}
SO2 = {"indicator": "Dióxido de azufre", "unit": "µg/m³"}
SCORES = {
    COUNCIL: ["0", "4", "2", "1", "4"],
    SMELTER: ["1", "2", "4", "2", "4"],
    BOARDS: ["0", "4", "1", "0", "4"],
}
CHECK = '[name=step][value="check"]'


def today() -> datetime:
    return datetime.now(ZoneInfo("America/Lima"))


def somebody_else_facilitates_too(ana: Walk) -> None:
    ana.go(FORUM)
    ana.follow("/keep/")
    ana.follow("/facilitators/new/")
    ana.send({"email": ROSA})


def ends_second_facilitator(ana: Walk) -> None:
    """The forum is left as it was found."""
    ana.go(f"{FORUM}keep/")
    ana.main.locator("li", has_text="Rosa Mamani").locator('a[href$="/end/"]').click()
    ana.send()


def prepares_a_table(ana: Walk, title: str, *, publishes: str, channel: str) -> str:
    """From the list of tables to an open table with three parties and its rule; its address."""
    ana.go("/tables/")
    ana.follow("/tables/new/", "foro-de-ilo")
    ana.send(
        {
            "title": title,
            "question": "Qué se hace con el humo de la madrugada y quién lo mide.",
            "problem": "De madrugada baja humo a la parte alta. Nadie publica cuánto.",
            "decides_by": f"{today() + timedelta(days=30):%Y-%m-%dT%H:%M}",
            "meets_at": "Local comunal de la parte alta",
            "language": "es",
        }
    )
    table = ana.path.removesuffix("facilitate/")
    for party, part in ((COUNCIL, "resolves"), (SMELTER, "causes"), (BOARDS, "bears")):
        ana.follow("/actors/new/")
        ana.send({"seat": NAMES[party], part: True})
    ana.follow(f"{table}rule/")
    ana.send({"least_signatures": 3, "publishes": publishes, "may_reserve": True})
    ana.follow(f"{table}open/")
    ana.send({"channel": channel})
    return table


def takes_step(ana: Walk, table: str, to: str, channel: str = "web") -> None:
    ana.go(f"{table}facilitate/")
    ana.follow(f"{table}step/")
    ana.send({"to": to, "channel": channel})


def row_of(walk: Walk, party: str, column: str) -> str:
    """The name of a field in the row of a party on a sheet that is typed in."""
    row = walk.main.locator("table.typed tbody tr", has_text=NAMES[party])
    return row.locator(f'[name^="{column}-"]').get_attribute("name") or ""


def adds_matter(ana: Walk, table: str) -> None:
    """A limit with its baseline, and two issues with options, a cost and effects."""
    ana.go(f"{table}facilitate/")
    ana.follow("/limits/new/")
    ana.send({"limit": "dióxido de azufre"})
    ana.follow(f"{table}baseline/")
    ana.send(SO2 | {"low": 180, "likely": 240, "high": 310, "source": "Red de estaciones"})
    for title, moves in (("Humo de la madrugada", True), ("Medición", False)):
        ana.follow(f"{table}issues/new/")
        ana.send({"title": title} | ({"affects": "Dióxido de azufre"} if moves else {}))
    smoke, measuring = ana.links("/options/new/")
    for issue, title in (
        (smoke, "Parada de madrugada"), (smoke, "Filtro en una chimenea"),
        (measuring, "Tres estaciones"),
    ):  # fmt: skip
        ana.follow(issue)
        ana.send({"title": title, "description": "Como lo explicó la mesa."})
    for title, low, likely, high in (
        ("Parada de madrugada", -120, -90, -70), ("Filtro en una chimenea", -60, -40, -20),
    ):  # fmt: skip
        at_option(ana, title, "/effect/")
        ana.send(SO2 | {"low": low, "likely": likely, "high": high, "source": "Universidad"})
    at_option(ana, "Parada de madrugada", "/cost/")
    ana.send({"actor": NAMES[SMELTER], "amount": "1250000,50", "source": "La empresa"})


def at_option(ana: Walk, title: str, verb: str) -> None:
    option = ana.main.locator("li", has=ana.page.locator("h3", has_text=title))
    option.locator(f'a[href*="{verb}"]').first.click()


def marks(walk: Walk, given: list[str]) -> dict[str, str]:
    """The names of the options' scores in the order of the sheet, each with its mark."""
    names = walk.main.locator("fieldset.rate").evaluate_all(
        "rows => rows.map(row => row.querySelector('input[type=radio]').name)"
    )
    return dict(zip(names, given, strict=True))


def scores_on_paper(ana: Walk, rosa: Walk, table: str, given: Mapping[str, list[str]]) -> None:
    """Typed in by one facilitator, and once more by another, who sees no score of the first."""
    for party, sheet in given.items():
        ana.go(f"{table}type-in/")
        ana.main.locator("tr", has_text=NAMES[party]).locator('a[href*="/scores/"]').click()
        ana.send({"mandate": DELEGATES[party]} | marks(ana, sheet), press=CHECK)
        rosa.go(f"{table}scores/")
        at_party(rosa, party, "/countersign/")
        assert not rosa.main.locator("input:checked").count()
        rosa.send(marks(rosa, sheet), press=CHECK)


def unseals(ana: Walk, table: str) -> None:
    ana.go(f"{table}scores/")
    ana.send(press='form[action$="/unseal/"] button')


def at_party(walk: Walk, party: str, verb: str) -> None:
    row = walk.main.locator("li", has=walk.page.locator("h3", has_text=NAMES[party]))
    row.locator(f'a[href*="{verb}"]').first.click()


def puts_a_package_on_the_table(ana: Walk, table: str) -> None:
    ana.go(table)
    ana.follow(f"{table}packages/")
    ana.send({"seconds": "5"}, press='form[action$="/search/"] button')
    ana.follow("/propose/", "rule=")
    ana.send({"title": "Parada y medición"})
    assert "Parada y medición" in ana.words()


def writes_the_text(ana: Walk, table: str) -> None:
    """Two clauses, and a commitment that at first nobody could check: it cannot be frozen."""
    ana.go(table)
    ana.follow(f"{table}draft/")
    ana.send({"title": "Aire de la madrugada", "preamble": "Reunidos en el local comunal.",
              "package": "Parada y medición"})  # fmt: skip
    ana.follow("/clauses/add/")
    ana.send({"heading": "La parada", "text": "La empresa para de 2 a 5 de la madrugada.",
              "options": "Parada de madrugada", "limits": "dióxido de azufre"})  # fmt: skip
    ana.follow("/clauses/add/")
    ana.send({"heading": "La medición", "text": "El gobierno local mide y publica.",
              "options": "Tres estaciones"})  # fmt: skip
    ana.follow("/commitments/new/")
    ana.send({"deliverable": "Tres estaciones que publican cada hora",
              "responsible": NAMES[COUNCIL], "clause": "La medición"})  # fmt: skip
    commitment = ana.path
    ana.go(f"{table}draft/")
    ana.follow("/draft/freeze/")
    assert not ana.main.locator("form").count()
    assert ana.main.locator(".late").count() == 1
    ana.go(commitment)
    ana.follow("/change/")
    ana.send({"due": f"{today() + timedelta(days=200):%Y-%m-%d}", "indicator": "Estaciones",
              "baseline": "0", "target": "3"})  # fmt: skip


def answers_and_freezes(ana: Walk, table: str) -> str:
    """The address of the agreement."""
    ana.go(f"{table}draft/")
    ana.follow("/draft/freeze/")
    assert not ana.main.locator("form").count()
    ana.follow("/criticisms/")
    ana.follow("/answer/")
    ana.send({"outcome": "taken", "answer": "Se agrega: todos los días de la semana."})
    ana.go(f"{table}draft/")
    ana.follow("/clauses/", "/edit/")
    ana.send({"text": "La empresa para de 2 a 5 de la madrugada, todos los días de la semana."})
    ana.follow("/draft/freeze/")
    ana.send()
    return ana.path


def sign_on_paper(ana: Walk, table: str, *parties: str) -> None:
    """In one form, those who signed; the smelter with a reservation."""
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/signatures/")
    reserved = {
        row_of(ana, SMELTER, "kind"): "reservation",
        row_of(ana, SMELTER, "clauses"): "1",
        row_of(ana, SMELTER, "reason"): "Las horas se cuentan con el horno en temperatura segura.",
    }
    ana.send({row_of(ana, party, "who"): DELEGATES[party] for party in parties} | reserved)


def decides(ana: Walk, agreement: str) -> None:
    ana.go(agreement)
    ana.follow(f"{agreement}decide/")
    ana.send()
    assert ana.path == agreement

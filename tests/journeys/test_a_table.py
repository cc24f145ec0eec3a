"""A table from its problem to its agreement: on the site with a telephone, and on paper alone."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.journeys.walking import Walk

FORUM = "/fora/foro-de-ilo/"
ROSA = "rosa.mamani@demo.invalid"
COUNCIL, SMELTER, BOARDS = "gobierno-local", "empresa-fundidora", "juntas-vecinales"
AIR = "so2-24h"  # in the slug of the limit, and the beginning of its indicator's
AUDIT = Path(__file__).parents[2] / "docs/auditing/recompute.py"
PHONE = {"viewport": {"width": 360, "height": 640}, "java_script_enabled": False}
WIDE = {"viewport": {"width": 1280, "height": 900}}
NO_OVERFLOW = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"

# What nobody but its party and the facilitators may read, in words and numbers found nowhere else.
CONFIDED = "Que no se sepa que el pozo de Quebrada Honda abastece a la escuela"
CONFIDED_BY_SMELTER = "Que el banco de Arequipa no adelante el vencimiento del préstamo"
RED_LINE = "Porque el humo de la madrugada entra al comedor de los niños"
LEAST = "37,25"
SECRETS = (CONFIDED, CONFIDED_BY_SMELTER, RED_LINE, LEAST, "37.25", "149/4")


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


NAMES = {
    COUNCIL: "Gobierno local",
    SMELTER: "Empresa fundidora",
    BOARDS: "Juntas vecinales",
}
DELEGATES = {COUNCIL: "Marcela Ticona", SMELTER: "Gustavo Arnáez", BOARDS: "Bea Torres"}


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
    ana.follow(f"{table}options/")
    smoke, measuring = ana.links("/options/new/")
    for issue, title in (
        (smoke, "Parada de madrugada"), (smoke, "Filtro en una chimenea"),
        (measuring, "Tres estaciones"),
    ):  # fmt: skip
        ana.go(f"{table}options/")
        ana.follow(issue)
        ana.send({"title": title, "description": "Como lo explicó la mesa."})
    for title, low, likely, high in (
        ("Parada de madrugada", -120, -90, -70), ("Filtro en una chimenea", -60, -40, -20),
    ):  # fmt: skip
        at_option(ana, table, title, "/effect/")
        ana.send(SO2 | {"low": low, "likely": likely, "high": high, "source": "Universidad"})
    at_option(ana, table, "Parada de madrugada", "/cost/")
    ana.send({"actor": NAMES[SMELTER], "amount": "1250000,50", "source": "La empresa"})


SO2 = {"indicator": "Dióxido de azufre", "unit": "µg/m³"}


def at_option(ana: Walk, table: str, title: str, verb: str) -> None:
    ana.go(f"{table}options/")
    option = ana.main.locator("li", has=ana.page.locator("h3", has_text=title))
    option.locator(f'a[href*="{verb}"]').first.click()


def test_a_table_goes_from_its_problem_to_a_signed_agreement(site, visitor, tmp_path):
    ana = Walk(visitor("facilitator", **WIDE), site)
    bea = Walk(visitor("delegate", **PHONE), site)
    rosa = Walk(visitor("steward", **WIDE), site)
    zeca = Walk(visitor(), site)
    somebody_else_facilitates_too(ana)
    table = prepares_a_table(ana, "Humo de madrugada", publishes="parties", channel="web")
    everybody_consents(ana, bea, table)
    takes_step(ana, table, "talking")
    everybody_says_what_it_needs(ana, bea, table)
    adds_matter(ana, table)
    takes_step(ana, table, "scoring")
    bea_scores(bea, table)
    the_others_score_on_paper(ana, rosa, table)
    takes_step(ana, table, "proposing")
    puts_a_package_on_the_table(ana, table)
    takes_step(ana, table, "drafting")
    writes_the_text(ana, table)
    bea_criticises(bea, table)
    agreement = answers_and_freezes(ana, table)
    bea_signs(bea, table, agreement)
    sign_on_paper(ana, table, COUNCIL, SMELTER)
    decides(ana, agreement)
    zeca_computes_it_again(zeca, agreement, tmp_path)
    zeca_reads_no_secret(zeca, table, agreement)
    ends_second_facilitator(ana)


def everybody_consents(ana: Walk, bea: Walk, table: str) -> None:
    bea.go("/tables/")
    bea.follow(table)
    bea.follow(f"{table}seat/")
    bea.follow("/consent/")
    bea.send({"agrees": True})
    ana.go(table)
    ana.follow(f"{table}facilitate/")
    ana.follow(f"{table}type-in/")
    ana.follow(f"{table}type-in/consent/")
    assert BOARDS not in ana.words()
    ana.send({row_of(ana, party, "who"): DELEGATES[party] for party in (COUNCIL, SMELTER)})


def everybody_says_what_it_needs(ana: Walk, bea: Walk, table: str) -> None:
    for text, visibility in ((CONFIDED, "facilitator"), ("Dormir sin toser", "public")):
        bea.go(f"{table}seat/")
        bea.follow("/interests/new/")
        bea.send({"text": text, "visibility": visibility, "language": "es"})
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/interests/", SMELTER)
    ana.send({"text-interest1": CONFIDED_BY_SMELTER, "text-position1": "Que se pague a medias"})


def marks(walk: Walk, given: list[str]) -> dict[str, str]:
    """The names of the options' scores in the order of the sheet, each with its mark."""
    names = walk.main.locator("fieldset.rate").evaluate_all(
        "rows => rows.map(row => row.querySelector('input[type=radio]').name)"
    )
    return dict(zip(names, given, strict=True))


def bea_scores(bea: Walk, table: str) -> None:
    """On a telephone: an incomplete sheet, a corrected one, read over, and given."""
    bea.go(table)
    bea.follow(f"{table}scores/")
    assert bea.page.evaluate(NO_OVERFLOW)
    sheet = marks(bea, ["no", "4", "1", "0", "4"])
    bea.send(sheet | {"least": LEAST}, press=CHECK, expect=422)
    assert bea.main.locator("[role=alert] a").count()
    hurt = next(iter(sheet)).replace("score.", "interest.")
    bea.send({hurt: CONFIDED, hurt.replace("interest.", "why."): RED_LINE}, press=CHECK)
    assert RED_LINE in bea.words()
    assert bea.page.evaluate(NO_OVERFLOW)
    bea.send(press='[name=step][value="edit"]')
    bea.send({list(sheet)[2]: "2"}, press=CHECK)
    bea.send(press='[name=step][value="give"]')
    assert RED_LINE in bea.words()


CHECK = '[name=step][value="check"]'


def the_others_score_on_paper(ana: Walk, rosa: Walk, table: str) -> None:
    others = {party: SCORES[party] for party in (COUNCIL, SMELTER)}
    scores_on_paper(ana, rosa, table, others)
    at_party(ana, BOARDS, f"{table}scores/")
    assert RED_LINE in ana.words()


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
    ana.go(f"{table}scores/")
    assert RED_LINE not in ana.words()
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


def bea_criticises(bea: Walk, table: str) -> None:
    bea.go(table)
    bea.follow(f"{table}draft/")
    bea.follow("/criticise/")
    bea.send({"severity": "2", "text": "Debe decir que los domingos también."})
    assert bea.page.evaluate(NO_OVERFLOW)


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


def bea_signs(bea: Walk, table: str, agreement: str) -> None:
    bea.go(table)
    bea.follow(f"{agreement}sign/")
    assert "todos los días de la semana" in bea.words()
    bea.send({"kind": "consent"}, press=CHECK)
    assert bea.page.evaluate(NO_OVERFLOW)
    bea.send(press='[name=step][value="sign"]')


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


def zeca_computes_it_again(zeca: Walk, agreement: str, folder: Path) -> None:
    """With the file that the page links and a program of the standard library, nothing else."""
    zeca.go("/agreements/")
    zeca.follow(agreement)
    (acta,), (open_data,) = zeca.links("acta.pdf"), zeca.links(".json")
    content = zeca.fetch(acta)
    assert content.startswith(b"%PDF")
    assert len(content) > 10_000
    kept, changed = folder / "agreement.json", folder / "changed.json"
    kept.write_bytes(zeca.fetch(open_data))
    code, said = recompute(kept)
    assert (code, "NO " in said) == (0, False), said
    assert sum(line.startswith("ok ") for line in said.splitlines()) >= 10, said
    for alter in (a_comma, a_cost, a_consent):
        data = json.loads(kept.read_text())
        alter(data)
        changed.write_text(json.dumps(data))
        code, said = recompute(changed)
        assert (code, "NO " in said) == (1, True), (alter, said)


def recompute(path: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", str(AUDIT), str(path)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def a_comma(data: dict) -> None:
    data["texts"][0]["text"] = data["texts"][0]["text"].replace("2 a 5", "2, a 5")


def a_cost(data: dict) -> None:
    data["costs"][0]["amount"] += 1


def a_consent(data: dict) -> None:
    """Its value is there and nobody agreed to show it."""
    data["consents"].pop()


def zeca_reads_no_secret(zeca: Walk, table: str, agreement: str) -> None:
    """The value of each party was consented to; nothing else that it said in confidence leaves."""
    (acta,), (open_data,) = zeca.links("acta.pdf"), zeca.links(".json")
    values = json.loads(zeca.fetch(open_data))["values"]
    assert len(values["parties"]) == 3
    known = [f"{table}packages/", f"{table}draft/", f"{table}draft.pdf", f"{table}paper/scores.pdf"]
    pages = everything_linked(zeca, (table, agreement.removesuffix("/")), [*known, *EXPORTS])
    assert set(pages) > {table, agreement, open_data, acta, *known, *EXPORTS}
    for address, words in pages.items():
        assert not [secret for secret in SECRETS if secret in words], address
    assert any("Dormir sin toser" in words for words in pages.values())


EXPORTS = ("/tables.json", "/agreements.json", "/commitments.json", "/checks.json")


def everything_linked(
    walk: Walk, roots: tuple[str, ...], known: Iterable[str] = ()
) -> dict[str, str]:
    """What is known, and every page and file below the roots that links lead to: its words."""
    found: dict[str, str] = {}
    waiting = [*known, walk.path, roots[0]]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        content = walk.fetch(address)
        is_paper = content.startswith(b"%PDF")
        found[address] = walk.paper(address) if is_paper else plain(content.decode())
        linked = HREF.findall(content.decode()) if not is_paper else []
        waiting += [one for one in linked if one.startswith(roots)]
    return found


HREF = re.compile(r'href="([^"#]+)')
TAG = re.compile(r"<[a-z/][^>]*>")


def plain(content: str) -> str:
    """Without its tags: coordinates of pictures are numbers too."""
    return html.unescape(TAG.sub(" ", content))


# ---- with printed sheets alone ------------------------------------------------------------------

SHEETS = {
    "convocation", "notice", "attendance", "consent", "interests", "options", "scores", "draft",
    "criticism", "acta", "follow-up",
}  # fmt: skip
MOST_FIELDS = 24  # in two minutes, five seconds each
SAID = {COUNCIL: "Que se sepa cuánto humo baja", SMELTER: CONFIDED_BY_SMELTER, BOARDS: CONFIDED}
SCORES = {
    COUNCIL: ["0", "4", "2", "1", "4"],
    SMELTER: ["1", "2", "4", "2", "4"],
    BOARDS: ["0", "4", "1", "0", "4"],
}


def test_the_same_case_is_done_with_printed_sheets_alone(site, machine, visitor):
    plain_and_wide = WIDE | {"java_script_enabled": False}
    ana = Walk(visitor("facilitator", **plain_and_wide), site)
    rosa = Walk(visitor("steward", **plain_and_wide), site)
    before = len(journal(machine))
    somebody_else_facilitates_too(ana)
    table = prepares_a_table(ana, "Humo en papel", publishes="constituencies", channel="paper")
    printed = {**prints(ana, table), **meets(ana, table)}
    types_in_consents(ana, table)
    types_in_interests(ana, table)
    takes_step(ana, table, "talking", "paper")
    adds_matter(ana, table)
    takes_step(ana, table, "scoring", "paper")
    printed |= prints(ana, table)
    scores_on_paper(ana, rosa, table, SCORES)
    takes_step(ana, table, "proposing", "paper")
    puts_a_package_on_the_table(ana, table)
    takes_step(ana, table, "drafting", "paper")
    writes_the_text(ana, table)
    printed |= prints(ana, table)
    types_in_criticisms(ana, table)
    agreement = answers_and_freezes(ana, table)
    sign_on_paper(ana, table, COUNCIL, SMELTER, BOARDS)
    decides(ana, agreement)
    printed |= prints(ana, table)
    is_followed_up(ana, table, agreement)
    ends_second_facilitator(ana)
    assert set(printed) == SHEETS
    assert CONFIDED not in "".join(printed.values())
    every_act_came_on_paper(journal(machine)[before:])
    every_sheet_is_short({**ana.typed, **rosa.typed})


def prints(ana: Walk, table: str) -> dict[str, str]:
    """Every sheet that the page offers now, by its name, and its words."""
    ana.go(f"{table}type-in/")
    return {
        address.partition(".pdf")[0].rpartition("/")[2]: ana.paper(address)
        for address in ana.links(".pdf")
    }


def meets(ana: Walk, table: str) -> dict[str, str]:
    """The meeting is called, its sheets printed, and who came is typed in."""
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/meeting/")
    ana.send({"starts_at": f"{today():%Y-%m-%d}T09:00", "place": "Local comunal",
              "agenda": "El humo\nLa medición"})  # fmt: skip
    printed = prints(ana, table)
    assert NAMES[SMELTER] in printed["convocation"]
    ana.follow("/type-in/attendance/")
    ana.send({row_of(ana, party, "who"): DELEGATES[party] for party in NAMES})
    return printed


def types_in_consents(ana: Walk, table: str) -> None:
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/consent/")
    ana.send({row_of(ana, party, "who"): DELEGATES[party] for party in NAMES})


def types_in_interests(ana: Walk, table: str) -> None:
    for party, text in SAID.items():
        ana.go(f"{table}type-in/")
        ana.follow("/type-in/interests/", party)
        ana.send({"text-interest1": text, "text-position1": "Que se mida cada noche"})


def types_in_criticisms(ana: Walk, table: str) -> None:
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/criticism/", BOARDS)
    ana.send({"clause-c1": "La parada", "severity-c1": "2",
              "text-c1": "Debe decir que los domingos también."})  # fmt: skip


def is_followed_up(ana: Walk, table: str, agreement: str) -> None:
    """The follow-up begins; a sheet brings a check of the council's commitment, and its reply."""
    ana.go(agreement)
    ana.send(press='form[action$="/follow-up/"] button')
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/checks/")
    ana.send(
        {
            of_only_row(ana, "score"): "1",
            of_only_row(ana, "who"): DELEGATES[BOARDS],
            of_only_row(ana, "evidence"): "Se vio una estación instalada y apagada.",
            of_only_row(ana, "reply_by"): f"{today() + timedelta(days=15):%Y-%m-%d}",
        }
    )


def of_only_row(walk: Walk, column: str) -> str:
    return walk.main.locator(f'[name^="{column}-"]').get_attribute("name") or ""


JOURNAL = """
import json, django
django.setup()
from concertar.kit.models import JournalEntry
print(json.dumps(list(JournalEntry.objects.order_by("id").values_list("verb", "channel"))))
"""


def journal(machine: dict[str, str]) -> list[tuple[str, str]]:
    """Of every act so far its verb, and how it reached the site."""
    settings = {"DJANGO_SETTINGS_MODULE": "concertar.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", JOURNAL], env=machine | settings, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


OF_A_SEAT = {
    "tables.attendance_noted", "tables.consent_given", "tables.interest_noted",
    "tables.position_noted", "tables.sheet_typed_in", "agreements.clause_criticised",
    "agreements.text_signed", "agreements.commitment_checked",
}  # fmt: skip
OF_THE_TABLE = {"tables.table_opened"}


def every_act_came_on_paper(acts: list[tuple[str, str]]) -> None:
    of_seats = [(verb, channel) for verb, channel in acts if verb in OF_A_SEAT | OF_THE_TABLE]
    assert {verb for verb, _channel in of_seats} == OF_A_SEAT | OF_THE_TABLE
    assert {channel for _verb, channel in of_seats} == {"paper"}


def every_sheet_is_short(typed: dict[str, int]) -> None:
    sheets = {path: fields for path, fields in typed.items() if is_a_sheet(path)}
    for path, fields in sheets.items():
        print(f"{fields:3} fields typed: {path}")  # noqa: T201  (to be read by whoever runs it)
    assert len(sheets) >= 10
    assert max(sheets.values()) <= MOST_FIELDS


def is_a_sheet(path: str) -> bool:
    return "/type-in/" in path or path.endswith("/countersign/")

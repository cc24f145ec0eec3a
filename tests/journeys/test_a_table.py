"""A table from its problem to its agreement: on the site with a telephone, and on paper alone."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from tests.journeys.facilitating import (
    BOARDS,
    CHECK,
    COUNCIL,
    DELEGATES,
    NAMES,
    SCORES,
    SMELTER,
    adds_matter,
    answers_and_freezes,
    at_party,
    decides,
    ends_second_facilitator,
    marks,
    prepares_a_table,
    puts_a_package_on_the_table,
    row_of,
    scores_on_paper,
    sign_on_paper,
    somebody_else_facilitates_too,
    takes_step,
    today,
    unseals,
    writes_the_text,
)
from tests.journeys.walking import Walk

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
    ana.send({"who": DELEGATES[SMELTER], "text-interest1": CONFIDED_BY_SMELTER,
              "text-position1": "Que se pague a medias"})  # fmt: skip


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


def the_others_score_on_paper(ana: Walk, rosa: Walk, table: str) -> None:
    """What Bea gave is sealed until then, for whoever facilitates too."""
    scores_on_paper(ana, rosa, table, {party: SCORES[party] for party in (COUNCIL, SMELTER)})
    ana.go(f"{table}scores/")
    hers = ana.main.locator("li", has_text=NAMES[BOARDS]).locator('a[href$="/type-in/"]')
    sheet = (hers.get_attribute("href") or "").removesuffix("type-in/")
    assert ana.page.request.get(ana.site + sheet).status == 403
    unseals(ana, table)
    at_party(ana, BOARDS, f"{table}scores/")
    assert RED_LINE in ana.words()


def bea_criticises(bea: Walk, table: str) -> None:
    bea.go(table)
    bea.follow(f"{table}draft/")
    bea.follow("/criticise/")
    bea.send({"severity": "2", "text": "Debe decir que los domingos también."})
    assert bea.page.evaluate(NO_OVERFLOW)


def bea_signs(bea: Walk, table: str, agreement: str) -> None:
    bea.go(table)
    bea.follow(f"{agreement}sign/")
    assert "todos los días de la semana" in bea.words()
    bea.send({"kind": "consent"}, press=CHECK)
    assert bea.page.evaluate(NO_OVERFLOW)
    bea.send(press='[name=step][value="sign"]')


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
    unseals(ana, table)
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
        ana.send({"who": DELEGATES[party], "text-interest1": text,
                  "text-position1": "Que se mida cada noche"})  # fmt: skip


def types_in_criticisms(ana: Walk, table: str) -> None:
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/criticism/", BOARDS)
    ana.send({"clause-c1": "La parada", "severity-c1": "2",
              "text-c1": "Debe decir que los domingos también."})  # fmt: skip


def is_followed_up(ana: Walk, table: str, agreement: str) -> None:
    """The follow-up begins; a sheet brings a check of the council's commitment, and its reply."""
    ana.go(agreement)
    ana.follow(f"{agreement}follow-up/")
    ana.send()
    ana.go(f"{table}type-in/")
    ana.follow("/type-in/checks/")
    ana.send(
        {
            in_row(ana, "score"): "1",
            in_row(ana, "who"): DELEGATES[BOARDS],
            in_row(ana, "evidence"): "Se vio una estación instalada y apagada.",
            in_row(ana, "reply_by"): f"{today() + timedelta(days=15):%Y-%m-%d}",
        }
    )

    ana.follow("/type-in/replies/")
    ana.send(
        {
            in_row(ana, "text"): "Falta la conexión eléctrica.",
            in_row(ana, "who"): DELEGATES[COUNCIL],
        }
    )


def in_row(walk: Walk, column: str) -> str:
    """The name of a field in the only row of a sheet."""
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

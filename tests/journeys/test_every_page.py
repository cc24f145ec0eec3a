"""Every page in a real browser: what it weighs, whether it is whole, whether all can use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.routes import ROLES, Cell, pages, table

FIRST_VISIT, LATER_VISIT = 100_000, 25_000
OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .filter(e => !e.closest('.scroll, svg, .vh, .skip'))
  .slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""
# What the width of a page does not tell of its tables: cells cut or outside of what scrolls them.
# Heads of stacked tables are kept for those who listen alone, in a box of one point.
CUT = """() => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  return [...document.querySelectorAll('.scroll')].flatMap(box =>
    [...box.querySelectorAll('th, td')]
      .filter(cell => getComputedStyle(cell.closest('thead, tbody, tfoot')).position !== 'absolute')
      .filter(cell => cell.scrollWidth > cell.clientWidth + 1
        || cell.getBoundingClientRect().right > box.getBoundingClientRect().right + 1)
      .map(cell => cell.outerHTML.slice(0, 90))).slice(0, 3)
}"""
DOOR = Cell("accounts:demo_door", "GET", "", "", dict.fromkeys(ROLES, 200))
# Pages that differ much by the state of their table are visited at every one of its copies.
BY_STATE = (
    "agreements:agreement_detail",
    "agreements:draft_detail",
    "tables:packages",
    "tables:scores",
    "tables:table_detail",
)


def visited():
    """One page of each address; the door is there only in the demonstration, which this is."""
    found, routes = [], set()
    for cell in pages():
        if cell.route not in routes or cell.route in BY_STATE or cell.query:
            found.append(cell)
        routes.add(cell.route)
    return [*found, DOOR]


PAGES = visited()
FORMS = {
    cell.route for cell in table() if cell.method == "POST" and 405 not in cell.answers.values()
}


def address_of(cell, keys):
    return "/demo/" if cell is DOOR else cell.address_among(keys.__getitem__)


def role_of(cell):
    """Whoever sees it with most to do there: a facilitator before a stranger."""
    seen = [role for role in ROLES if cell.answers[role] == 200]
    return "facilitator" if "facilitator" in seen else seen[-1]


def schemes(cell):
    """Forms are made of parts that the living sheet and other pages show by night."""
    return ("light",) if cell.route in FORMS else ("light", "dark")


def named(cell):
    return f"{cell.route} {cell.arguments} {cell.query}".strip()


def transferred(page, address):
    """Bytes on the wire for one page and all it asks for, as the browser counts them."""
    wire, sizes, hosts = page.context.new_cdp_session(page), [], set()
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda event: hosts.add(event["request"]["url"]))
    page.goto(address)
    page.wait_for_timeout(100)
    wire.detach()
    return sum(sizes), {url.split("/")[2] for url in hosts if url.startswith("http")}


@pytest.mark.parametrize("cell", PAGES, ids=named)
def test_a_page_is_light_asks_nobody_else_and_has_no_barrier(cell, site, visitor, keys):
    address = site + address_of(cell, keys)
    page = visitor(role_of(cell)).new_page()
    first, hosts = transferred(page, address)
    later, _hosts = transferred(page, address)
    assert first <= FIRST_VISIT
    assert later <= LATER_VISIT
    assert hosts == {site.split("/")[2]}
    for scheme in schemes(cell):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], scheme


@pytest.mark.parametrize("cell", PAGES, ids=named)
def test_a_page_is_whole_on_the_smallest_screen_without_script_and_without_style(
    cell, site, visitor, keys
):
    address = site + address_of(cell, keys)
    small = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}
    page = visitor(role_of(cell), **small).new_page()
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDE)
    said = letters(page)
    assert page.evaluate(CUT) == []

    page.route("**/*.css", lambda route: route.abort())
    page.goto(address)
    assert page.locator("h1").is_visible()
    assert letters(page) >= said


def letters(page):
    """How much can be read; blanks differ, where a sign for those who listen stands apart."""
    return len("".join(page.locator("main").inner_text().split()))

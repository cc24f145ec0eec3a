"""Every page in a real browser: what it weighs, whether it is whole, whether all can use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.routes import ROLES, Cell, pages

FIRST_VISIT, LATER_VISIT = 100_000, 25_000
OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .filter(e => !e.closest('.scroll, svg, .vh, .skip'))
  .slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""
DOOR = Cell("accounts:demo_door", "GET", "", "", dict.fromkeys(ROLES, 200))
PAGES = [*pages(), DOOR]  # the door is there only in the demonstration, which this server is


def address_of(cell, keys):
    return "/demo/" if cell is DOOR else cell.address_among(keys.__getitem__)


def role_of(cell):
    return next(role for role in ROLES if cell.answers[role] == 200)


def named(cell):
    return f"{cell.route} {cell.query}".strip()


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
    for scheme in ("light", "dark"):
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
    said = page.locator("main").inner_text().split()

    page.route("**/*.css", lambda route: route.abort())
    page.goto(address)
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text().split()) >= len(said)

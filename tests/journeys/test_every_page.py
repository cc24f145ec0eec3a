"""Every page in a real browser: what it weighs, whether it is whole, whether all can use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.routes import ROLES, pages

FIRST_VISIT, LATER_VISIT = 100_000, 25_000
OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .filter(e => !e.closest('.scroll, svg, .vh, .skip'))
  .slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""
PAGES = pages()


def role_of(cell):
    return next(role for role in ROLES if cell.answers[role] == 200)


def named(cell):
    return f"{cell.route} {cell.query}".strip()


def transferred(context, address):
    """Bytes on the wire for one page and all it asks for, as the browser counts them."""
    page = context.new_page()
    wire, total, hosts = context.new_cdp_session(page), [0], set()
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda e: total.append(e["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(address, wait_until="networkidle")
    page.close()
    return sum(total), hosts


@pytest.mark.parametrize("cell", PAGES, ids=named)
def test_a_page_is_light_and_asks_nobody_else(cell, site, visitor):
    context = visitor(role_of(cell))
    first, hosts = transferred(context, site + cell.address)
    later, _hosts = transferred(context, site + cell.address)
    assert first <= FIRST_VISIT
    assert later <= LATER_VISIT
    assert hosts <= {site.split("/")[2]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("cell", PAGES, ids=named)
def test_a_page_has_no_barrier(cell, scheme, site, visitor):
    language = "es" if scheme == "light" else "en"
    context = visitor(role_of(cell), color_scheme=scheme, locale=language)
    page = context.new_page()
    page.goto(site + cell.address)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


@pytest.mark.parametrize("cell", PAGES, ids=named)
def test_a_page_is_whole_on_the_smallest_screen_without_script_and_without_style(
    cell, site, visitor
):
    context = visitor(
        role_of(cell), java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto(site + cell.address)
    assert page.locator("h1").count() == 1
    assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDE)
    said = page.locator("main").inner_text()

    bare = visitor(role_of(cell), viewport={"width": 320, "height": 640})
    bare.route("**/*.css", lambda route: route.abort())
    naked = bare.new_page()
    naked.goto(site + cell.address)
    assert len(naked.locator("main").inner_text().split()) >= len(said.split())
    assert naked.locator("h1").is_visible()

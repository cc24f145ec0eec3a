"""Pictures of the real site for docs/pictures, from a demonstration that is being served.

python -m scripts.pictures http://localhost:8000
"""

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import FLAGS, chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs/pictures"
PAGES = {
    "home": "/",
    "tables": "/tables/",
    "table": "/tables/aire-limpio-ilo/",
    "packages": "/tables/aire-limpio-ilo/packages/",
    "options": "/tables/aire-limpio-ilo/options/",
    "agreements": "/agreements/",
    "agreement": "/agreements/aire-limpio-ilo-1/",
    "commitments": "/commitments/",
    "fora": "/fora/",
    "forum": "/fora/foro-de-ilo/",
    "observatory": "/observatory/",
    "indicator": "/observatory/indicators/so2-24h-maximo/",
    "places": "/places/",
    "place": "/places/chimbote/",
    "institutions": "/institutions/?kind=university",
    "institution": "/institutions/natura/",
    "bodies": "/bodies/",
    "programmes": "/programmes/",
    "milestones": "/milestones/",
    "figures": "/figures/",
    "search": "/search/?q=agenda",
    "about": "/about/",
    "sign-in": "/accounts/login/",
    "demo": "/demo/",
    "house": "/house/",
}
# What only somebody sees, after entering by the demonstration's door.
OF_SOMEBODY = {
    "my-page": ("Bea", "/me/"),
    "my-sheet": ("Bea", "/tables/aire-limpio-ilo/scores/"),
    "my-seat": ("Bea", "/tables/aire-limpio-ilo/seat/"),
    "sheets-to-print": ("Ana", "/tables/aire-limpio-ilo/type-in/"),
    "search-of-packages": ("Ana", "/tables/aire-limpio-ilo/packages/"),
}
WIDE = {"viewport": {"width": 1280, "height": 900}}
SMALL = {"viewport": {"width": 360, "height": 740}}
LOOKS = {
    "1280": {**WIDE, "color_scheme": "light", "locale": "es-PE"},
    "1280-dark": {**WIDE, "color_scheme": "dark", "locale": "en"},
    "360": {**SMALL, "color_scheme": "dark", "locale": "en"},
    "360-light": {**SMALL, "color_scheme": "light", "locale": "es-PE"},
}
# The pages of a table and what came of it are taken in all four looks, the others in two.
IN_ALL_LOOKS = {"table", "packages", "agreement", "commitments", "forum", "home", *OF_SOMEBODY}


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for look, options in LOOKS.items():
            _take(browser, site, look, options)
        browser.close()


def _take(browser: Browser, site: str, look: str, options: dict[str, Any]) -> None:
    pages = {name: ("", address) for name, address in PAGES.items()} | OF_SOMEBODY
    context, entered = browser.new_context(**options), ""
    page = context.new_page()
    for name, (who, address) in pages.items():
        if look in ("1280-dark", "360-light") and name not in IN_ALL_LOOKS:
            continue
        if who != entered:
            context.clear_cookies()
            page.goto(f"{site}/demo/")
            page.get_by_role("button", name=who).click()
            entered = who
        answer = page.goto(f"{site}{address}")
        if answer is None or not answer.ok:
            sys.exit(f"{address} answers {answer and answer.status}; the picture was not taken.")
        path = FOLDER / f"{name}-{look}.jpg"
        page.screenshot(path=path, full_page=True, type="jpeg", quality=36)
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")

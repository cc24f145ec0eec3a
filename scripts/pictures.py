"""Pictures of the real site for docs/pictures, from a demonstration that is being served.

python -m scripts.pictures http://localhost:8000
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import FLAGS, chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs/pictures"
PAGES = {
    "home": "/",
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
# Wide by day in Spanish; small by night in English: between them every part is seen.
LOOKS = {
    "1280": {
        "viewport": {"width": 1280, "height": 900},
        "color_scheme": "light",
        "locale": "es-PE",
    },
    "360": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark", "locale": "en"},
}


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for look, options in LOOKS.items():
            _take(browser, site, look, options)
        browser.close()


def _take(browser: Browser, site: str, look: str, options: dict[str, object]) -> None:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    for name, address in PAGES.items():
        answer = page.goto(f"{site}{address}")
        if answer is None or not answer.ok:
            sys.exit(f"{address} answers {answer and answer.status}; the picture was not taken.")
        path = FOLDER / f"{name}-{look}.jpg"
        page.screenshot(path=path, full_page=True, type="jpeg", quality=60)
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")

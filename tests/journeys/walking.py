"""How somebody goes through the site in a real browser: links followed, fields filled in, sent.

Addresses and names of fields are what a journey goes by: the words of pages may be bettered
without any journey noticing.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Response
from pypdf import PdfReader

PATIENCE = 60_000  # milliseconds: the machine may be busy with something else
Values = Mapping[str, Any]


class Walk:
    """One person at one browser."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        context.set_default_timeout(PATIENCE)
        self.context, self.site = context, site
        self.page = context.new_page()
        self.main = self.page.locator("main")
        self.typed: dict[str, int] = {}  # fields filled in, by the page on which they were

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site).partition("?")[0].partition("#")[0]

    def go(self, path: str) -> None:
        response = self.page.goto(self.site + path)
        assert response is not None
        assert response.status == 200, (path, response.status)

    def links(self, *parts: str) -> list[str]:
        """The addresses of this page's links that hold all these parts, each once."""
        found = self.main.locator("a[href]").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        return list(dict.fromkeys(one for one in found if all(part in one for part in parts)))

    def follow(self, *parts: str) -> None:
        """Click the first link whose address holds all these parts."""
        wanted = "".join(f'[href*="{part}"]' for part in parts)
        self._arrive(self.main.locator(f"a{wanted}").first)

    def send(self, values: Values | None = None, *, press: str = "", expect: int = 200) -> None:
        """Fill in the fields by their names and press the button; a redirect counts as 200.

        `press` is a selector, where the page holds more than one button.
        """
        for name, value in (values or {}).items():
            self.put(name, value)
        button = self.main.locator(press or "form.form[method=post] button[type=submit]")
        self._arrive(button.first, expect)

    def put(self, name: str, value: Any) -> None:
        """Fill in one field: a value, a list of them, or a text by which a choice is known."""
        self.typed[self.path] = self.typed.get(self.path, 0) + 1
        fields = self.main.locator(f'[name="{name}"]')
        kind = fields.first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                self._box(fields, one).check()
        elif kind.startswith("select"):
            self._choose(fields.first, value)
        else:
            fields.first.fill(str(value))

    def _box(self, fields: Locator, value: Any) -> Locator:
        if value is True:
            return fields.first
        valued = fields.and_(self.page.locator(f'[value="{value}"]'))
        if valued.count():
            return valued.first
        number = fields.first.locator("xpath=ancestor::fieldset").locator(".choice")
        return number.filter(has_text=str(value)).locator("input").first

    def _choose(self, field: Locator, value: Any) -> None:
        offered = field.locator("option").evaluate_all(
            "options => options.map(option => [option.value, option.textContent])"
        )
        fitting = [key for key, words in offered if value in (key, words) or str(value) in words]
        assert fitting, (value, offered)
        closed = field.locator("xpath=ancestor::details[not(@open)]/summary")
        if closed.count():
            closed.click()
        field.select_option(fitting[0])

    def _arrive(self, what: Locator, expect: int = 200) -> None:
        with self.page.expect_navigation() as arrival:
            what.click()
        response: Response = arrival.value
        assert response.status == expect, f"{response.status} {self.page.url}\n{self.words()}"

    def words(self) -> str:
        return self.main.inner_text()

    def trouble(self) -> list[str]:
        """What the page says is wrong."""
        return self.main.locator(".errors li").all_inner_texts()

    def fetch(self, path: str) -> bytes:
        """What a link gives that is no page."""
        got = self.context.request.get(self.site + path, timeout=PATIENCE)
        assert got.status == 200, (path, got.status)
        return got.body()

    def paper(self, path: str) -> str:
        """The words of a sheet of paper, once it opens."""
        content = self.fetch(path)
        assert content.startswith(b"%PDF")
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)

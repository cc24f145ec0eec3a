"""Text on its way into a spreadsheet: what a cell says must never become what it does.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` and their like for a formula. An
apostrophe before such a sign makes it a text again. A file separated by commas may also be
opened by a program that separates by semicolons (Spanish Excel does), so the same care is taken
after every `;`, tab and line break inside a cell. A text that already has an apostrophe in such a
place gets another one, so that `plain` gives back exactly what `guarded` was given; an apostrophe
that guards nothing (`'s-Hertogenbosch`, typed by somebody else) stays where it is.
"""

import re

FORMULA_SIGNS = "=+\\-@|%＝＋－＠'"
OPENS = re.compile(rf"^(?=[{FORMULA_SIGNS}\t\r\n\0])|(?<=[;\t\r\n])(?=[{FORMULA_SIGNS}])")
OPENED = re.compile(rf"^'(?=[{FORMULA_SIGNS}\t\r\n\0])|(?<=[;\t\r\n])'(?=[{FORMULA_SIGNS}])")


def guarded(text: str) -> str:
    """`=1+1` becomes `'=1+1`; a text that no spreadsheet would obey stays as it is."""
    return OPENS.sub("'", text)


def plain(text: str) -> str:
    """The text that was guarded, to the letter."""
    return OPENED.sub("", text)

"""Signs that deceive: what nobody sees or reads in another order has no place in a name.

Text is put into one form (NFC: `é` is one sign, however it was typed). A table that carries
controls of direction, signs of no width, other controls or signs without meaning is refused: a name
that looks like another one may be meant to. Out of what a person types into a form they are taken,
because a telephone's clipboard puts them there; the name as kept is shown to whoever typed it.
One of them shows: the joiner of two pictures, which makes of a woman and a wheat ear a farmer.
"""

import re
import unicodedata

# Cc controls, Cf format (direction, zero width), Co private, Cs lone surrogates, Cn unassigned,
# Zl and Zp separators that most programs take for nothing
UNWANTED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
LINES = frozenset("\n\t")
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters that show nothing

# A picture, with what may dress it: its colour of skin, or the sign that asks for its picture.
PICTURE = "[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]"
DRESSED = "[\ufe0f\U0001f3fb-\U0001f3ff]"
JOINED = "\u200d"
BEFORE = f"(?:(?<={PICTURE}{JOINED})|(?<={PICTURE}{DRESSED}{JOINED}))"
JOINER = re.compile(f"{JOINED}{BEFORE}(?={PICTURE})")  # the sign itself first: that is fast


def composed(text: str) -> str:
    """The text in the one form that is stored and compared."""
    return unicodedata.normalize("NFC", text)


def unwanted_sign(text: str, *, lines: bool = False) -> str:
    """The first sign that deceives, as `U+202E RIGHT-TO-LEFT OVERRIDE`; empty if there is none.

    With `lines`, line breaks and tabs are allowed, as in a text of several paragraphs.
    """
    for sign in JOINER.sub("", text):
        if lines and sign in LINES:
            continue
        if unicodedata.category(sign) in UNWANTED or sign in BLANK_LETTERS:
            return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
    return ""


def seen_of(text: str) -> str:
    """The text as everybody sees it: composed, with plain line breaks, without hidden signs."""
    lines = composed(text).replace("\r\n", "\n").replace("\r", "\n")
    hidden = (sign for sign in set(lines) - {JOINED} if unwanted_sign(sign, lines=True))
    seen = lines.translate(dict.fromkeys(map(ord, hidden)))
    if JOINED not in seen:
        return seen
    return JOINED.join(part.replace(JOINED, "") for part in JOINER.split(seen))

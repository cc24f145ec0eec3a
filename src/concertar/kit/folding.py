"""Words without their accents and capitals: how Concertar searches and sorts names.

One function for both databases, so that the embedded one and the server's agree to the letter.
"""

import re
import unicodedata

# Letters that decomposition leaves alone and a reader would type plainly.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
NO_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`Municipalidad  de ÁNCASH (Ñuñoa)` becomes `municipalidad de ancash nunoa`."""
    loose = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN)
    bare = "".join(sign for sign in loose if not unicodedata.combining(sign))
    return NO_WORD.sub(" ", bare).strip()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once, in the order they come."""
    return tuple(dict.fromkeys(fold(text).split()))

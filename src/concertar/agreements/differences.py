"""What changed between two texts, word by word, so that a page can mark it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s*\S+\s*|\s+")
MOST_COMPARED = 4_000_000  # pairs of words; beyond, the whole is shown as changed


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text that stayed, was added or was taken out."""

    kind: str  # same, added, removed
    text: str


def between(before: str, after: str) -> tuple[Part, ...]:
    """The parts of both texts in reading order; joined, the same and added ones are `after`.

    >>> [(part.kind, part.text) for part in between("agua limpia", "agua muy limpia")]
    [('same', 'agua '), ('added', 'muy '), ('same', 'limpia')]
    """
    return tuple(part for part in _parts(WORD.findall(before), WORD.findall(after)) if part.text)


def _parts(before: list[str], after: list[str]) -> Iterator[Part]:
    if len(before) * len(after) > MOST_COMPARED:
        yield Part("removed", "".join(before))
        yield Part("added", "".join(after))
        return
    # Words are the same whatever the blanks after them; blanks go with the word they follow.
    matcher = SequenceMatcher(
        None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False
    )
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(after[k:m]))
            continue
        yield Part("removed", "".join(before[i:j]))
        yield Part("added", "".join(after[k:m]))

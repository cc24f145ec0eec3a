"""One way to write data down, so that equal data have equal bytes and one hash.

JSON with sorted names, no blanks, letters as they are (UTF-8): any language can write it again
and compare. No floats: what is measured is written as text.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def text_of(data: Mapping[str, Any]) -> str:
    """The canonical text of `data`; refuses what two programs could write differently."""
    _require_plain(data)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _require_plain(value: Any) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case Mapping():
            for name, part in value.items():
                if not isinstance(name, str):
                    raise TypeError(f"{name!r} is no name of canonical JSON")
                _require_plain(part)
        case list() | tuple():
            for part in value:
                _require_plain(part)
        case _:
            raise TypeError(f"{value!r} has no canonical form; write it as text")

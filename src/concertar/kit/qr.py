"""QR codes for pages: a drawing of squares in the page itself, without styles or outside files."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString


def drawn(address: str, label: str) -> SafeString:
    """The address as an SVG that the page names `label`; black on white in every scheme."""
    code = segno.make(address, error="m", micro=False)
    path = "".join(_row(row, y) for y, row in enumerate(code.matrix))
    size = len(code.matrix)
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="-1 -1 {} {}"><path stroke="#000" d="{}"/></svg>',
        label,
        size + 2,
        size + 2,
        path,
    )


def _row(row: bytearray, y: int) -> str:
    """The dark modules of a row as strokes, each as long as it goes on."""
    strokes, x = [], 0
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            strokes.append(f"M{x} {y}.5h{end - x}")
        x = max(end, x + 1)
    return "".join(strokes)

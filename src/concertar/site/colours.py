"""The colours of the stylesheet and how well they can be read, computed from the file itself."""

import re
from dataclasses import dataclass
from pathlib import Path

from concertar.kit.numbers import said_number

STYLESHEET = Path(__file__).parent / "static" / "house.css"
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\)")


@dataclass(frozen=True, slots=True)
class Colour:
    """One token in both schemes, with its contrast on paper."""

    name: str
    light: str
    dark: str
    light_contrast: float
    dark_contrast: float

    @property
    def said_light(self) -> str:
        return said_number(self.light_contrast, places=1)

    @property
    def said_dark(self) -> str:
        return said_number(self.dark_contrast, places=1)


def colours() -> tuple[Colour, ...]:
    """Every token that has a light and a dark value, in the order of the file."""
    pairs = {
        name: (light, dark)
        for name, light, dark in PAIR.findall(STYLESHEET.read_text(encoding="utf-8"))
    }
    paper = pairs["paper"]
    return tuple(
        Colour(name, light, dark, contrast(light, paper[0]), contrast(dark, paper[1]))
        for name, (light, dark) in pairs.items()
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(sign * 2 for sign in digits)
    red, green, blue = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

"""Numbers as they are printed here: decimal comma and hard spaces in Spanish, as INEI prints."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from django.utils.translation import gettext

from concertar.kit.texts import reading_language

HARD_SPACE = "\u00a0"
MINUS = "\u2212"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
AMPLE = Context(prec=4000)  # a table of many issues has more packages than 28 digits count


def said_number(value: int | float | Decimal | Fraction, *, places: int = 0, unit: str = "") -> str:
    """`1 234,5 t` in Spanish, `1,234.5 t` in English, rounded half to even."""
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value
    rounded = Decimal(str(exact)).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_EVEN, context=AMPLE
    )
    whole, _point, rest = f"{abs(rounded):f}".partition(".")
    is_english = reading_language() == "en"
    whole = f"{int(whole):,}".replace(",", "," if is_english else HARD_SPACE)
    number = whole + ("." if is_english else ",") * bool(rest) + rest
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{number}{HARD_SPACE}{unit}" if unit else f"{sign}{number}"


def said_count(value: int) -> str:
    """How many there are; from a million millions on, the power of ten that they reach."""
    if value < 10**12:
        return said_number(value)
    power = f"10{str(len(str(value)) - 1).translate(RAISED)}"
    return gettext("%(power)s or more") % {"power": power}


def said_share(share: float | Decimal | Fraction, *, places: int = 0) -> str:
    """A share of one as per cent: `53 %` in Spanish, `53%` in English."""
    percent = said_number(share * 100, places=places)
    return f"{percent}%" if reading_language() == "en" else f"{percent}{HARD_SPACE}%"


def said_exactly(value: Decimal, *, unit: str = "") -> str:
    """A measured value with the places it was given, and no zeros behind them."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return said_number(value, places=places, unit=unit)


SIGNS = {"es": {"PEN": "S/", "USD": "US$"}, "en": {}}


def said_money(cents: int, currency: str) -> str:
    """`S/ 1 300 000` in Spanish, `PEN 1,300,000` in English; cents only where there are any."""
    places = 2 if cents % 100 else 0
    sign = SIGNS.get(reading_language(), {}).get(currency, currency)
    return f"{sign}{HARD_SPACE}{said_number(Decimal(cents) / 100, places=places)}"


def plain_number(value: Decimal | None) -> str | None:
    """A number as data carry it: 1200 and 1200.000000 are one and have one spelling."""
    if value is None:
        return None
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"

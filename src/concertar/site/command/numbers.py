"""Numbers as the command says them: few decimals, a narrow space between thousands in Spanish."""

from fractions import Fraction

from concertar.site.command.language import spoken


def number(value: Fraction | int, digits: int = 2) -> str:
    """At most so many decimals, none where the number is whole."""
    rounded = round(Fraction(value), digits)
    if value and not rounded:
        least = f"{10.0**-digits:.{digits}f}"
        return f"< {least}" if value > 0 else f"> -{least}"
    text = f"{int(rounded):,}" if rounded.denominator == 1 else f"{float(rounded):,.{digits}f}"
    return text.replace(",", "\u202f") if spoken() == "es" else text


def signed(value: Fraction) -> str:
    """A gain or a loss, with its sign."""
    return f"+{number(value)}" if value > 0 else number(value)

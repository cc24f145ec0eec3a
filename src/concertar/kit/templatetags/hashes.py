"""How a hash is printed: `{{ sha256|in_fours }}`, so that two people can read it to each other."""

from django import template

register = template.Library()


@register.filter
def in_fours(digest: str | bytes) -> str:
    """`2b35 2c27 d30d ...`, from the hexadecimal text or from the bytes."""
    said = digest if isinstance(digest, str) else bytes(digest).hex()
    return " ".join(said[i : i + 4] for i in range(0, len(said), 4))

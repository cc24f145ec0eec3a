"""The sentences of the kit: what it refuses and what it wrote down, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPERATOR = _("The operator of this site")

REFUSALS: dict[str, Promise] = {}

VERBS: dict[str, Promise] = {
    "kit.message_sent_again": _("A message whose delivery was uncertain was queued again."),
}

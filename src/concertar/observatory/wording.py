"""The sentences of this room: every refusal code and every journal verb, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Promise | str] = {
    "already_corrected": _("This value was corrected already; correct the newer one."),
    "basis_is_empty": _("A limit needs its basis: the norm, study or agreement that sets it."),
    "day_in_the_future": _("The day lies in the future; write the day it happened."),
    "field_does_not_fit": _("What stands in “%(field)s” does not fit there; write it again."),
    "limit_interval_impossible": _(
        "No value keeps to this limit: “at least” must be below “at most”."
    ),
    "limit_not_proposed": _("Only a proposed limit can be reviewed."),
    "limit_not_reviewed": _(
        "Only a reviewed limit can be adopted; ask somebody else to review it."
    ),
    "limit_stands": _("An adopted limit stands; propose a new one with new evidence."),
    "limit_without_ends": _("A limit needs an “at least”, an “at most”, or both."),
    "limit_without_evidence": _("There is no evidence to review; write it first."),
    "name_is_empty": _("A name is missing; write one."),
    "observation_known": _(
        "There is another value for %(day)s already; correct that one, so that both stay on record."
    ),
    "slug_taken": _("This key is taken; choose another."),
    "source_is_empty": _("A value needs its source: who measured, and where it is published."),
    "unit_is_another": _(
        "The value is in “%(unit)s” and the indicator in “%(wanted)s”; convert it."
    ),
    "unit_is_empty": _("An indicator needs its unit."),
    "value_is_no_number": _("The value is no number that can be kept; write it again."),
}

VERBS: dict[str, Promise | str] = {
    "observatory.entity_added": _("A natural entity was added"),
    "observatory.indicator_added": _("An indicator was added"),
    "observatory.limit_adopted": _("A limit was adopted"),
    "observatory.limit_proposed": _("A limit was proposed"),
    "observatory.limit_reviewed": _("A limit was reviewed"),
    "observatory.limit_withdrawn": _("A limit was withdrawn"),
    "observatory.observation_corrected": _("A value was corrected"),
    "observatory.observation_noted": _("A value was noted"),
}

"""What of this room is found: agreements by their text, commitments by their deliverable."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concertar.agreements.models import Commitment, Draft
from concertar.kit.search import Searchable, register


def _texts_of_agreement(draft: Draft) -> Iterator[str]:
    yield draft.table.title
    yield draft.table.forum.name
    for clause in draft.clauses.all():
        if clause.is_removed:
            continue
        yield from (clause.heading, clause.text)
        for texts in clause.translations.values():
            yield from texts.values()


def _texts_of_commitment(commitment: Commitment) -> Iterator[str]:
    yield commitment.responsible.seat.institution.name


register(
    Searchable(
        Draft,
        _("Agreements"),
        rows=lambda: (
            Draft.objects.filter(agreement__isnull=False)
            .select_related("agreement", "table__forum")
            .prefetch_related("clauses")
        ),
        address=lambda one: reverse("agreements:agreement_detail", args=[one.agreement.slug]),
        title="title",
        texts=_texts_of_agreement,
    )
)
register(
    Searchable(
        Commitment,
        _("Commitments"),
        rows=lambda: Commitment.objects.select_related("responsible__seat__institution"),
        address=lambda one: reverse("agreements:commitment_detail", args=[one.pk]),
        title="deliverable",
        texts=_texts_of_commitment,
    )
)

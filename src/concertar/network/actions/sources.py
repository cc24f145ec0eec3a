"""Writing down where a fact comes from, beside the sources that a folder brings in."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from concertar.kit import journal
from concertar.kit.access import Refused, Visitor, require
from concertar.network import rules
from concertar.network.models import Source


@transaction.atomic
def note_source(
    *,
    slug: str,
    title: str,
    author: str = "",
    year: int | None = None,
    language: str = "es",
    licence: str = "",
    by: Visitor,
    channel: str = "",
    rule: rules.Rule = rules.may_note,
) -> Source:
    """Write down a document or a data set; known by its key already, it stays as it is."""
    require(rule, by, None)
    if known := Source.objects.filter(slug=slug).first():
        return known
    source = Source(
        slug=slug,
        title=" ".join(title.split()),
        author=author.strip(),
        year=year,
        language=language,
        licence=licence.strip(),
    )
    if not source.title:
        raise Refused("source_without_title")
    try:
        source.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as trouble:
        field = next(iter(trouble.message_dict))
        raise Refused("field_does_not_fit", field=field) from trouble
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("key_taken", key=slug) from clash
    journal.record(by, "network.source_noted", source, channel=channel)
    return source

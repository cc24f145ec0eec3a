"""The one page of the kit: a private file, for whoever may see it."""

import logging
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from concertar.kit import files
from concertar.kit.models import StoredFile

log = logging.getLogger(__name__)


@require_safe
def file(request: HttpRequest, file: UUID) -> HttpResponse:
    stored = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file)
    try:
        data = files.content_of(stored)
    except files.FileDamaged as damage:
        log.error("The content of file %s is missing or damaged.", stored.pk)
        raise Http404 from damage
    text = stored.media_type.startswith("text/")
    kind = f"{stored.media_type}; charset=utf-8" if text else stored.media_type
    response = HttpResponse(data, content_type=kind)
    disposition = content_disposition_header(as_attachment=True, filename=stored.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

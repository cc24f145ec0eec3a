"""The sentences of the kit: what it refuses and what it wrote down, said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPERATOR = _("The operator of this site")

REFUSALS: dict[str, Promise] = {
    "mail_address_invalid": _("This e-mail address is not complete; write it as name@place.pe."),
    "mail_with_control_signs": _("The message holds hidden signs; write it again without them."),
    "message_not_stuck": _("Only a message that was refused or is uncertain can be sent again."),
    "file_empty": _("The file is empty; choose another."),
    "file_too_large": _("The file is larger than %(megabytes)d MB; send a smaller one."),
    "file_kind_not_allowed": _(
        "This kind of file cannot be kept. Send a PDF, a PNG or JPEG picture, "
        "or a CSV or plain text file saved as UTF-8."
    ),
    "file_no_room": _("The site has no room to keep the file. Tell whoever runs it; try later."),
    "picture_broken": _("The picture is damaged; save it again and send the new one."),
    "picture_too_many_pixels": _(
        "The picture has more than %(megapixels)d million pixels; send a smaller one."
    ),
}

VERBS: dict[str, Promise] = {
    "kit.message_sent_again": _("A message whose delivery was uncertain was queued again."),
}

"""The sentences of this room: every refusal code and journal verb, said to a person."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "last_steward": _(
        "This is the only steward of the network. Appoint another one first, so that somebody"
        " keeps its data."
    ),
    "name_does_not_fit": _(
        "Write the name of the person with letters, in %(longest)s signs at the most."
    ),
    "language_unknown": _("This site does not speak that language. Choose one of those listed."),
    "already_closed": _("This account is already closed."),
    "not_closed": _("This account is open already."),
    "already_steward": _("This person already keeps the network's data."),
}

VERBS = {
    "accounts.person_joined": _("Created an account."),
    "accounts.person_noted": _("Wrote down a person who takes part on paper."),
    "accounts.person_renamed": _("Changed the name of a person."),
    "accounts.person_closed": _("Closed an account."),
    "accounts.person_reopened": _("Reopened an account."),
    "accounts.steward_appointed": _("Appointed a steward of the network's data."),
    "accounts.steward_dismissed": _("Took the network's data from a steward's care."),
    "accounts.entry_changed": _("Changed how an account is entered."),
    "accounts.demo_made": _("Made the fictitious people of the demo."),
}

# What a change of the ways into an account was, by the code in the journal's facts.
ENTRIES = {
    "email_changed": _("The e-mail was changed."),
    "email_confirm": _("The e-mail was confirmed."),
    "email_deleted": _("An e-mail was removed."),
    "password_changed": _("The password was changed."),
    "password_reset": _("A new password was chosen with a code."),
    "password_set": _("A password was set."),
    "recovery_codes_generated": _("Recovery codes were made."),
    "totp_activated": _("The authenticator app was turned on."),
    "totp_deactivated": _("The authenticator app was turned off."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
}

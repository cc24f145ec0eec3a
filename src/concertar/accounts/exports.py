"""What the network holds about one person, for that person to take along."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from concertar.accounts import wording
from concertar.accounts.models import Person
from concertar.kit import journal
from concertar.kit.models import JournalEntry


def own_data(person: Person) -> dict[str, Any]:
    """Everything by name; secrets (password, keys, codes) only by whether they are set."""
    acts = JournalEntry.objects.visible_to(person)  # to a steward that is everybody's
    return {
        "person": {
            "id": str(person.pk),
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "is_active": person.is_active,
            "is_steward": person.is_steward,
            "is_fictitious": person.is_fictitious,
            "joined_at": person.joined_at.isoformat(),
            "last_login": person.last_login.isoformat() if person.last_login else None,
            "has_password": person.has_usable_password(),
        },
        "emails": list(
            EmailAddress.objects.filter(user=person)
            .order_by("email")
            .values("email", "verified", "primary")
        ),
        "ways_in": [_way_in(key) for key in Authenticator.objects.filter(user=person)],
        "acts": [_act(entry) for entry in acts.filter(actor=str(person.pk))],
    }


def last_changes(person: Person, count: int = 5) -> list[tuple[datetime, Any]]:
    """When and how the ways into the account changed, the newest first."""
    entries = (
        JournalEntry.objects.visible_to(person).about(person).filter(verb="accounts.entry_changed")
    )
    return [
        (entry.at, wording.ENTRIES[entry.facts["change"]])
        for entry in entries.order_by("-id")[:count]
    ]


def _way_in(key: Authenticator) -> dict[str, Any]:
    return {
        "kind": key.type,
        "name": str(key),
        "created_at": key.created_at.isoformat(),
        "last_used_at": key.last_used_at.isoformat() if key.last_used_at else None,
    }


def _act(entry: JournalEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "verb": entry.verb,
        "said": journal.sentence(entry),
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "facts": entry.facts,
    }

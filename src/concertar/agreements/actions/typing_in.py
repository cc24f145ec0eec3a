"""A whole sheet of paper typed in at once: all of its rows, or none of them.

Each row is the act it would be on the site. A refusal says at which row it happened: its
`params["at"]` is the key of the row.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from concertar.agreements.actions.commitments import check_commitment, reply_to_check
from concertar.agreements.actions.criticisms import criticise, object_for_nature
from concertar.agreements.actions.signing import sign
from concertar.agreements.models import Agreement
from concertar.fora.models import Guardianship
from concertar.kit.access import Visitor
from concertar.network.models import Mandate
from concertar.tables.actions import naming_row
from concertar.tables.models import Actor

Rows = Mapping[Any, Mapping[str, Any]]  # of each row, by its key, what stands on it


def type_in_signatures(
    agreement: Agreement,
    rows: Rows,
    *,
    sha256: str,
    language: str,
    on: date,
    by: Visitor,
    channel: str = "paper",
) -> None:
    """The signed acta: of each party `actor`, `mandate`, `kind`, `clauses` and `reason`."""
    with transaction.atomic():
        for key, row in rows.items():
            with naming_row(key):
                sign(
                    agreement, **row, sha256=sha256, language=language, on=on, by=by,
                    channel=channel,
                )  # fmt: skip


def type_in_criticisms(
    critic: Actor | Guardianship,
    rows: Rows,
    *,
    mandate: Mandate,
    language: str,
    on: date,
    by: Visitor,
    channel: str = "paper",
) -> None:
    """One party's sheet, or a guardian's: `clause`, `severity`, `text`, and the `interest` hurt."""
    shared: dict[str, Any] = {
        "mandate": mandate, "language": language, "on": on, "by": by, "channel": channel,
    }  # fmt: skip
    with transaction.atomic():
        for key, row in rows.items():
            with naming_row(key):
                if isinstance(critic, Actor):
                    criticise(row["clause"], critic, **_but(row, "clause"), **shared)
                else:
                    object_for_nature(
                        row["clause"], critic, **_but(row, "clause", "interest"), **shared
                    )


def type_in_checks(
    rows: Rows, *, language: str, on: date, by: Visitor, channel: str = "paper"
) -> None:
    """The follow-up sheet: of each `commitment` the `mandate` of who checked, and what was found.

    Every row also says `score`, `evidence` and `reply_by`.
    """
    with transaction.atomic():
        for key, row in rows.items():
            with naming_row(key):
                check_commitment(
                    row["commitment"], **_but(row, "commitment"), language=language, on=on,
                    by=by, channel=channel,
                )  # fmt: skip


def type_in_replies(
    rows: Rows, *, language: str, on: date, by: Visitor, channel: str = "paper"
) -> None:
    """What the responsible wrote back: of each `check` the `mandate` of who did, and the `text`."""
    with transaction.atomic():
        for key, row in rows.items():
            with naming_row(key):
                reply_to_check(
                    row["check"], **_but(row, "check"), language=language, on=on, by=by,
                    channel=channel,
                )  # fmt: skip


def _but(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}

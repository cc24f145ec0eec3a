"""`concertar manage ...`: Django's own commands, on this installation."""

import os
import sys


def manage(arguments: list[str]) -> None:
    """Hand over to Django (for a demonstration, with CONCERTAR_MODE=demo)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concertar.site.settings")
    from django.core.management import ManagementUtility

    ManagementUtility(["concertar manage", *arguments]).execute()
    sys.stdout.flush()

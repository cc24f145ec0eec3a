"""The pages of this room, one file a noun."""

from concertar.tables.views.packages import (
    package_propose,
    package_withdraw,
    packages,
    packages_search,
)
from concertar.tables.views.sheets import (
    scores,
    scores_unseal,
    sheet,
    sheet_countersign,
    sheet_type_in,
)
from concertar.tables.views.table import table_detail, table_words

__all__ = [
    "package_propose",
    "package_withdraw",
    "packages",
    "packages_search",
    "scores",
    "scores_unseal",
    "sheet",
    "sheet_countersign",
    "sheet_type_in",
    "table_detail",
    "table_words",
]

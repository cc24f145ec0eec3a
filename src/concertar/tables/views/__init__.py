"""The pages of this room, one file a noun."""

from concertar.tables.views.table import table_detail

__all__ = ["table_detail"]

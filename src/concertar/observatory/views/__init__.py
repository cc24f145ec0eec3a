"""The pages of the observatory, one file a family of nouns."""

from concertar.observatory.views.entities import entity_detail, entity_new
from concertar.observatory.views.indicators import (
    indicator_detail,
    indicator_export,
    indicator_list,
    indicator_new,
    observation_export,
    observation_new,
)
from concertar.observatory.views.limits import limit_detail, limit_export, limit_new, limit_step

__all__ = [
    "entity_detail",
    "entity_new",
    "indicator_detail",
    "indicator_export",
    "indicator_list",
    "indicator_new",
    "limit_detail",
    "limit_export",
    "limit_new",
    "limit_step",
    "observation_export",
    "observation_new",
]

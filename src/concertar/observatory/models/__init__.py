"""The nouns of the observatory, one file a family."""

from concertar.observatory.models.entity import NaturalEntity
from concertar.observatory.models.indicator import Indicator, Observation
from concertar.observatory.models.limit import Limit

__all__ = ["Indicator", "Limit", "NaturalEntity", "Observation"]

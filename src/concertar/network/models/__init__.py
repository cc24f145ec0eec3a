"""The nouns of the network, one file a family."""

from concertar.network.models.body import Body
from concertar.network.models.figure import ReportedFigure
from concertar.network.models.institution import Affiliation, Institution
from concertar.network.models.mandate import Mandate
from concertar.network.models.milestone import Milestone
from concertar.network.models.programme import Programme, ProgrammeLine, ThematicGroup
from concertar.network.models.source import Source, Sourced
from concertar.network.models.territory import RESERVED_SLUGS, Territory

__all__ = [
    "RESERVED_SLUGS",
    "Affiliation",
    "Body",
    "Institution",
    "Mandate",
    "Milestone",
    "Programme",
    "ProgrammeLine",
    "ReportedFigure",
    "Source",
    "Sourced",
    "Territory",
    "ThematicGroup",
]

"""The pages of the network, one file a family of nouns."""

from concertar.network.views.bodies import body_detail, body_export, body_list
from concertar.network.views.history import (
    figure_export,
    figure_list,
    milestone_export,
    milestone_list,
)
from concertar.network.views.institutions import (
    institution_detail,
    institution_export,
    institution_list,
    institution_pdf,
)
from concertar.network.views.places import place_detail, place_export, place_list
from concertar.network.views.programmes import (
    programme_detail,
    programme_export,
    programme_list,
)

__all__ = [
    "body_detail",
    "body_export",
    "body_list",
    "figure_export",
    "figure_list",
    "institution_detail",
    "institution_export",
    "institution_list",
    "institution_pdf",
    "milestone_export",
    "milestone_list",
    "place_detail",
    "place_export",
    "place_list",
    "programme_detail",
    "programme_export",
    "programme_list",
]

"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import URLPattern, URLResolver, path, re_path

from concertar.tables import views
from concertar.tables.views import actors, keeping, lists, numbers, options, talks, typing_in
from concertar.tables.views.paper import table_paper

FORM = r"\.(?P<form>csv|json)$"

PARTS = (
    ("actors/new/", actors.actor_new),
    ("actors/<uuid:key>/", actors.actor_change),
    ("actors/<uuid:key>/remove/", actors.actor_remove),
    ("actors/<uuid:key>/empty-chair/", actors.actor_empty_chair),
    ("actors/<uuid:key>/means/", actors.actor_means),
    ("actors/<uuid:key>/interests/new/", talks.interest_new),
    ("actors/<uuid:key>/positions/new/", talks.position_new),
    ("actors/<uuid:key>/consent/", talks.consent_new),
    ("guardians/new/", actors.guardian_new),
    ("guardians/<uuid:key>/remove/", actors.guardian_remove),
    ("seat/", talks.seat),
    ("interests/<uuid:key>/", talks.interest_change),
    ("interests/<uuid:key>/withdraw/", talks.interest_withdraw),
    ("positions/<uuid:key>/", talks.position_change),
    ("positions/<uuid:key>/withdraw/", talks.position_withdraw),
    ("options/", lists.option_list),
    ("issues/new/", options.issue_new),
    ("issues/<uuid:key>/", options.issue_change),
    ("issues/<uuid:key>/remove/", options.issue_remove),
    ("issues/<uuid:key>/fallback/", options.issue_fallback),
    ("issues/<uuid:key>/options/new/", options.option_new),
    ("options/<uuid:key>/", options.option_change),
    ("options/<uuid:key>/withdraw/", options.option_withdraw),
    ("options/<uuid:key>/ties/", options.option_ties),
    ("options/<uuid:key>/cost/", numbers.option_cost),
    ("options/<uuid:key>/load/", numbers.option_load),
    ("options/<uuid:key>/effect/", numbers.option_effect),
    ("baseline/", numbers.baseline),
    ("limits/new/", numbers.limit_new),
    ("limits/<uuid:key>/remove/", numbers.limit_remove),
)

app_name = "tables"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tables/", lists.table_list, name="table_list"),
    re_path(rf"^tables{FORM}", lists.table_export, name="table_export"),
    path("tables/new/", keeping.table_new, name="table_new"),
    path("tables/<slug:slug>/", views.table_detail, name="table_detail"),
    path("tables/<slug:slug>/words/", views.table_words, name="table_words"),
    path("tables/<slug:slug>/charter.json", keeping.charter_text, name="charter_text"),
    path("tables/<slug:slug>/facilitate/", keeping.facilitate, name="facilitate"),
    path("tables/<slug:slug>/change/", keeping.table_change, name="table_change"),
    path("tables/<slug:slug>/rule/", keeping.table_rule, name="table_rule"),
    path("tables/<slug:slug>/open/", keeping.table_open, name="table_open"),
    path("tables/<slug:slug>/step/", keeping.table_step, name="table_step"),
    # The name of each of these pages is that of its view.
    *(path(f"tables/<slug:slug>/{tail}", view, name=view.__name__) for tail, view in PARTS),
    re_path(rf"^tables/(?P<slug>[-\w]+)/options{FORM}", lists.option_export, name="option_export"),
    path("tables/<slug:slug>/paper/<slug:sheet>.pdf", table_paper, name="table_paper"),
    path("tables/<slug:slug>/type-in/", typing_in.type_in, name="type_in"),
    path("tables/<slug:slug>/type-in/meeting/", typing_in.meeting_new, name="meeting_new"),
    path(
        "tables/<slug:slug>/type-in/meeting/<int:number>/change/",
        typing_in.meeting_change,
        name="meeting_change",
    ),
    path(
        "tables/<slug:slug>/type-in/attendance/<int:number>/",
        typing_in.type_in_attendance,
        name="type_in_attendance",
    ),
    path("tables/<slug:slug>/type-in/consent/", typing_in.type_in_consent, name="type_in_consent"),
    path(
        "tables/<slug:slug>/type-in/interests/<slug:party>/",
        typing_in.type_in_interests,
        name="type_in_interests",
    ),
    path("tables/<slug:slug>/type-in/option/", typing_in.type_in_option, name="type_in_option"),
    path("tables/<slug:slug>/scores/", views.scores, name="scores"),
    path("tables/<slug:slug>/scores/unseal/", views.scores_unseal, name="scores_unseal"),
    path("tables/<slug:slug>/scores/<uuid:actor>/", views.sheet, name="sheet"),
    path(
        "tables/<slug:slug>/scores/<uuid:actor>/type-in/",
        views.sheet_type_in,
        name="sheet_type_in",
    ),
    path(
        "tables/<slug:slug>/scores/<uuid:actor>/countersign/",
        views.sheet_countersign,
        name="sheet_countersign",
    ),
    path("tables/<slug:slug>/packages/", views.packages, name="packages"),
    path("tables/<slug:slug>/packages/search/", views.packages_search, name="packages_search"),
    path("tables/<slug:slug>/packages/propose/", views.package_propose, name="package_propose"),
    path(
        "tables/<slug:slug>/packages/<uuid:package>/withdraw/",
        views.package_withdraw,
        name="package_withdraw",
    ),
]

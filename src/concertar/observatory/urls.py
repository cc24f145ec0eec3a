"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import path, re_path

from concertar.observatory import views

FORM = r"\.(?P<form>csv|json)$"

app_name = "observatory"
urlpatterns = [
    path("observatory/", views.indicator_list, name="indicator_list"),
    re_path(rf"^observatory{FORM}", views.indicator_export, name="indicator_export"),
    path("observatory/new/", views.indicator_new, name="indicator_new"),
    re_path(rf"^observatory/limits{FORM}", views.limit_export, name="limit_export"),
    path("observatory/limits/new/", views.limit_new, name="limit_new"),
    path("observatory/limits/<slug:slug>/", views.limit_detail, name="limit_detail"),
    re_path(
        r"^observatory/limits/(?P<slug>[-\w]+)/(?P<step>review|adopt|withdraw)/$",
        views.limit_step,
        name="limit_step",
    ),
    path("observatory/entities/new/", views.entity_new, name="entity_new"),
    path("observatory/entities/<slug:slug>/", views.entity_detail, name="entity_detail"),
    path("observatory/indicators/<slug:slug>/", views.indicator_detail, name="indicator_detail"),
    re_path(
        rf"^observatory/indicators/(?P<slug>[-\w]+){FORM}",
        views.observation_export,
        name="observation_export",
    ),
    path("observatory/indicators/<slug:slug>/new/", views.observation_new, name="observation_new"),
]

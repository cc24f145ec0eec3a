"""The addresses of the network. They carry no language and never change: paper links to them."""

from django.urls import path, re_path

from concertar.network import views

FORM = r"\.(?P<form>csv|json)$"

app_name = "network"
urlpatterns = [
    path("places/", views.place_list, name="place_list"),
    re_path(rf"^places{FORM}", views.place_export, name="place_export"),
    path("places/<slug:slug>/", views.place_detail, name="place_detail"),
    path("institutions/", views.institution_list, name="institution_list"),
    re_path(rf"^institutions{FORM}", views.institution_export, name="institution_export"),
    path("institutions.pdf", views.institution_pdf, name="institution_pdf"),
    path("institutions/<slug:slug>/", views.institution_detail, name="institution_detail"),
    path("bodies/", views.body_list, name="body_list"),
    re_path(rf"^bodies{FORM}", views.body_export, name="body_export"),
    path("bodies/<slug:slug>/", views.body_detail, name="body_detail"),
    path("programmes/", views.programme_list, name="programme_list"),
    re_path(rf"^programmes{FORM}", views.programme_export, name="programme_export"),
    path("programmes/<slug:slug>/", views.programme_detail, name="programme_detail"),
    path("milestones/", views.milestone_list, name="milestone_list"),
    re_path(rf"^milestones{FORM}", views.milestone_export, name="milestone_export"),
    path("figures/", views.figure_list, name="figure_list"),
    re_path(rf"^figures{FORM}", views.figure_export, name="figure_export"),
]

"""The addresses of the fora. They carry no language and never change: paper links to them."""

from django.urls import path, re_path

from concertar.fora import views

FORM = r"\.(?P<form>csv|json)$"
OF_A_FORUM = r"^fora/(?P<slug>[-\w]+)/"

app_name = "fora"
urlpatterns = [
    path("fora/", views.forum_list, name="forum_list"),
    re_path(rf"^fora{FORM}", views.forum_export, name="forum_export"),
    path("fora/new/", views.forum_new, name="forum_new"),
    path("fora/<slug:slug>/", views.forum_detail, name="forum_detail"),
    path("fora/<slug:slug>/keep/", views.forum_keep, name="forum_keep"),
    path("fora/<slug:slug>/change/", views.forum_change, name="forum_change"),
    re_path(rf"{OF_A_FORUM}seats{FORM}", views.seat_export, name="seat_export"),
    re_path(rf"{OF_A_FORUM}mandates{FORM}", views.mandate_export, name="mandate_export"),
    path("fora/<slug:slug>/constituencies/new/", views.constituency_new, name="constituency_new"),
    path(
        "fora/<slug:slug>/constituencies/<slug:key>/",
        views.constituency_change,
        name="constituency_change",
    ),
    path("fora/<slug:slug>/seats/new/", views.seat_new, name="seat_new"),
    path("fora/<slug:slug>/seats/<uuid:pk>/close/", views.seat_close, name="seat_close"),
    path("fora/<slug:slug>/seats/<uuid:pk>/delegate/", views.delegate_new, name="delegate_new"),
    path("fora/<slug:slug>/delegates/<uuid:pk>/end/", views.delegate_end, name="delegate_end"),
    path(
        "fora/<slug:slug>/delegates/<uuid:pk>/remove/",
        views.delegate_remove,
        name="delegate_remove",
    ),
    path("fora/<slug:slug>/facilitators/new/", views.facilitator_new, name="facilitator_new"),
    path(
        "fora/<slug:slug>/facilitators/<uuid:pk>/end/",
        views.facilitator_end,
        name="facilitator_end",
    ),
    path("fora/<slug:slug>/guardians/new/", views.guardianship_new, name="guardianship_new"),
    path(
        "fora/<slug:slug>/guardians/<uuid:pk>/end/",
        views.guardianship_end,
        name="guardianship_end",
    ),
]

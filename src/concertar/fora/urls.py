"""The addresses of the fora. They carry no language and never change: paper links to them."""

from django.urls import path

from concertar.fora import views

app_name = "fora"
urlpatterns = [
    path("fora/", views.forum_list, name="forum_list"),
    path("fora/<slug:slug>/", views.forum_detail, name="forum_detail"),
]

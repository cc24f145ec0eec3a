"""The kit's one address: a file that somebody handed in."""

from django.urls import path

from concertar.kit import views

app_name = "kit"
urlpatterns = [
    path("files/<uuid:file>/", views.file, name="file"),
]

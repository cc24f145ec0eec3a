"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import URLPattern, URLResolver, path

from concertar.tables import views

app_name = "tables"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tables/<slug:slug>/", views.table_detail, name="table_detail"),
]

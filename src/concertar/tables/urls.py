"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import URLPattern, URLResolver, path

from concertar.tables import views
from concertar.tables.views.paper import table_paper

app_name = "tables"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tables/<slug:slug>/", views.table_detail, name="table_detail"),
    path("tables/<slug:slug>/paper/<slug:sheet>.pdf", table_paper, name="table_paper"),
]

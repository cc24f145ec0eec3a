"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import URLPattern, URLResolver

app_name = "fora"
urlpatterns: list[URLPattern | URLResolver] = []

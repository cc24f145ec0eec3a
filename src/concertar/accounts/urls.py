"""The addresses of accounts. The sign-in library's own stand below /accounts/."""

from django.conf import settings
from django.urls import path

from concertar.accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/data.json", views.my_data, name="my_data"),
    path("language/", views.language, name="language"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", views.demo_door, name="demo_door"))

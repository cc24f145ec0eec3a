"""Every address of the site. Addresses carry no language and never change: paper links to them."""

from django.urls import include, path

from concertar.site import views

site_patterns = (
    [
        path("", views.home, name="home"),
    ],
    "site",
)

urlpatterns = [
    path("", include(site_patterns)),
    path("", include("concertar.accounts.urls")),
    path("accounts/", include("allauth.urls")),
]

"""Every address of the site. Addresses carry no language and never change: paper links to them."""

from django.urls import include, path, re_path

from concertar.site import views
from concertar.site.health import health

site_patterns = (
    [
        path("", views.home, name="home"),
        path("about/", views.about, name="about"),
        path("dictionary/", views.dictionary, name="dictionary"),
        re_path(
            r"^dictionary\.(?P<form>csv|json)$",
            views.dictionary_download,
            name="dictionary_download",
        ),
        path("search/", views.search, name="search"),
        path("house/", views.house, name="house"),
        path("health/", health, name="health"),
    ],
    "site",
)

urlpatterns = [
    path("", include(site_patterns)),
    path("", include("concertar.kit.urls")),
    path("", include("concertar.agreements.urls")),
    path("", include("concertar.tables.urls")),
    path("", include("concertar.fora.urls")),
    path("", include("concertar.observatory.urls")),
    path("", include("concertar.network.urls")),
    path("", include("concertar.accounts.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = "concertar.site.troubles.bad_request"
handler403 = "concertar.site.troubles.forbidden"
handler404 = "concertar.site.troubles.not_found"
handler500 = "concertar.site.troubles.broken"

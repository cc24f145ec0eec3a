"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import URLPattern, URLResolver, path, re_path

from concertar.agreements.views import agreements, checks, commitments, paper, promises

FORM = r"\.(?P<form>csv|json)$"

app_name = "agreements"
urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    re_path(rf"^agreements{FORM}", agreements.agreement_export, name="agreement_export"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
    path("agreements/<slug:slug>.json", agreements.agreement_data, name="agreement_data"),
    path("agreements/<slug:slug>/acta.pdf", paper.acta_paper, name="acta_paper"),
    path("agreements/<slug:slug>/follow-up.pdf", paper.follow_up_paper, name="follow_up_paper"),
    path("tables/<slug:slug>/draft.pdf", paper.draft_paper, name="draft_paper"),
    path("tables/<slug:slug>/criticism.pdf", paper.criticism_paper, name="criticism_paper"),
    path("commitments/", commitments.commitment_list, name="commitment_list"),
    re_path(rf"^commitments{FORM}", commitments.commitment_export, name="commitment_export"),
    path("commitments/<uuid:commitment>/", commitments.commitment_detail, name="commitment_detail"),
    path("commitments/<uuid:commitment>/check/", checks.check_new, name="check_new"),
    path(
        "commitments/<uuid:commitment>/change/",
        promises.commitment_change,
        name="commitment_change",
    ),
    path("commitments/<uuid:commitment>/drop/", promises.commitment_drop, name="commitment_drop"),
    re_path(rf"^checks{FORM}", commitments.check_export, name="check_export"),
    path("checks/<uuid:check>/reply/", checks.reply_new, name="reply_new"),
    path(
        "tables/<slug:slug>/draft/commitments/new/",
        promises.commitment_new,
        name="commitment_new",
    ),
]

"""The addresses of this room. They carry no language and never change: paper links to them."""

from django.urls import URLPattern, URLResolver, path, re_path

from concertar.agreements.views import (
    agreements,
    checks,
    clauses,
    commitments,
    criticisms,
    drafts,
    paper,
    promises,
    signing,
    typing_in,
)

FORM = r"\.(?P<form>csv|json)$"

DRAFT = "tables/<slug:slug>/draft/"
CLAUSE = f"{DRAFT}clauses/<uuid:clause>/"
AGREEMENT = "agreements/<slug:slug>/"

app_name = "agreements"
urlpatterns: list[URLPattern | URLResolver] = [
    # the single text
    path(DRAFT, drafts.draft_detail, name="draft_detail"),
    path(f"{DRAFT}<int:number>/", drafts.draft_detail, name="draft_number"),
    path(f"{DRAFT}begin/", drafts.draft_begin, name="draft_begin"),
    path(f"{DRAFT}change/", drafts.draft_change, name="draft_change"),
    path(f"{DRAFT}freeze/", drafts.draft_freeze, name="draft_freeze"),
    path(f"{DRAFT}clauses/add/", clauses.clause_add, name="clause_add"),
    path(f"{CLAUSE}edit/", clauses.clause_edit, name="clause_edit"),
    path(f"{CLAUSE}history/", clauses.clause_history, name="clause_history"),
    path(f"{CLAUSE}move/", clauses.clause_move, name="clause_move"),
    path(f"{CLAUSE}remove/", clauses.clause_remove, name="clause_remove"),
    path(f"{CLAUSE}restore/", clauses.clause_restore, name="clause_restore"),
    path(f"{CLAUSE}criticise/", criticisms.clause_criticise, name="clause_criticise"),
    path(f"{DRAFT}criticisms/", criticisms.criticism_list, name="criticism_list"),
    path(
        f"{DRAFT}criticisms/<uuid:criticism>/answer/",
        criticisms.criticism_answer,
        name="criticism_answer",
    ),
    # the frozen text
    path(f"{AGREEMENT}sign/", signing.sign, name="sign"),
    path(f"{AGREEMENT}decide/", signing.decide, name="decide"),
    path(f"{AGREEMENT}withdraw/", signing.withdraw, name="withdraw"),
    path(f"{AGREEMENT}follow-up/", signing.follow_up, name="follow_up"),
    # what was agreed, and what becomes of it
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    re_path(rf"^agreements{FORM}", agreements.agreement_export, name="agreement_export"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
    path("agreements/<slug:slug>.json", agreements.agreement_data, name="agreement_data"),
    path("agreements/<slug:slug>/acta.pdf", paper.acta_paper, name="acta_paper"),
    path("agreements/<slug:slug>/follow-up.pdf", paper.follow_up_paper, name="follow_up_paper"),
    path(
        "tables/<slug:slug>/type-in/signatures/",
        typing_in.type_in_signatures,
        name="type_in_signatures",
    ),
    path(
        "tables/<slug:slug>/type-in/criticism/<slug:party>/",
        typing_in.type_in_criticism,
        name="type_in_criticism",
    ),
    path("tables/<slug:slug>/type-in/checks/", typing_in.type_in_checks, name="type_in_checks"),
    path("tables/<slug:slug>/type-in/replies/", typing_in.type_in_replies, name="type_in_replies"),
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

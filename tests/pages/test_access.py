"""Role x route: every address answers every role as the committed table says."""

import pytest

from tests.pages.routes import METHODS, ROLES, Cell, route_names, table


def test_every_route_and_method_has_its_row():
    have = {(cell.route, cell.method) for cell in table()}
    wanted = {(name, method) for name in route_names() for method in METHODS}
    assert sorted(wanted - have) == [], "write these rows into tests/pages/access.csv"
    assert sorted(have - wanted) == [], "these rows of tests/pages/access.csv lead nowhere"


def test_the_table_would_notice_a_new_route(settings):
    from django.urls import include, path

    from concertar.site import urls
    from tests.pages import routes

    extra = path("new/", lambda _request: None, name="new-and-unlisted")
    patterns = [*urls.urlpatterns, path("", include([extra]))]
    resolver = type("Site", (), {"url_patterns": patterns})()
    assert "new-and-unlisted" in set(routes._names(resolver, "")) - {c.route for c in table()}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("cell", table(), ids=Cell.__str__)
def test_everybody_gets_what_the_table_says(cell, role, as_role):
    client = as_role(role)
    if cell.method == "GET":
        answer = client.get(cell.address)
    else:  # a form in which nothing was typed: a browser still sends its token
        answer = client.post(cell.address, {"csrfmiddlewaretoken": "any"})
    assert answer.status_code == cell.answers[role]

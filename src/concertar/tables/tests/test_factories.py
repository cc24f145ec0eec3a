"""The tables that other tests stand on are tables the site could have made."""

import pytest

from concertar.tables import rules
from concertar.tables.models import Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State.values)
def test_a_table_can_be_in_any_state(state):
    cast = factories.forum()
    table = factories.table_in(cast, state)
    assert rules.roles_of(cast.ana, table) == {rules.Role.FACILITATOR}
    assert rules.roles_of(cast.zeca, table) == set()
    assert (rules.roles_of(cast.bea, table) == {rules.Role.DELEGATE}) is (state != State.DRAFT)
    assert Table.objects.visible_to(cast.zeca).exists() is (state != State.DRAFT)

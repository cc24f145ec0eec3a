"""The roof ties rooms together on one page, and into places that are there."""

import re
from unittest import mock

from concertar.kit import slots
from concertar.site import wiring
from tests.house.source import templates

LEFT = re.compile(r"{%\s*slot\s+\"([a-z_]+:[a-z_]+)\"")


def test_every_slot_that_is_filled_was_left_by_a_page():
    left = {name for template in templates() for name in LEFT.findall(template.text)}
    with mock.patch.object(slots, "fill") as fill:
        wiring.wire()
    filled = {call.args[0] for call in fill.call_args_list}
    assert filled
    assert filled - left == set()

"""What hatchling does before it packs the site: it compiles the catalogues.

Compiled files are never committed, and a wheel without them would say everything in English.
"""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        sys.path.insert(0, self.root)  # a builder does not look for modules where the project lies
        from scripts.messages import compile_rooms

        compile_rooms()

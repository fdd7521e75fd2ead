"""What building adds to the files of the repository: the message catalogues, compiled.

They are not committed. A catalogue is written beside its source, so that an editable install and the
tests find it where an installed package has it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Compiles each ``coachtui.po`` to the ``coachtui.mo`` beside it, and takes those into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        for source in Path(self.root, "coachtui", "locale").glob("*/LC_MESSAGES/coachtui.po"):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as file:
                catalogue = read_po(file)
            with compiled.open("wb") as file:
                write_mo(file, catalogue)
            build_data["artifacts"].append(compiled.relative_to(self.root).as_posix())

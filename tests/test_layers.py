"""What is loaded when: import-linter proves the direction, these prove the moment."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"textual", "rich", "tinydb", "cryptography", "markdown_it", "click", "msgspec"}

LOOK = "import sys, {module}; print(*sorted({heavy} & set(sys.modules)))"


def loaded_by(module: str) -> set[str]:
    """Which of the large libraries a fresh interpreter has after importing ``module``."""
    code = LOOK.format(module=module, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("coachtui.start", set()),
        ("coachtui.errors", set()),
        ("coachtui.language", set()),
        ("coachtui.clock", set()),
        ("coachtui.domain.record", {"msgspec"}),
        ("coachtui.documents.clean", set()),
        ("coachtui.documents.agreement.markdown", {"msgspec"}),
        ("coachtui.cli.main", {"click", "msgspec"}),
        ("coachtui.services.opening", {"msgspec", "cryptography", "tinydb"}),
        ("coachtui.tui.app", {"msgspec", "textual", "rich"}),
    ],
)
def test_a_module_brings_no_library_that_is_not_its_own(module: str, allowed: set[str]) -> None:
    assert loaded_by(module) <= allowed

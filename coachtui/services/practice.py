"""The coach's own profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachtui.domain.practice import Practice
from coachtui.services.entry import entered
from coachtui.vault.vault import Vault


def edit(vault: Vault, fields: Mapping[str, Any]) -> Practice:
    """The practice with ``fields`` changed, saved.

    Raises:
        InvalidValue: a field cannot hold what was given.
    """
    return vault.update_practice(lambda practice: entered(practice, fields))

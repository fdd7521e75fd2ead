"""Where everything lies inside a vault, and whether there is one: no cryptography, quick to import."""

from __future__ import annotations

import os
import re
from pathlib import Path

HEADER = "header"
MIRROR = "header.2"
PRACTICE = "practice"
INDEX = "index"
RECORDS = "records"
DRAFTS = "drafts"
LOCK = "lock"
PREVIOUS = ".prev"
TEMPORARY = "tmp-"

_ID = re.compile(r"[0-9a-f]{32}")


def exists(path: Path) -> bool:
    """Whether there is a vault at ``path``: one of the two copies of its header will do."""
    return os.path.lexists(path / HEADER) or os.path.lexists(path / MIRROR)


def is_id(name: str) -> bool:
    """Whether ``name`` is the name of a record or a draft: 32 small hex digits."""
    return _ID.fullmatch(name) is not None

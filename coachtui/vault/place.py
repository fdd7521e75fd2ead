"""Where everything lies inside a vault, and whether there is one: no cryptography, quick to import."""

from __future__ import annotations

import os
import re
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

HEADER = "header"
MIRROR = "header.2"
PRACTICE = "practice"
INDEX = "index"
RECORDS = "records"
DRAFTS = "drafts"
SNAPSHOTS = "snapshots"
ASIDE = "aside"
LOCK = "lock"
PREVIOUS = ".prev"
TEMPORARY = "tmp-"

_STAMP = "%Y%m%dT%H%M%SZ"
_ID = re.compile(r"[0-9a-f]{32}")


def exists(path: Path) -> bool:
    """Whether there is a vault at ``path``: one of the two copies of its header will do."""
    return os.path.lexists(path / HEADER) or os.path.lexists(path / MIRROR)


def state_folder(vault_id: bytes, path: Path) -> Path:
    """Where this machine keeps what it knows of the vault at ``path``, apart from the vault itself.

    A copy of a vault in another place has a folder of its own.
    """
    import hashlib

    home = os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()
    place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    return Path(home) / "coachtui" / f"{vault_id.hex()}-{place}"


def is_id(name: str) -> bool:
    """Whether ``name`` is the name of a record or a draft: 32 small hex digits."""
    return _ID.fullmatch(name) is not None


def stamp(at: datetime) -> str:
    """The name of a snapshot, or of a folder under ``aside``: ``20261125T171205Z``."""
    from datetime import UTC

    return at.astimezone(UTC).strftime(_STAMP)


def moment_of(name: str) -> datetime | None:
    """The moment that :func:`stamp` made ``name`` of, in UTC; None if it made no such name."""
    from datetime import UTC, datetime

    try:
        at = datetime.strptime(name, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if stamp(at) == name else None

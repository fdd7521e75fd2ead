"""A snapshot as the format tells it, made without the module that makes them."""

from __future__ import annotations

import os
from pathlib import Path

MOMENT = "20260301T100000Z"


def snapshot(vault: Path, moment: str = MOMENT) -> Path:
    """The folder of a snapshot of the vault at ``vault`` as it stands now, of hard links."""
    folder = vault / "snapshots" / moment
    (folder / "records").mkdir(mode=0o700, parents=True)
    for each in (vault / "snapshots", folder):
        each.chmod(0o700)
    os.link(vault / "practice", folder / "practice")
    for file in (vault / "records").iterdir():
        if not file.suffix:
            os.link(file, folder / "records" / file.name)
    return folder

"""Several new clients at once: all of them or, whatever the disk refuses, none.

Here belongs the order in which that is written. A crash between the first name that is given and
the last leaves some of them, each whole, which whoever adds them again has to tell from those that
are missing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from coachtui.domain.client import code_for
from coachtui.domain.record import ClientRecord
from coachtui.vault import private_files
from coachtui.vault.records import Staged
from coachtui.vault.rooms import Progress, Rooms

Build = Callable[[str, str], ClientRecord]
"""Makes the new record of an id and a code."""


def add_all(
    rooms: Rooms, builds: Sequence[Build], number: int, progress: Progress
) -> tuple[ClientRecord, ...]:
    """The new records, saved under codes from ``number`` on; for the holder of the lock.

    Raises:
        InvalidValue: a record holds what it cannot hold; none was saved.
        OSError: the disk refuses.
    """
    staged: list[Staged] = []
    try:
        for place, build in enumerate(builds):
            record = build(secrets.token_hex(16), code_for(number + place))
            staged.append(rooms.records.stage(record))
            progress(place + 1, len(builds))
        _use_up(rooms, number + len(builds))
        saved = [rooms.records.put(each) for each in staged]
    finally:
        for each in staged:
            each.path.unlink(missing_ok=True)
    private_files.sync_folder(rooms.records.folder)
    rooms.note(*saved)
    return tuple(each.record for each in saved)


def _use_up(rooms: Rooms, number: int) -> None:
    """Have the practice give codes from ``number`` on."""
    stored = rooms.read_practice()
    used_up = replace(stored.practice, next_number=number)
    rooms.save_practice(stored._replace(practice=used_up))

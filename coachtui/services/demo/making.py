"""The made-up practice in a vault of its own, and a place for it that is gone at exit."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from coachtui.language import LANGUAGES
from coachtui.services.demo.cast import cast, notes
from coachtui.services.demo.story import NotePiles, Story
from coachtui.vault.vault import Cost, Vault

PASSPHRASE = "coachtui demo"  # noqa: S105 - no secret
"""For whoever looks around and tries what locking is like."""

_SEED = 20
_MEMORY = Path("/dev/shm")  # noqa: S108 - looked at before it is used


@contextmanager
def temporary(today: date) -> Iterator[Vault]:
    """The made-up practice, open, in a private folder that is removed at the end, come what may.

    The folder lies in memory where the system has a place for that.

    Raises:
        NotSaved: the disk refuses.
    """
    with TemporaryDirectory(prefix="coachtui-demo-", dir=_in_memory()) as folder:
        vault = practice(Path(folder) / "vault", today)
        try:
            yield vault
        finally:
            vault.close()


def _in_memory() -> Path | None:
    """The memory-backed folder for everybody's files, if it is one that can be trusted with them."""
    try:
        status = _MEMORY.lstat()
    except OSError:
        return None
    # Root's, and sticky: nobody else can then rename or remove what is ours.
    trusted = stat.S_ISDIR(status.st_mode) and status.st_uid == 0 and status.st_mode & stat.S_ISVTX
    return _MEMORY if trusted and os.access(_MEMORY, os.W_OK | os.X_OK) else None


def practice(path: Path, today: date, size: int | None = None) -> Vault:
    """A new vault at ``path`` with the made-up practice as it stands on ``today``, open.

    It opens with :data:`PASSPHRASE`. ``size`` is the number of clients; beyond those of the cast, the
    same people come again.

    Raises:
        NotAllowed: something is at ``path`` already.
        NotSaved: the disk refuses.
    """
    # The same practice each time: nothing here is a secret.
    luck = Random(_SEED)  # noqa: S311
    everybody = cast()
    coach = replace(everybody.practice, training_start=today - timedelta(weeks=156))
    piles = {language: NotePiles(notes(language), luck) for language in LANGUAGES}
    vault = Vault.create(path, PASSPHRASE, coach, Cost.MINIMAL)
    for person in islice(cycle(everybody.people), size or len(everybody.people)):
        story = Story(person, coach, today, luck, piles[person.language])
        vault.add(story.record)
    # Nobody is to be reminded of a key that could be of no use.
    vault.update_upkeep(lambda upkeep: replace(upkeep, recovery_known=today))
    return vault

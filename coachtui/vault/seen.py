"""What this machine has seen of a vault: the newest generation of each file that must never go back.

It lies in the state folder, outside the vault, so that an older copy of the whole vault put in its
place is noticed. Whoever can write there too can make it forget; then nothing is noticed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from coachtui.errors import CoachError
from coachtui.vault import private_files
from coachtui.vault.envelope import HEAD, Keys, Kind, Name, epoch_of
from coachtui.vault.private_files import Identity
from coachtui.vault.sealed_file import SINGLE, SealedFile


class Seen:
    """Generations by name: a record's id, or ``practice``. A file that cannot be used knows nothing."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._folder, self._epoch = folder, keys.epoch
        self._file = SealedFile(folder / "seen", Name(Kind.SEEN, SINGLE), keys)
        self._read_from: Identity | None = None
        self._generations: dict[str, int] = {}

    def refresh(self) -> None:
        """Take over what another process wrote since."""
        try:
            if self._file.identity() == self._read_from:
                return
            opened = self._file.read()
            self._generations = msgspec.json.decode(opened.content, type=dict[str, int])
        except (OSError, CoachError, msgspec.DecodeError):
            return
        self._read_from = opened.identity

    @property
    def of_later_keys(self) -> bool:
        """Whether this machine has seen the vault under later keys than those in hand."""
        try:
            return epoch_of(private_files.read(self._file.path, HEAD)[0]) > self._epoch
        except (OSError, CoachError, struct.error):
            return False

    def unusable(self) -> str:
        """Why the file cannot be used; empty if it can, or if there is none."""
        try:
            self._file.read()
        except FileNotFoundError:
            return ""
        except CoachError as error:
            return str(error)
        return ""

    def generation(self, name: str) -> int:
        """The newest generation that was seen, 0 for none."""
        return self._generations.get(name, 0)

    @property
    def names(self) -> frozenset[str]:
        """All that was ever seen and not forgotten."""
        return frozenset(self._generations)

    def learn(self, generations: Mapping[str, int], forget: Iterable[str] = ()) -> None:
        """Know ``generations``, where they are newer, and no more of ``forget``; for the holder of the lock.

        What the disk refuses is let be: only a warning would come later, and none is lost by it.
        """
        self.refresh()
        newer = {name: to for name, to in generations.items() if to > self.generation(name)}
        known = self._generations | newer
        gone = known.keys() & set(forget)
        for name in gone:
            del known[name]
        if newer or gone or self._read_from is None:
            self._generations = known
            self.write()

    def reseal(self) -> None:
        """Write it again under the key of now, for good; for the holder of the lock."""
        self.refresh()
        self.write(durable=True)

    def write(self, durable: bool = False, anew: bool = False) -> None:
        """Write the file anew, whatever is there; what the disk refuses is let be.

        What was seen under later keys stays, unless it is to be written ``anew`` all the same.
        """
        if self.of_later_keys and not anew:
            return
        with suppress(OSError):
            private_files.make_folder(self._folder)
            written = self._file.write(self._generations, generation=1, durable=durable)
            self._read_from = written.identity

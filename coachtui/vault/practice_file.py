"""The practice on disk: the one file besides the records that cannot be rebuilt from others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from coachtui.domain.practice import Practice
from coachtui.domain.upkeep import Upkeep
from coachtui.domain.value import Value, checked
from coachtui.language import _
from coachtui.vault.envelope import Keys, Kind, Name
from coachtui.vault.place import PRACTICE
from coachtui.vault.private_files import Identity
from coachtui.vault.sealed_file import SINGLE, SealedFile


class Content(Value, frozen=True):
    """What the file holds."""

    profile: Practice
    upkeep: Upkeep = Upkeep()


class StoredPractice(NamedTuple):
    """What the file holds, and its generation, 0 for none yet."""

    practice: Practice
    upkeep: Upkeep = Upkeep()
    generation: int = 0


def decoded(content: bytes, generation: int) -> StoredPractice:
    """What stands in the opened file of a practice.

    Raises:
        msgspec.DecodeError: it does not fit this version.
    """
    read = msgspec.json.decode(content, type=Content)
    return StoredPractice(read.profile, read.upkeep, generation)


class PracticeFile:
    """The practice of the vault at ``vault``."""

    def __init__(self, vault: Path, keys: Keys) -> None:
        self._file = SealedFile(vault / PRACTICE, Name(Kind.PRACTICE, SINGLE), keys)
        self._known = 0

    def read(self, known: int = 0) -> StoredPractice:
        """The practice as it stands on disk; ``known`` is its newest generation that was ever seen.

        Raises:
            Damaged: the file is missing or not what was written.
        """
        known = max(known, self._known)
        try:
            opened = self._file.read(known)
            stored = decoded(opened.content, opened.generation)
        except FileNotFoundError:
            raise self._file.refused(_("it is missing")) from None
        except msgspec.DecodeError:
            reason = _("its content does not fit this version of coachtui")
            raise self._file.refused(reason) from None
        self._known = max(self._known, opened.generation)
        return stored

    def identity(self) -> Identity:
        """The identity of the file as it is now.

        Raises:
            OSError: there is none.
        """
        return self._file.identity()

    def save(self, stored: StoredPractice) -> int:
        """Save what ``stored`` holds as the generation after its own, which is returned.

        Raises:
            InvalidValue: it holds what it cannot hold.
            OSError: it could not be written.
        """
        content = Content(checked(stored.practice), checked(stored.upkeep))
        generation = stored.generation + 1
        self._file.write(content, generation, keep_previous=True)
        self._known = max(self._known, generation)
        return generation

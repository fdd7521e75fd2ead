"""The practice on disk: the one file besides the records that cannot be rebuilt from others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from coachtui.domain.practice import Practice
from coachtui.domain.value import Value, checked
from coachtui.language import _
from coachtui.vault.envelope import Keys, Kind, Name
from coachtui.vault.place import PRACTICE
from coachtui.vault.sealed_file import SINGLE, SealedFile


class _Content(Value, frozen=True):
    profile: Practice


class StoredPractice(NamedTuple):
    """The practice and the generation of the file it was read from, 0 for none yet."""

    practice: Practice
    generation: int


class PracticeFile:
    """The practice of the vault at ``vault``."""

    def __init__(self, vault: Path, keys: Keys) -> None:
        self._file = SealedFile(vault / PRACTICE, Name(Kind.PRACTICE, SINGLE), keys)
        self._known = 0

    def read(self) -> StoredPractice:
        """The practice as it stands on disk.

        Raises:
            Damaged: the file is missing or not what was written.
        """
        known = self._known
        try:
            opened = self._file.read(known)
            content = msgspec.json.decode(opened.content, type=_Content)
        except FileNotFoundError:
            raise self._file.refused(_("it is missing")) from None
        except msgspec.DecodeError:
            reason = _("its content does not fit this version of coachtui")
            raise self._file.refused(reason) from None
        self._known = max(self._known, opened.generation)
        return StoredPractice(content.profile, opened.generation)

    def save(self, practice: Practice, before: int) -> None:
        """Save ``practice`` after the generation ``before``.

        Raises:
            InvalidValue: it holds what it cannot hold.
            OSError: it could not be written.
        """
        content = msgspec.json.encode(_Content(checked(practice)))
        self._file.write(content, before + 1, keep_previous=True)
        self._known = max(self._known, before + 1)

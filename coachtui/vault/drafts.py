"""Drafts on disk: small sealed files under ids of their own, replaced while somebody types."""

from __future__ import annotations

from pathlib import Path

import msgspec

from coachtui.domain.draft import Draft
from coachtui.domain.value import checked
from coachtui.errors import CoachError, InvalidValue
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.envelope import Keys, Kind, Name
from coachtui.vault.place import DRAFTS, is_id
from coachtui.vault.sealed_file import SealedFile


class Drafts:
    """The folder of the drafts of the vault at ``vault``; ``damaged`` are ids of unusable ones."""

    def __init__(self, vault: Path, keys: Keys) -> None:
        self.folder = vault / DRAFTS
        self._keys = keys
        self.damaged: frozenset[str] = frozenset()

    def all(self) -> tuple[Draft, ...]:
        """Every draft that can be read, the one saved last at the end.

        Raises:
            OSError: the folder cannot be read.
        """
        drafts, damaged = [], []
        for draft_id in [each.name for each in self.folder.iterdir() if is_id(each.name)]:
            try:
                content = self._file(draft_id).read().content
                drafts.append(msgspec.json.decode(content, type=Draft))
            except FileNotFoundError:
                # Another process dropped it in the meantime.
                continue
            except (CoachError, msgspec.DecodeError):
                damaged.append(draft_id)
        self.damaged = frozenset(damaged)
        return tuple(sorted(drafts, key=lambda draft: draft.saved.timestamp()))

    def save(self, draft: Draft) -> None:
        """Seal ``draft`` in the place of an earlier state of it.

        Raises:
            InvalidValue: it holds what it cannot hold.
            OSError: it could not be written.
        """
        self._file(draft.id).write(checked(draft), generation=1)

    def drop(self, draft_id: str) -> None:
        """Remove a draft, if it is there.

        Raises:
            OSError: it could not be removed.
        """
        self._file(draft_id).path.unlink(missing_ok=True)
        private_files.sync_folder(self.folder)

    def _file(self, draft_id: str) -> SealedFile:
        if not is_id(draft_id):
            raise InvalidValue("draft.id", _("must be 32 hex digits"))
        name = Name(Kind.DRAFT, bytes.fromhex(draft_id))
        return SealedFile(self.folder / draft_id, name, self._keys)

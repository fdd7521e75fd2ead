"""One sealed file on disk: where the envelope and the private file meet, and damage gets its words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from coachtui.errors import Damaged
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.envelope import HEAD, ROOM, Keys, Kind, Name, seal_in_place, unseal
from coachtui.vault.failures import damaged
from coachtui.vault.place import PREVIOUS
from coachtui.vault.private_files import Identity

SINGLE = bytes(16)
"""The file id of those kinds that a vault has one file of."""


_JSON = msgspec.json.Encoder()


class Opened(NamedTuple):
    """A sealed file: the first bytes that no other has, its identity on disk, and what it holds.

    Whoever wrote it knows that, and is not given its ``content`` again.
    """

    generation: int
    head: bytes
    identity: Identity
    content: bytes = b""


class SealedFile:
    """The file at ``path``, expected to be what ``name`` says."""

    def __init__(self, path: Path, name: Name, keys: Keys) -> None:
        self.path = path
        self._name = name
        self._keys = keys

    def read(self, known: int = 0) -> Opened:
        """What the file holds; ``known`` is the newest generation that was ever seen of it.

        Raises:
            FileNotFoundError: nothing is there.
            Damaged: it is not what was written, or older than what is known.
            NotAllowed: it is open to other users.
        """
        try:
            file, identity = private_files.read(self.path)
            generation, content = unseal(self._keys, self._name, file)
        except Damaged as error:
            raise self.refused(str(error)) from None
        if generation < known:
            raise self._older()
        return Opened(generation, file[:HEAD], identity, content)

    def holds(self, opened: Opened) -> bool:
        """Whether the file is still the one that ``opened`` was read from or written to.

        Raises:
            FileNotFoundError: nothing is there.
            Damaged: it is no plain file.
            NotAllowed: it is open to other users.
        """
        try:
            head, identity = private_files.read(self.path, HEAD)
        except Damaged as error:
            raise self.refused(str(error)) from None
        return (head, identity) == (opened.head, opened.identity)

    def write(
        self, value: Any, generation: int, *, keep_previous: bool = False, durable: bool = True
    ) -> Opened:
        """Seal ``value``, as JSON, and put it in the file's place.

        Raises:
            OSError: it could not be written.
        """
        content = bytearray(ROOM)
        _JSON.encode_into(value, content, ROOM)
        head, rest = seal_in_place(self._keys, self._name, generation, content)
        private_files.replace(self.path, head, rest, keep_previous=keep_previous, durable=durable)
        return Opened(generation, head, self.identity())

    def identity(self) -> Identity:
        """The identity of what is there now.

        Raises:
            OSError: nothing is.
        """
        return private_files.identity(self.path.lstat())

    def refused(self, reason: str) -> Damaged:
        """The error that tells ``reason``, what is safe, and what to do."""
        return damaged(self._place(), reason, self._advice())

    def _older(self) -> Damaged:
        return damaged(
            self._place(),
            _("an older copy of it was put back"),
            _(
                "If that was on purpose, “coachtui vault check --accept” takes it as it is; if "
                "not, put the newer copy back."
            ),
        )

    def _place(self) -> str:
        """The file's name as seen from the vault."""
        single = self._name.file_id == SINGLE
        return self.path.name if single else f"{self.path.parent.name}/{self.path.name}"

    def _advice(self) -> str:
        if self._name.kind is Kind.DRAFT:
            return _("All records are safe. Restore the draft from a backup, or remove it.")
        if not os.path.lexists(self.path.with_name(self.path.name + PREVIOUS)):
            return _("All other files are safe. Restore this one from a snapshot or a backup.")
        return _(
            "The generation before is kept as {previous}; “coachtui vault check --repair” puts it "
            "in its place."
        ).format(previous=self._place() + PREVIOUS)

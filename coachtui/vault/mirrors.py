"""The two copies of the header on disk: which one counts, and putting the other right."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from coachtui.errors import CoachError, Damaged, KeysChanged, NotFound
from coachtui.language import _
from coachtui.vault import header, private_files, slots
from coachtui.vault.envelope import Keys
from coachtui.vault.failures import damaged
from coachtui.vault.header import Header
from coachtui.vault.place import HEADER, MIRROR, exists
from coachtui.vault.private_files import Identity


def readable(path: Path, *, anyones: bool = False) -> dict[bytes, Header]:
    """The copies that are whole, bytes and meaning, the newest first.

    With ``anyones`` copies that others can reach count as well.

    Raises:
        NotFound: there is no vault at ``path``.
        Damaged: no copy is whole.
        NotAllowed: a copy is open to other users.
    """
    if not exists(path):
        raise NotFound(
            _("There is no vault at {path}. Give another place, or make one there.").format(
                path=path
            )
        )
    found: dict[bytes, Header] = {}
    reason = ""
    for name in (HEADER, MIRROR):
        try:
            file, _identity = private_files.read(path / name, anyones=anyones)
            found.setdefault(file, header.parse(file))
        except FileNotFoundError:
            continue
        except Damaged as error:
            reason = reason or str(error)
    if not found:
        raise refused(reason)
    return dict(sorted(found.items(), key=lambda each: each[1].counter, reverse=True))


class Watch:
    """Notices when the header of an open vault names another epoch than that of the keys in hand."""

    def __init__(self, path: Path, epoch: int) -> None:
        self._path, self._epoch = path, epoch
        # Put together once: it is looked at before every single act.
        self._header = path / HEADER
        self._identity: Identity | None = None

    def check(self) -> None:
        """Let what is done with the keys go on.

        Raises:
            KeysChanged: another session has given the vault new ones.
        """
        try:
            identity = private_files.identity(self._header.lstat())
            if identity == self._identity:
                return
            newest = next(iter(readable(self._path).values()))
        except (OSError, CoachError):
            # A header that cannot be read now matters at the next unlock, and is told there.
            return
        if newest.epoch != self._epoch:
            raise _keys_changed()
        self._identity = identity


def newest(path: Path, keys: Keys) -> Header:
    """The newest header of the vault that its keys prove. For the holder of the lock.

    Raises:
        KeysChanged: a newer copy is of a later epoch than ``keys``.
        Damaged: no copy is whole, or none is proven.
    """
    for copy in readable(path).values():
        if slots.proven(copy, keys):
            return copy
        if copy.vault_id == keys.vault_id and copy.epoch > keys.epoch:
            raise _keys_changed()
    raise refused(_("it was changed without its key"))


def _keys_changed() -> KeysChanged:
    return KeysChanged(
        _(
            "Another session gave this vault new keys. Nothing was changed here; give the "
            "passphrase again to go on."
        )
    )


def refused(reason: str) -> Damaged:
    """The error for a header of which no copy will do."""
    return damaged(
        HEADER,
        reason,
        _(
            "Its second copy does not help either. The records are safe, but only with a header "
            "can they be opened: restore the file from a backup of this vault."
        ),
    )


def write(path: Path, file: bytes) -> None:
    """Write both copies durably; both lie ready before the first is changed.

    Raises:
        OSError: one could not be written.
    """
    with ExitStack() as left_over:
        ready = {}
        for place in (path / MIRROR, path / HEADER):
            ready[place] = private_files.write_beside(place, file)
            left_over.callback(ready[place].unlink, missing_ok=True)
        for place, copy in ready.items():
            copy.replace(place)
            private_files.sync_folder(path)


def repair(path: Path, keys: Keys) -> None:
    """Make both copies the newest that ``keys`` prove. For the holder of the lock.

    Raises:
        KeysChanged: a newer copy is of a later epoch.
        Damaged: no copy is whole, or none is proven.
        OSError: one could not be written.
    """
    genuine = header.serialise(newest(path, keys))
    for name in (MIRROR, HEADER):
        if _bytes_of(path / name) != genuine:
            private_files.replace(path / name, genuine)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return private_files.read(path)[0]
    except (FileNotFoundError, Damaged):
        return None


def missing(folder: str) -> Damaged:
    """The error for a vault that lacks one of its folders."""
    return damaged(
        folder,
        _("it is missing"),
        _("All other files are safe. Restore the folder from a backup, or make it anew, empty."),
    )

"""The two copies of the header on disk: which one counts, and putting the other right."""

from __future__ import annotations

from pathlib import Path

from coachtui.errors import CoachError, Damaged, KeysChanged, NotFound
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.failures import damaged
from coachtui.vault.header import Header, parse
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
            found.setdefault(file, parse(file))
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
        self._identity: Identity | None = None

    def check(self) -> None:
        """Let what is done with the keys go on.

        Raises:
            KeysChanged: another session has given the vault new ones.
        """
        try:
            identity = private_files.identity((self._path / HEADER).lstat())
            if identity == self._identity:
                return
            newest = next(iter(readable(self._path).values()))
        except (OSError, CoachError):
            # A header that cannot be read now matters at the next unlock, and is told there.
            return
        if newest.epoch != self._epoch:
            raise KeysChanged(
                _(
                    "Another session gave this vault new keys. Nothing was changed here; give the "
                    "passphrase again to go on."
                )
            )
        self._identity = identity


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
    """Write both copies durably.

    Raises:
        OSError: one could not be written.
    """
    private_files.replace(path / MIRROR, file)
    private_files.replace(path / HEADER, file)


def repair(path: Path, genuine: bytes) -> None:
    """Make both copies ``genuine``, unless the header was changed since. For the holder of the lock.

    Raises:
        OSError: one could not be written.
    """
    if genuine not in readable(path):
        return
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

"""Making a vault and finding its keys: all that happens before one is open."""

from __future__ import annotations

import secrets
import shutil
import stat
from pathlib import Path

from coachtui.domain.practice import Practice
from coachtui.domain.value import checked
from coachtui.errors import Damaged, NotAllowed
from coachtui.language import _
from coachtui.vault import header, mirrors, private_files, slots
from coachtui.vault.envelope import Keys
from coachtui.vault.failures import damaged, saving
from coachtui.vault.findings import OLDER_KEYS
from coachtui.vault.header import Header
from coachtui.vault.place import DRAFTS, HEADER, LOCK, RECORDS, state_folder
from coachtui.vault.practice_file import PracticeFile, StoredPractice
from coachtui.vault.seen import Seen
from coachtui.vault.slots import Cost, Secret


def create(path: Path, passphrase: str, practice: Practice, cost: Cost) -> Keys:
    """The keys of a new vault at ``path``, which is there whole or not at all.

    Raises:
        InvalidValue: the passphrase is too short, or the practice holds what it cannot hold.
        NotAllowed: something is there already.
        NotSaved: the disk refuses.
    """
    slots.check_new(passphrase)
    checked(practice)
    path = path.absolute()
    with saving():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_to_overwrite(path)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        beside.mkdir(mode=0o700)
        try:
            keys = _fill(beside, passphrase, practice, cost)
            beside.rename(path)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        private_files.sync_folder(path.parent)
    return keys


def _refuse_to_overwrite(path: Path) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode) and not any(path.iterdir()):
        return
    raise NotAllowed(
        _("There is something at {path} already. It was left as it is; give another place.").format(
            path=path
        )
    )


def _fill(folder: Path, passphrase: str, practice: Practice, cost: Cost) -> Keys:
    first, keys = slots.first_header(passphrase, cost)
    for name in (RECORDS, DRAFTS):
        (folder / name).mkdir(mode=0o700)
    with private_files.new(folder / LOCK):
        pass  # it stays empty
    PracticeFile(folder, keys).save(StoredPractice(practice))
    mirrors.write(folder, header.serialise(first))
    return keys


def unlock(path: Path, secret: Secret) -> tuple[bytes, Keys]:
    """The bytes of the genuine header of the vault at ``path``, and its keys. Changes nothing.

    Raises:
        NotFound: there is none.
        WrongPassphrase: it does not open with that.
        Damaged: no copy of its header will do, or it is older than one that was seen; or a folder is
            missing.
        NotAllowed: other users can reach it.
    """
    copies = mirrors.readable(path)
    # The vault's own place may be a link to another disk; nothing inside it may.
    for folder in (path.resolve(), path / RECORDS, path / DRAFTS):
        try:
            private_files.check_folder(folder)
        except FileNotFoundError:
            raise mirrors.missing(folder.name) from None
    genuine, keys = _first_that_opens(copies, secret)
    if Seen(state_folder(keys.vault_id, path), keys).of_later_keys:
        raise damaged(HEADER, _("it is from before the vault was given new keys"), _(OLDER_KEYS))
    return genuine, keys


def unlock_as_it_is(path: Path, secret: Secret) -> Keys:
    """The keys of the vault at ``path``, whatever is wrong with it besides its header.

    Raises:
        NotFound: there is none.
        WrongPassphrase: it does not open with that.
        Damaged: no copy of its header will do.
    """
    _genuine, keys = _first_that_opens(mirrors.readable(path, anyones=True), secret)
    return keys


def _first_that_opens(copies: dict[bytes, Header], secret: Secret) -> tuple[bytes, Keys]:
    reason = ""
    for file, copy in copies.items():
        try:
            return file, slots.open_header(copy, secret)
        except Damaged as error:
            reason = reason or str(error)
    raise mirrors.refused(reason)

"""Re-keying: a new vault key, and every sealed file sealed anew under it.

Nothing is changed before every file has proved whole. Then the header names the new key and, wrapped
under it, the former ones, so that a crash at any point leaves a vault that opens, with some files
under the one and some under the other. Only when all are under the new one the former keys go.
Whatever stops it on the way, :func:`go_on` takes it up again.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachtui.errors import Damaged, NotSaved
from coachtui.language import _
from coachtui.vault import keyring, mirrors, private_files, slots, snapshots
from coachtui.vault.envelope import Keys, seal
from coachtui.vault.failures import in_words
from coachtui.vault.place import RECORDS
from coachtui.vault.rooms import Progress, Rooms, silent
from coachtui.vault.slots import Cost
from coachtui.vault.stock import Sealed, is_aside, sealed_files
from coachtui.vault.vault import Vault

_NAMED = 8
"""How many damaged files a message names before it only counts."""


def unfinished(vault: Vault) -> bool:
    """Whether new keys were begun and the former ones are not gone yet."""
    return len(vault.rooms.keys.by_epoch) > 1


def rekey(
    vault: Vault,
    passphrase: str,
    cost: Cost | None = None,
    progress: Progress = silent,
    *,
    delete_snapshots: bool = False,
) -> tuple[str, ...]:
    """Give the vault a new key, which ``passphrase`` alone opens; the kinds of the slots that went.

    ``passphrase`` is that of now. The snapshots are sealed anew with the rest, or deleted.

    Raises:
        WrongPassphrase: it does not open the vault. Nothing was changed.
        Damaged: a file is not what was written; all such are named. Nothing was changed.
        NotSaved: the disk refuses. Everything opens, and ``go_on`` finishes what was begun.
        VaultBusy: another process holds the vault.
    """
    with vault.holding() as rooms:
        newest = mirrors.newest(vault.path, rooms.keys)
        kept = keyring.opened_by(newest, passphrase)
        assert kept.cost is not None
        files = _all_whole(rooms, progress, delete_snapshots)
        epoch = newest.epoch + 1
        keys = Keys(newest.vault_id, epoch, {**rooms.keys.by_epoch, epoch: slots.new_vault_key()})
        slot = slots.passphrase_slot(keys, passphrase, cost.value if cost else kept.cost)
        keyring.write(rooms, slots.header_of(keys, newest.counter + 1, (slot,)))
        _finish(vault, keys, files, progress, delete_snapshots)
    return tuple(slot.kind for slot in newest.slots if slot != kept)


def go_on(vault: Vault, progress: Progress = silent, *, delete_snapshots: bool = False) -> None:
    """Finish what :func:`rekey` began and something stopped.

    Raises:
        Damaged: a file is not what was written; all such are named. Nothing was changed.
        NotSaved: the disk refuses; everything opens, and this can be called again.
        VaultBusy: another process holds the vault.
    """
    with vault.holding() as rooms:
        files = _all_whole(rooms, progress, delete_snapshots)
        _finish(vault, rooms.keys, files, progress, delete_snapshots)


def _all_whole(rooms: Rooms, progress: Progress, delete_snapshots: bool) -> list[Sealed]:
    """Every file that is to be sealed anew, each of which has been opened."""
    found = sealed_files(rooms.path, snapshots=not delete_snapshots)
    if delete_snapshots:
        snapshots.listed(rooms.path)
    files, wrong = [], []
    for done, each in enumerate(found):
        progress(done, 2 * len(found))
        try:
            each.read(rooms.keys)
            files.append(each)
        except Damaged as error:
            # What a repair laid aside because it is damaged opens under no key, and stays as it is.
            if not is_aside(rooms.path, each):
                wrong.append((str(each.paths[0].relative_to(rooms.path)), str(error)))
    rooms.index.refresh()
    rooms.follow()
    told = {name for name, _reason in wrong}
    for record_id in rooms.index.damaged:
        if (name := f"{RECORDS}/{record_id}") not in told:
            wrong.append((name, _("it is missing, or an older copy of it was put back")))
    if wrong:
        raise _refused(wrong)
    rooms.read_practice()
    return files


def _refused(wrong: list[tuple[str, str]]) -> Damaged:
    shown = "; ".join(f"{name}: {reason}" for name, reason in sorted(wrong)[:_NAMED])
    more = len(wrong) - _NAMED
    return Damaged(
        _(
            "The keys were left as they are, for not every file can be opened: {files}. Under new "
            "keys it could never be put right. “coachtui vault check” tells what can be done."
        ).format(files=shown + (" " + _("and {count} more").format(count=more) if more > 0 else ""))
    )


def _finish(
    vault: Vault, keys: Keys, files: Iterable[Sealed], progress: Progress, delete_snapshots: bool
) -> None:
    """Bring everything under the key of ``keys.epoch`` and let the others go."""
    rooms = vault.go_on_with(keys)
    try:
        if delete_snapshots:
            snapshots.remove_all(rooms)
        _reseal(rooms, list(files), progress)
        newest = mirrors.newest(vault.path, keys)
        alone = Keys(keys.vault_id, keys.epoch, {keys.epoch: keys.by_epoch[keys.epoch]})
        keyring.write(rooms, slots.header_of(alone, newest.counter + 1, newest.slots))
    except (OSError, Damaged) as error:
        reason = in_words(error) if isinstance(error, OSError) else str(error)
        raise NotSaved(
            _(
                "Re-keying stopped on the way: {reason}. Nothing is lost, and everything opens. Put "
                "that right; “coachtui vault rekey” goes on."
            ).format(reason=reason)
        ) from None
    vault.go_on_with(alone)


def _reseal(rooms: Rooms, files: list[Sealed], progress: Progress) -> None:
    keys = rooms.keys
    for done, each in enumerate(files, len(files)):
        progress(done, 2 * len(files))
        epoch, generation, content = each.read(keys)
        if epoch != keys.epoch:
            new = seal(keys, each.name, generation, content)
            private_files.replace_shared(each.paths, new)
    for folder in {path.parent for each in files for path in each.paths}:
        # What an earlier attempt left may be sealed under a key that is to go.
        private_files.sweep(folder)
        private_files.sync_folder(folder)
    rooms.follow()
    rooms.index.write(durable=True)
    rooms.seen.reseal()
    progress(2 * len(files), 2 * len(files))

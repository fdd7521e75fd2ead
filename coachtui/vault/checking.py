"""The check of a whole vault, while others may be working in it."""

from __future__ import annotations

from pathlib import Path

from coachtui.vault import header_copies, judging, making
from coachtui.vault.contents import Contents
from coachtui.vault.failures import reading
from coachtui.vault.findings import Report
from coachtui.vault.looking import Look
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.slots import Secret
from coachtui.vault.vault import Vault

_LOOKS = 3
"""What is found at first is looked for again, so often in all: somebody may just be at work there."""


def unlock_as_it_is(path: Path, secret: Secret) -> Vault:
    """The vault at ``path``, open for a check, and nothing put right; it may be open to others, or
    lack folders.

    Raises:
        NotFound: there is none.
        WrongPassphrase: it does not open with that.
        Damaged: no copy of its header will do.
    """
    with reading():
        return Vault(path, making.unlock_as_it_is(path, secret))


def unopened(path: Path) -> Report:
    """What can be told of a vault of which no copy of the header will do; its records stay unread."""
    return Report(0, tuple(each.problem for each in header_copies.unreadable(path)))


def check(vault: Vault, progress: Progress = silent) -> Report:
    """What is wrong with the vault, in words; changes nothing and takes no lock.

    Raises:
        KeysChanged: another session has given it new keys meanwhile.
        Damaged: a folder cannot be read at all.
    """
    rooms = vault.rooms
    contents = Contents(rooms.keys)
    with reading():
        look = Look(rooms, progress, contents)
        found = judging.findings(look, rooms)
        for _again in range(_LOOKS - 1):
            if found:
                before = {(each.fault, each.file) for each in found}
                look = Look(rooms, progress, contents)
                found = [
                    each
                    for each in judging.findings(look, rooms)
                    if (each.fault, each.file) in before
                ]
    rooms.header.check()
    problems = tuple(each.problem for each in found)
    return Report(look.records, problems, look.around.mentioned())

"""The two copies of the header, as a check and a repair look at them: the keys are in hand already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coachtui.errors import Damaged
from coachtui.language import _
from coachtui.vault import header, private_files, slots
from coachtui.vault.envelope import Keys
from coachtui.vault.findings import Fault, Finding
from coachtui.vault.header import Header
from coachtui.vault.place import HEADER, MIRROR


def newest(vault: Path, keys: Keys) -> Header | None:
    """The header that counts; None if no copy will do."""
    copies = (_copy(vault / name, keys) for name in (HEADER, MIRROR))
    good = (each for each in copies if isinstance(each, Header))
    return max(good, key=lambda each: each.counter, default=None)


def findings(vault: Path, keys: Keys) -> Iterator[Finding]:
    """What is wrong with the copies."""
    right = newest(vault, keys)
    for name in (HEADER, MIRROR):
        copy = _copy(vault / name, keys)
        if isinstance(copy, str):
            yield Finding(Fault.HEADER if right else Fault.LAST_HEADER, name, copy)
        elif copy != right:
            yield Finding(Fault.HEADER, name, _("it is older than the other copy"))


def unreadable(vault: Path) -> Iterator[Finding]:
    """What is wrong with copies of which none opens the vault, without its keys."""
    for name in (HEADER, MIRROR):
        try:
            header.parse(private_files.read(vault / name, anyones=True)[0])
        except FileNotFoundError:
            yield Finding(Fault.LAST_HEADER, name, _("it is missing"))
        except Damaged as error:
            yield Finding(Fault.LAST_HEADER, name, str(error))
        else:
            yield Finding(Fault.LAST_HEADER, name, _("it was changed without its key"))


def _copy(path: Path, keys: Keys) -> Header | str:
    """The header at ``path``, or why it will not do."""
    try:
        copy = header.parse(private_files.read(path, anyones=True)[0])
    except FileNotFoundError:
        return _("it is missing")
    except Damaged as error:
        return str(error)
    return copy if slots.genuine(copy, keys) else _("it was changed without its key")

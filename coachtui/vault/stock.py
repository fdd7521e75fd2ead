"""All sealed files of a vault, each once however many names it has: the stock to be taken of them.

The index and what lies outside the vault are not among them; they can be made anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from coachtui.errors import Damaged
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.envelope import HEAD, Keys, Kind, Name, claimed, epoch_of, unseal
from coachtui.vault.place import (
    ASIDE,
    DRAFTS,
    PRACTICE,
    PREVIOUS,
    RECORDS,
    SNAPSHOTS,
    TEMPORARY,
    is_id,
)
from coachtui.vault.sealed_file import SINGLE


class Sealed(NamedTuple):
    """One file: what it is to be, and all its names."""

    name: Name
    paths: tuple[Path, ...]

    def read(self, keys: Keys) -> tuple[int, int, bytes]:
        """Epoch, generation and content.

        Raises:
            Damaged: it is not what was sealed under that name; the message is the bare reason.
        """
        try:
            file, _identity = private_files.read(self.paths[0])
        except FileNotFoundError:
            raise Damaged(_("it is missing")) from None
        generation, content = unseal(keys, self.name, file)
        return epoch_of(file), generation, content


def is_aside(vault: Path, sealed: Sealed) -> bool:
    """Whether a file lies in the folder aside and nowhere else, where a repair puts what is damaged."""
    return all(path.is_relative_to(vault / ASIDE) for path in sealed.paths)


def sealed_files(vault: Path, snapshots: bool = True) -> list[Sealed]:
    """Every sealed file of the vault, with or without its snapshots.

    Raises:
        Damaged: something else stands in the place of a folder.
        OSError: a folder cannot be read.
    """
    found: dict[tuple[int, int, Name], list[Path]] = {}
    for path, name in _named(vault, snapshots):
        status = path.lstat()
        found.setdefault((status.st_dev, status.st_ino, name), []).append(path)
    return [Sealed(name, tuple(paths)) for (_disk, _inode, name), paths in found.items()]


def _named(vault: Path, snapshots: bool) -> Iterator[tuple[Path, Name]]:
    for folder in (vault, vault / RECORDS, vault / DRAFTS):
        for path in _files_in(folder):
            if name := _expected(path):
                yield path, name
    for folder in (vault / SNAPSHOTS, vault / ASIDE)[not snapshots :]:
        for path in _files_below(folder):
            # Here may lie what the program of this day does not make any more.
            if name := _expected(path) or _stated(path):
                yield path, name


def _expected(path: Path) -> Name | None:
    """What the file at ``path`` is to be by its place; None for one that may be anything."""
    own = path.name.removesuffix(PREVIOUS)
    kind = {RECORDS: Kind.RECORD, DRAFTS: Kind.DRAFT}.get(path.parent.name)
    if kind and is_id(own):
        return Name(kind, bytes.fromhex(own))
    return Name(Kind.PRACTICE, SINGLE) if own == PRACTICE else None


def _stated(path: Path) -> Name | None:
    """What the file at ``path`` says it is."""
    try:
        return claimed(private_files.read(path, HEAD)[0])
    except Damaged:
        return None


def _files_in(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        found = [Path(entry.path) for entry in entries if not entry.is_dir(follow_symlinks=False)]
    return sorted(each for each in found if not each.name.startswith(TEMPORARY))


def _files_below(folder: Path) -> Iterator[Path]:
    """All files below ``folder``, which may be missing."""
    if not os.path.lexists(folder):
        return
    private_files.check_folder(folder)
    yield from _files_in(folder)
    with os.scandir(folder) as entries:
        folders = sorted(entry.path for entry in entries if entry.is_dir(follow_symlinks=False))
    for each in folders:
        yield from _files_below(Path(each))

"""What lies in the folders of a vault: which names, of whose, open to whom. No file is read here.

Names that are not coachtui's own are counted, never repeated: they may say something of a person.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from coachtui.language import _, ngettext
from coachtui.vault.findings import Fault, Finding
from coachtui.vault.place import (
    ASIDE,
    DRAFTS,
    HEADER,
    INDEX,
    LOCK,
    MIRROR,
    PRACTICE,
    PREVIOUS,
    RECORDS,
    SNAPSHOTS,
    TEMPORARY,
    is_id,
    moment_of,
)

_SINGLE = (HEADER, MIRROR, PRACTICE, PRACTICE + PREVIOUS, INDEX, LOCK)
_FOLDERS = (DRAFTS, RECORDS, SNAPSHOTS, ASIDE)
_NEEDED = (DRAFTS, RECORDS)


def _of_a_moment(name: str) -> bool:
    return moment_of(name) is not None


def _of_a_record(name: str) -> bool:
    return is_id(name.removesuffix(PREVIOUS))


class Surroundings:
    """The files of the vault at ``vault`` by their names as seen from it, and what is wrong around them.

    The drafts are listed before the records that they belong to: somebody may be adding both.
    """

    def __init__(self, vault: Path) -> None:
        self.path = vault.resolve()
        self.findings: list[Finding] = []
        self.drafts: list[str] = []
        self.records: list[str] = []
        self.in_snapshots: list[str] = []
        self.aside: list[str] = []
        self.left_over: list[str] = []
        self._strange: Counter[str] = Counter()
        self._look_around()

    def _look_around(self) -> None:
        top = self._listed("", lambda name: name in _SINGLE or name in _FOLDERS)
        self._judged([name for name in top if name in _SINGLE])
        for name in _NEEDED:
            if name not in top:
                self.findings.append(Finding(Fault.FOLDER_MISSING, name))
        self.drafts = self._judged(self._inside(DRAFTS, top, is_id))
        self.records = self._judged(self._inside(RECORDS, top, _of_a_record))
        for name in self._inside(SNAPSHOTS, top, _of_a_moment):
            self._snapshot(name)
        for name in self._inside(ASIDE, top, _of_a_moment):
            self.aside += self._judged(self._listed(name, lambda _name: True))

    def _snapshot(self, name: str) -> None:
        inside = self._listed(name, lambda each: each in (PRACTICE, RECORDS))
        practice, records = f"{name}/{PRACTICE}", f"{name}/{RECORDS}"
        if practice in inside:
            self.in_snapshots += self._judged([practice])
        if records in inside:
            self.in_snapshots += self._judged(self._listed(records, is_id))

    def _inside(self, folder: str, top: list[str], known: Callable[[str], bool]) -> list[str]:
        return self._listed(folder, known) if folder in top else []

    def _judged(self, files: list[str]) -> list[str]:
        """``files``, once it was looked whose each is and who can reach it."""
        for name in files:
            try:
                status = (self.path / name).lstat()
            except FileNotFoundError:
                continue
            # What is no plain file is told when it is read, as is that the file is gone.
            if stat.S_ISREG(status.st_mode):
                self._judge(name, status)
        return files

    def _listed(self, folder: str, known: Callable[[str], bool]) -> list[str]:
        """The names in ``folder``, as seen from the vault, that are ``known`` to belong there."""
        if not self._judge_folder(folder):
            return []
        found = []
        for name in sorted(each.name for each in (self.path / folder).iterdir()):
            full = f"{folder}/{name}" if folder else name
            if name.startswith(TEMPORARY):
                self.left_over.append(full)
            elif known(name):
                found.append(full)
            else:
                self._strange[folder] += 1
        return found

    def _judge_folder(self, folder: str) -> bool:
        """Whether it can be looked into."""
        try:
            status = (self.path / folder).lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISDIR(status.st_mode):
            self.findings.append(Finding(Fault.NO_FOLDER, folder))
            return False
        if status.st_mode & 0o500 != 0o500:
            self.findings.append(Finding(Fault.CLOSED, folder or "."))
            return False
        self._judge(folder or ".", status)
        return True

    def _judge(self, name: str, status: os.stat_result) -> None:
        if status.st_uid != os.geteuid():
            self.findings.append(Finding(Fault.FOREIGN, name))
        elif status.st_mode & 0o077:
            self.findings.append(Finding(Fault.EXPOSED, name))
        elif not status.st_mode & 0o400:
            self.findings.append(Finding(Fault.CLOSED, name))

    def mentioned(self) -> tuple[str, ...]:
        """What is no problem and yet worth a sentence each."""
        return (*self._strangers(), *self._left_over(), *self._set_aside())

    def _strangers(self) -> Iterator[str]:
        for folder, count in self._strange.items():
            message = ngettext(
                "{folder}: {count} name that is not coachtui's own was left alone.",
                "{folder}: {count} names that are not coachtui's own were left alone.",
                count,
            )
            yield message.format(folder=folder or _("the vault"), count=count)

    def _left_over(self) -> Iterator[str]:
        # Those of somebody who is saving just now are gone again by the end.
        count = sum(os.path.lexists(self.path / name) for name in self.left_over)
        if count:
            message = ngettext(
                "{count} left-over of a crash means nothing; the next unlock removes it.",
                "{count} left-overs of a crash mean nothing; the next unlock removes them.",
                count,
            )
            yield message.format(count=count)

    def _set_aside(self) -> Iterator[str]:
        if self.aside:
            message = ngettext(
                "{count} file that a repair replaced lies in the folder aside.",
                "{count} files that repairs replaced lie in the folder aside.",
                len(self.aside),
            )
            yield message.format(count=len(self.aside))

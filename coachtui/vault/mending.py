"""How each kind of finding is put right. Which are, and when, is told in ``repairing``."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from coachtui.domain.client import number_of
from coachtui.domain.soundness import without_dangling_references
from coachtui.domain.upkeep import with_erasures
from coachtui.errors import CoachError
from coachtui.language import _
from coachtui.vault import erasing, header_copies, practice_file, private_files
from coachtui.vault.aside import Aside
from coachtui.vault.contents import Contents, Facts
from coachtui.vault.envelope import Kind, unseal
from coachtui.vault.findings import Done, Fault, Finding
from coachtui.vault.header import serialise
from coachtui.vault.judging import file_of, own_state, replacement
from coachtui.vault.looking import Look, id_of
from coachtui.vault.place import HEADER, PRACTICE, PREVIOUS
from coachtui.vault.rooms import Progress, Rooms
from coachtui.vault.sealed_file import SealedFile
from coachtui.vault.states import State

_REPLACED = (Fault.DAMAGED, Fault.MISSING, Fault.SWAPPED, Fault.OLDER)
_PUT_ASIDE = (Fault.PREVIOUS, Fault.DRAFT, Fault.SNAPSHOT)


class Mending:
    """One round of repairs after one look, for the holder of the lock; ``done`` tells what was done.

    Each method raises OSError where the disk refuses, and leaves the file that it was about no worse.
    """

    def __init__(self, rooms: Rooms, now: datetime, progress: Progress) -> None:
        self.look = Look(rooms, progress, Contents(rooms.keys))
        self.done: list[Done] = []
        self._rooms, self._aside = rooms, Aside(rooms.path, now)
        self._today = now.date()

    def mend(self, found: list[Finding]) -> None:
        """Put right what can be."""
        of = {fault: [each.file for each in found if each.fault is fault] for fault in Fault}
        if of[Fault.EXPOSED] or of[Fault.CLOSED]:
            # What could not be read until now may be whole: it is looked again first.
            self._set_modes(of[Fault.EXPOSED] + of[Fault.CLOSED])
            return
        self._make_folders(of[Fault.FOLDER_MISSING])
        self._copy_header(of[Fault.HEADER])
        self._replace([each for each in found if each.fault in _REPLACED])
        self._put_aside([each.file for each in found if each.fault in _PUT_ASIDE])
        self._make_index_anew(of[Fault.INDEX])
        self._learn()
        self._finish_erasing(of[Fault.ERASED])
        self._raise_number(of[Fault.NEXT_NUMBER])
        self._cut_references(of[Fault.SESSION_WITHOUT_ENGAGEMENT])
        self._see_anew(of[Fault.SEEN])

    def take_former_keys(self, found: list[Finding]) -> None:
        """Let the keys count that the vault had before, and no more what was seen under later ones."""
        if found:
            self._rooms.seen.write(anew=True)
            self._tell([HEADER], _("the keys from before count from now on"))
            if isinstance(self.look.present[PRACTICE], Facts):
                # It is from before the erasures that this machine knows of.
                self.take_as_it_is([Finding(Fault.OLDER, PRACTICE)])

    def take_as_it_is(self, older: list[Finding]) -> None:
        """Let files that are older than one that was seen count from now on."""
        names = [id_of(each.file) for each in older]
        self._put({name: own_state(self.look, name) for name in names})
        self._learn()
        if PRACTICE in names:
            # It is from before the erasures that this machine knows of.
            self._finish_erasing(sorted(file_of(each) for each in self.look.erased_here))

    def go_on_without(self, missing: list[Finding]) -> None:
        """Know records no more that are missing and have no generation before."""
        files = [each.file for each in missing if each.file != PRACTICE]
        files = [file for file in files if not self._path(file + PREVIOUS).exists()]
        gone = [id_of(file) for file in files]
        self._rooms.index.forget(gone)
        self._rooms.index.write()
        self._rooms.seen.learn({}, gone)
        self._tell(files, _("it is not expected any more"))

    def _path(self, file: str) -> Path:
        return self._rooms.path / file

    def _tell(self, files: Iterable[str], what: str) -> None:
        self.done += [Done(file, what) for file in files]

    # -- folders, modes, the header

    def _set_modes(self, files: list[str]) -> None:
        for file in files:
            path = self._path(file)
            path.chmod(0o700 if path.is_dir() else 0o600)
        self._tell(files, _("it can be read by you now, and by nobody else"))

    def _make_folders(self, folders: list[str]) -> None:
        for folder in folders:
            private_files.make_folder(self._path(folder))
            private_files.sync_folder(self._rooms.path)
        self._tell(folders, _("the folder was made anew"))

    def _copy_header(self, files: list[str]) -> None:
        right = header_copies.newest(self._rooms.path, self._rooms.keys)
        if right is None:
            return
        for file in files:
            self._aside.keep(file)
            private_files.replace(self._path(file), serialise(right))
        self._tell(files, _("it was made from the other copy"))

    # -- records and the practice

    def _replace(self, found: list[Finding]) -> None:
        states = {id_of(each.file): replacement(self.look, id_of(each.file)) for each in found}
        self._put({name: state for name, state in states.items() if state})

    def _put(self, states: dict[str, State]) -> None:
        """Put each state in the place of the record or the practice of that name."""
        # All are read first: what lies in the wrong place may be replaced by what belongs there.
        contents = {name: self._content(state) for name, state in states.items()}
        for name, content in contents.items():
            file, state = file_of(name), states[name]
            told = state.told(self._rooms.path)
            self._aside.keep(file)
            sealed = SealedFile(self._path(file), state.name, self._rooms.keys)
            sealed.write(msgspec.Raw(content), self.look.newest(name) + 1)
            what = _("{state} counts from now on; what was there is kept in the folder aside")
            self._tell([file], what.format(state=told))

    def _content(self, state: State) -> bytes:
        file, _identity = private_files.read(self._path(state.file), anyones=True)
        content = unseal(self._rooms.keys, state.name, file)[1]
        return self._with_erasures(content) if state.name.kind is Kind.PRACTICE else content

    def _with_erasures(self, content: bytes) -> bytes:
        """The practice in the state of then, knowing of who was erased on this machine since."""
        practice = msgspec.json.decode(content, type=practice_file.Content)
        upkeep = with_erasures(practice.upkeep, self.look.erased_here, self._today)
        return msgspec.json.encode(replace(practice, upkeep=upkeep))

    def _learn(self) -> None:
        """Have index and memory know what was put in place; nothing depends on it if that fails."""
        if self.done:
            self._rooms.follow()
            self._rooms.index.write()
            known = self._rooms.index.generations()
            with suppress(CoachError):
                known[PRACTICE] = self._rooms.read_practice().generation
            self._rooms.seen.learn(known)

    def _cut_references(self, files: list[str]) -> None:
        for file in files:
            before = self._rooms.records.read(id_of(file))
            record = without_dangling_references(before.record)
            self._rooms.note(self._rooms.records.save(record, before))
        self._tell(files, _("references that led nowhere were taken away"))

    def _raise_number(self, files: list[str]) -> None:
        numbers = [
            number_of(facts.card.code) for _id, facts in self.look.whole_records() if facts.card
        ]
        for _file in files:
            stored = self._rooms.read_practice()
            practice = replace(stored.practice, next_number=max(numbers) + 1)
            self._rooms.save_practice(stored._replace(practice=practice))
        self._tell(files, _("the number for the next client was raised"))

    # -- what is taken away, or made from the rest

    def _put_aside(self, files: list[str]) -> None:
        for file in files:
            self._aside.take(file)
        self._tell(files, _("it was put into the folder aside"))

    def _make_index_anew(self, files: list[str]) -> None:
        for file in files:
            self._aside.take(file)
            known = self._rooms.index.generations()
            self._rooms.seen.learn(known)
            self._rooms.index.forget(known)
        self._tell(files, _("it was made anew from the records"))

    def _finish_erasing(self, files: list[str]) -> None:
        if files:
            erasing.finish(self._rooms)
        self._tell(files, _("it was removed, for the client was erased"))

    def _see_anew(self, files: list[str]) -> None:
        if files:
            self._rooms.seen.write()
        self._tell(files, _("it was made anew"))

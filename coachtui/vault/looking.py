"""One look at a whole vault: every file listed, read, proven and decoded.

It takes no lock. What others save while it looks is no problem, for the order is theirs: what was
known is asked before the files are listed, drafts are listed before records, a generation before is
read ahead of the present one, and the practice, which knows the erasures and the next number, last.
What all of it means is judged elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from coachtui.domain.upkeep import Upkeep
from coachtui.errors import Damaged
from coachtui.language import _
from coachtui.vault import erased_here, private_files
from coachtui.vault.contents import (
    PRACTICE_NAME,
    Contents,
    Facts,
    Unusable,
    draft_name,
    record_name,
)
from coachtui.vault.envelope import Kind, Name, unseal
from coachtui.vault.findings import Fault, Finding
from coachtui.vault.index import Entry
from coachtui.vault.place import INDEX, PRACTICE, PREVIOUS, RECORDS
from coachtui.vault.rooms import Progress, Rooms
from coachtui.vault.sealed_file import SINGLE
from coachtui.vault.states import State
from coachtui.vault.surroundings import Surroundings


class Look:
    """What ``Look(rooms, progress, contents)`` has found, which does all of it at once.

    Records and the practice go by name: the id, or ``practice``. ``known`` are the newest
    generations ever seen, ``present`` what the files hold that count, ``states`` what other whole
    files hold. ``drafts`` are files with the id of the record that each is for,
    without those that are for no client yet.

    Raises:
        OSError: a folder cannot be read.
    """

    def __init__(self, rooms: Rooms, progress: Progress, contents: Contents) -> None:
        self.known = _known(rooms)
        self.around = around = Surroundings(rooms.path)
        self.findings: list[Finding] = list(around.findings)
        self.present: dict[str, Facts | Unusable | None] = {}
        self.states: defaultdict[str, list[State]] = defaultdict(list)
        self.drafts: dict[str, str] = {}
        self._rooms, self._contents, self._progress = rooms, contents, progress
        self._done, self._all = 0, len(around.drafts + around.records + around.in_snapshots) + 3
        self._read_drafts()
        self._read_records()
        self._read_snapshots()
        self._read_index()
        self._read_practice()

    @property
    def upkeep(self) -> Upkeep | None:
        """What was done to the vault as a whole; None if that cannot be read."""
        facts = self.present[PRACTICE]
        return facts.practice.upkeep if isinstance(facts, Facts) and facts.practice else None

    def newest(self, name: str) -> int:
        """The newest generation that there ever was, as far as can be known."""
        return max([self.known.get(name, 0), *(each.generation for each in self.states[name])])

    def whole_records(self) -> Iterator[tuple[str, Facts]]:
        """The ids of the records that can be used, with what they hold."""
        for name, facts in self.present.items():
            if isinstance(facts, Facts) and facts.card:
                yield name, facts

    @property
    def erased_here(self) -> frozenset[str]:
        """Those of whom something lies here, and who were erased on this machine."""
        known = erased_here.known(self._rooms.keys.vault_id)
        return known.among({*self.present, *self.states, *self.drafts.values()} - {PRACTICE})

    @property
    def records(self) -> int:
        """How many records there are, usable or not."""
        return sum(facts is not None for name, facts in self.present.items() if name != PRACTICE)

    def _find(self, fault: Fault, file: str, more: str) -> None:
        self.findings.append(Finding(fault, file, more))

    def _facts(self, file: str, name: Name) -> Facts | Unusable | None:
        """The facts of a file, None if it is not there (any more)."""
        self._step()
        try:
            return self._contents.facts(self.around.path / file, name)
        except FileNotFoundError:
            return None

    def _step(self) -> None:
        self._done += 1
        self._progress(min(self._done, self._all), self._all)

    def _read_drafts(self) -> None:
        for file in self.around.drafts:
            facts = self._facts(file, draft_name(id_of(file)))
            if isinstance(facts, Unusable):
                self._find(Fault.DRAFT, file, facts.reason)
            elif facts and facts.record:
                self.drafts[file] = facts.record

    def _read_records(self) -> None:
        files = set(self.around.records)
        for record_id in {id_of(file) for file in files} | self.known.keys() - {PRACTICE}:
            file, name = f"{RECORDS}/{record_id}", record_name(record_id)
            if file + PREVIOUS in files:
                self._read_previous(record_id, file + PREVIOUS, name)
            facts = self._facts(file, name) if file in files else None
            self.present[record_id] = facts
            if isinstance(facts, Unusable) and facts.swapped:
                self._read_misplaced(file, facts.swapped)

    def _read_previous(self, thing: str, file: str, name: Name) -> None:
        facts = self._facts(file, name)
        if isinstance(facts, Unusable):
            self._find(Fault.PREVIOUS, file, facts.reason)
        elif facts:
            self._remember(thing, file, name, facts)

    def _read_misplaced(self, file: str, really: Name) -> None:
        """Remember the state of another record that lies in the place of this one."""
        facts = self._contents.facts(self.around.path / file, really)
        if really.kind is Kind.RECORD and isinstance(facts, Facts):
            self._remember(really.file_id.hex(), file, really, facts)

    def _read_snapshots(self) -> None:
        for file in reversed(self.around.in_snapshots):
            thing = id_of(file)
            name = PRACTICE_NAME if thing == PRACTICE else record_name(thing)
            facts = self._facts(file, name)
            if isinstance(facts, Unusable):
                self._find(Fault.SNAPSHOT, file, facts.reason)
            elif facts:
                self._remember(thing, file, name, facts)

    def _remember(self, thing: str, file: str, name: Name, facts: Facts) -> None:
        self.states[thing].append(State(file, name, facts.generation, facts.sessions))

    def _read_index(self) -> None:
        self._step()
        try:
            file, _identity = private_files.read(self.around.path / INDEX, anyones=True)
            _generation, content = unseal(self._rooms.keys, Name(Kind.INDEX, SINGLE), file)
            entries = msgspec.json.decode(content, type=list[Entry])
        except FileNotFoundError:
            return
        except Damaged as error:
            self._find(Fault.INDEX, INDEX, str(error))
        except msgspec.DecodeError:
            reason = _("its content does not fit this version of coachtui")
            self._find(Fault.INDEX, INDEX, reason)
        else:
            self._compare_cards(entries)

    def _compare_cards(self, entries: list[Entry]) -> None:
        listed = {(entry.card.id, entry.generation): entry.card for entry in entries}
        for record_id, facts in self.whole_records():
            if listed.get((record_id, facts.generation), facts.card) != facts.card:
                self._find(Fault.INDEX, INDEX, _("it does not show what stands in a record"))
                return

    def _read_practice(self) -> None:
        self._read_previous(PRACTICE, PRACTICE + PREVIOUS, PRACTICE_NAME)
        self.present[PRACTICE] = self._facts(PRACTICE, PRACTICE_NAME)


def _known(rooms: Rooms) -> dict[str, int]:
    rooms.index.refresh()
    rooms.seen.refresh()
    newest = rooms.index.generations()
    for name in rooms.seen.names:
        newest[name] = max(newest.get(name, 0), rooms.seen.generation(name))
    return newest


def id_of(file: str) -> str:
    """The id in the name of a record's or a draft's file, wherever it lies."""
    return file.rpartition("/")[2].removesuffix(PREVIOUS)

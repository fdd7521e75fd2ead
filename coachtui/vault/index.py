"""The index: one card for each record, kept so that the list of clients need not open them all.

It is a cache. The records are the truth: whatever it lacks or has wrong is read from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from coachtui.domain.record import Card, card_of
from coachtui.domain.value import Value
from coachtui.errors import CoachError
from coachtui.vault.envelope import Keys, Kind, Name
from coachtui.vault.place import INDEX
from coachtui.vault.private_files import Identity
from coachtui.vault.records import Records, Stored
from coachtui.vault.sealed_file import SINGLE, SealedFile


class Entry(Value, frozen=True):
    """A card, with the generation and the identity of the file that it was made from."""

    card: Card
    generation: int
    identity: Identity


class Index:
    """The entries as this process knows them; ``damaged`` are the ids of records without a file
    that can be used, whose card is the last one known, if any."""

    def __init__(self, vault: Path, keys: Keys) -> None:
        self._file = SealedFile(vault / INDEX, Name(Kind.INDEX, SINGLE), keys)
        self._read_from: Identity | None = None
        self._entries: dict[str, Entry] = {}
        # Entries are encoded when they change, for every save writes all of them.
        self._encoded: dict[str, msgspec.Raw] = {}
        self._changed: set[str] = set()
        self._cards: tuple[Card, ...] | None = None
        self.damaged: frozenset[str] = frozenset()

    def refresh(self) -> None:
        """Take over what another process wrote since; a file that cannot be used counts for nothing."""
        try:
            if self._file.identity() == self._read_from:
                return
            opened = self._file.read()
            entries = msgspec.json.decode(opened.content, type=list[Entry])
        except (OSError, CoachError, msgspec.DecodeError):
            return
        self._read_from = opened.identity
        for entry in entries:
            if entry.generation >= self.generation(entry.card.id):
                self._put(entry)

    def generation(self, record_id: str) -> int:
        """The newest generation of a record that was ever seen, 0 for none."""
        entry = self._entries.get(record_id)
        return entry.generation if entry else 0

    def generations(self) -> dict[str, int]:
        """The generation of every record that is known, by id."""
        return {record_id: entry.generation for record_id, entry in self._entries.items()}

    def forget(self, record_ids: Collection[str]) -> None:
        """Know records no more that were erased."""
        for record_id in self._entries.keys() & set(record_ids):
            del self._entries[record_id]
            self._encoded.pop(record_id, None)
            self._changed.discard(record_id)
            self._cards = None

    def follow(
        self, records: Records, known: Mapping[str, int], erased: Collection[str] = ()
    ) -> bool:
        """Make every card that of its record as it stands on disk; whether any was not.

        ``known`` holds the generations that were seen before, by the ids of their records: one
        that lies there older than that, or no more, is damaged. Those of ``erased`` are not there,
        whatever a crash left of them.
        """
        found = {name: what for name, what in records.scan().items() if name not in erased}
        if sum(not self._knows(record_id, found[record_id]) for record_id in found) > 1:
            # Another process has seen to them, as likely as not.
            self.refresh()
        damaged = (self._entries.keys() | known.keys()) - found.keys()
        changed = False
        for record_id, identity in found.items():
            if self._knows(record_id, identity):
                if self.generation(record_id) < known.get(record_id, 0):
                    damaged.add(record_id)
                continue
            try:
                before = max(self.generation(record_id), known.get(record_id, 0))
                self.adopt(records.read(record_id, before))
                changed = True
            except (CoachError, OSError):
                damaged.add(record_id)
        self.damaged = frozenset(damaged)
        return changed

    def _knows(self, record_id: str, identity: Identity | None) -> bool:
        """Whether the card of that record was made from the file of that identity."""
        entry = self._entries.get(record_id)
        return entry is not None and entry.identity == identity

    def adopt(self, stored: Stored) -> None:
        """Know ``stored`` as the newest state of its record."""
        opened = stored.opened
        self._put(Entry(card_of(stored.record), opened.generation, opened.identity))

    def _put(self, entry: Entry) -> None:
        self._entries[entry.card.id] = entry
        self._changed.add(entry.card.id)
        self._cards = None

    @contextmanager
    def relinking(self, records: Records) -> Iterator[None]:
        """Let files of records get or lose second names inside; for the holder of the lock.

        Nothing else than that changes them, but it changes their identity: without this, every
        record would have to be read anew for the next list.
        """
        self.refresh()
        before = records.scan()
        yield
        after = records.scan()
        for record_id, entry in self._entries.items():
            was, now = before.get(record_id), after.get(record_id)
            if was and now and entry.identity == was != now and was[:3] == now[:3]:
                self._entries[record_id] = replace(entry, identity=now)
                self._changed.add(record_id)
        if self._changed:
            self.write()

    def write(self, durable: bool = False) -> None:
        """Write the file, for the holder of the lock. What a full disk refuses is rebuilt later."""
        for record_id in self._changed:
            self._encoded[record_id] = msgspec.Raw(msgspec.json.encode(self._entries[record_id]))
        self._changed.clear()
        try:
            entries = list(self._encoded.values())
            self._read_from = self._file.write(entries, generation=1, durable=durable).identity
        except OSError:
            self._read_from = None

    def cards(self) -> tuple[Card, ...]:
        """All cards by code."""
        if self._cards is None:
            cards = (entry.card for entry in self._entries.values())
            self._cards = tuple(sorted(cards, key=lambda card: (len(card.code), card.code)))
        return self._cards

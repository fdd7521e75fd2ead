"""Every state that a loss of power can leave of one save: the record is the old one or the new one.

The system calls of a real save are written down. A model disk then replays every beginning of them,
with every subset of the names that were not synced and every way that unsynced bytes may look.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

import pytest

from coachtui.errors import CoachError
from coachtui.vault import making
from coachtui.vault.envelope import Keys
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE, newcomer, noting

Step = tuple[str, ...]


@dataclass
class Disk:
    """Folders as names to inodes, inodes as bytes; ``bytes_of`` and ``names`` are what is synced."""

    names: dict[str, str]
    bytes_of: dict[str, bytes]
    pending_names: dict[str, list[dict[str, str | None]]] = field(default_factory=dict)
    pending_bytes: dict[str, bytes] = field(default_factory=dict)
    live: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.live = dict(self.names)

    def do(self, step: Step, content: bytes = b"") -> None:
        what, path = step[0], step[1]
        if what == "create":
            self._name({path: path})
            self.pending_bytes[path] = b""
        elif what == "write":
            self.pending_bytes[self.live[path]] += content
        elif what == "sync":
            inode = self.live[path]
            self.bytes_of[inode] = self.pending_bytes.pop(inode)
        elif what == "link":
            self._name({step[2]: self.live[path]})
        elif what == "rename":
            if self.live[path] != self.live.get(step[2]):
                self._name({step[2]: self.live[path], path: None})
        elif what == "unlink":
            self._name({path: None})
        elif what == "sync folder":
            for change in self.pending_names.pop(path, []):
                _apply(self.names, change)

    def _name(self, change: dict[str, str | None]) -> None:
        _apply(self.live, change)
        folder = str(Path(next(iter(change))).parent)
        self.pending_names.setdefault(folder, []).append(change)

    def after_a_crash(self) -> Iterator[dict[str, bytes]]:
        """Every content the folders may have."""
        changes = list(chain.from_iterable(self.pending_names.values()))
        for chosen in _subsets(changes):
            names = dict(self.names)
            for change in chosen:
                _apply(names, change)
            used = [inode for inode in set(names.values()) if inode in self.pending_bytes]
            for looks in product(*(_looks(self.pending_bytes[inode]) for inode in used)):
                content = {**self.bytes_of, **dict(zip(used, looks, strict=True))}
                yield {name: content[inode] for name, inode in names.items()}


def _apply(names: dict[str, str], change: dict[str, str | None]) -> None:
    for name, inode in change.items():
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode


def _subsets(changes: list[Any]) -> Iterable[tuple[Any, ...]]:
    return chain.from_iterable(combinations(changes, n) for n in range(len(changes) + 1))


def _looks(content: bytes) -> tuple[bytes, ...]:
    return b"", content[: len(content) // 2], bytes(len(content)), content


class Notebook:
    """Writes down what a save asks of the system."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[tuple[Step, bytes]] = []
        self._open: dict[int, str] = {}
        for name in ("open", "write", "fsync", "link", "replace", "unlink"):
            monkeypatch.setattr(os, name, self._noting(name, getattr(os, name)))

    def _noting(self, name: str, real: Any) -> Any:
        def call(*words: Any, **more: Any) -> Any:
            done = real(*words, **more)
            getattr(self, f"_{name}_was")(words, done)
            return done

        return call

    def _note(self, *step: str, content: bytes = b"") -> None:
        self.steps.append((step, content))

    def _open_was(self, words: tuple[Any, ...], done: int) -> None:
        self._open[done] = str(words[0])
        if words[1] & os.O_EXCL:
            self._note("create", str(words[0]))

    def _write_was(self, words: tuple[Any, ...], done: int) -> None:
        self._note("write", self._open[words[0]], content=bytes(words[1][:done]))

    def _fsync_was(self, words: tuple[Any, ...], done: None) -> None:
        path = self._open[words[0]]
        self._note("sync folder" if Path(path).is_dir() else "sync", path)

    def _link_was(self, words: tuple[Any, ...], done: None) -> None:
        self._note("link", str(words[0]), str(words[1]))

    def _replace_was(self, words: tuple[Any, ...], done: None) -> None:
        self._note("rename", str(words[0]), str(words[1]))

    def _unlink_was(self, words: tuple[Any, ...], done: None) -> None:
        self._note("unlink", str(words[0]))


@dataclass
class OneSave:
    """A save that was watched: what lay there before, what was asked of the system.

    ``count`` tells from an open vault how much there is: 1 before the save, 2 after it.
    """

    path: Path
    keys: Keys
    before: dict[str, bytes]
    steps: list[tuple[Step, bytes]]
    count: Callable[[Vault], int]

    def states(self, steps: list[tuple[Step, bytes]]) -> Iterator[tuple[bool, dict[str, bytes]]]:
        """Whether the save was told by then, and every state that a crash leaves."""
        for end in range(len(steps) + 1):
            disk = Disk({name: name for name in self.before}, dict(self.before))
            for step, content in steps[:end]:
                disk.do(step, content)
            for state in disk.after_a_crash():
                yield end == len(steps), state

    def put(self, state: dict[str, bytes]) -> Vault:
        """The vault opened in that state."""
        for each in self.path.parent.rglob("*"):
            if each.is_file():
                each.unlink()
        for name, content in state.items():
            Path(name).write_bytes(content)
            Path(name).chmod(0o600)
        return Vault(self.path, self.keys)

    def broken(self, steps: list[tuple[Step, bytes]]) -> tuple[int, int]:
        """How many states there are, and in how many something is lost."""
        states = lost = 0
        for told, state in self.states(steps):
            states += 1
            try:
                lost += self.count(self.put(state)) not in ((2,) if told else (1, 2))
            except (CoachError, AssertionError):
                lost += 1
        return states, lost


def sessions(vault: Vault) -> int:
    """How many sessions the only client has, after it was seen that all goes on."""
    cards = vault.cards()
    assert len(cards) == 1
    assert not vault.damaged
    card = cards[0]
    assert len(vault.load(card.id).sessions) == card.sessions
    assert len(vault.update(card.id, noting("later")).sessions) == card.sessions + 1
    return card.sessions


def clients(vault: Vault) -> int:
    """How many clients there are, after it was seen that the next one gets a code of its own."""
    codes = [card.code for card in vault.cards()]
    assert not vault.damaged
    assert vault.add(newcomer).client.code not in codes
    return len(codes)


def watched(vault: Vault, act: Callable[[], object], count: Callable[[Vault], int]) -> OneSave:
    path = vault.path
    _genuine, keys = making.unlock(path, PASSPHRASE)
    disk = path.parent  # with the state folder, which a crash leaves in any state too
    before = {str(each): each.read_bytes() for each in disk.rglob("*") if each.is_file()}
    with pytest.MonkeyPatch.context() as monkeypatch:
        notebook = Notebook(monkeypatch)
        act()
    steps = [(step, content) for step, content in notebook.steps if str(disk) in step[1]]
    return OneSave(path, keys, before, steps, count)


@pytest.fixture
def save(vault: Vault, only: str) -> OneSave:
    vault.update(only, noting("a"))
    return watched(vault, lambda: vault.update(only, noting("b")), sessions)


def test_no_crash_state_of_a_save_loses_anything(save: OneSave) -> None:
    states, lost = save.broken(save.steps)
    assert states > 50
    assert lost == 0


def test_no_crash_state_of_a_new_client_loses_anything(vault: Vault) -> None:
    save = watched(vault, lambda: vault.add(newcomer), clients)
    states, lost = save.broken(save.steps)
    assert states > 80
    assert lost == 0


def _without(steps: list[tuple[Step, bytes]], what: str) -> list[tuple[Step, bytes]]:
    return [each for each in steps if each[0][0] != what]


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_a_save_that_leaves_out_a_sync_would_be_caught(save: OneSave, what: str) -> None:
    _states, lost = save.broken(_without(save.steps, what))
    assert lost > 0


def test_a_save_that_removes_before_it_creates_would_be_caught(save: OneSave) -> None:
    steps = save.steps
    at = next(
        place
        for place, (step, _content) in enumerate(steps)
        if step[0] == "rename" and not step[2].endswith(".prev")
    )
    _states, lost = save.broken([*steps[:at], (("unlink", steps[at][0][2]), b""), *steps[at:]])
    assert lost > 0


def test_the_save_replayed_whole_is_the_save(save: OneSave) -> None:
    disk = save.path.parent
    now = {str(each): each.read_bytes() for each in disk.rglob("*") if each.is_file()}
    *_, (told, state) = save.states(save.steps)
    assert told
    assert state == now

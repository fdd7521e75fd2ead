"""Every state that a loss of power can leave of something the program does to the disk.

The system calls of the real thing are written down. A model disk then replays every beginning of
them, with every subset of the names that were not synced and every way that unsynced bytes may look.
What such a state has to be is told by whoever watches: a number from ``look``, which opens it.
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
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE

Step = tuple[str, ...]
Steps = list[tuple[Step, bytes]]
State = dict[str, bytes]


@dataclass
class Disk:
    """Folders as names to inodes, inodes as bytes; ``bytes_of`` and ``names`` are what is synced."""

    names: dict[str, str]
    bytes_of: dict[str, bytes]
    pending_names: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
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
            for folder, change in self.pending_names:
                if folder == path:
                    _apply(self.names, change)
            self.pending_names = [each for each in self.pending_names if each[0] != path]

    def _name(self, change: dict[str, str | None]) -> None:
        _apply(self.live, change)
        folder = str(Path(next(iter(change))).parent)
        self.pending_names.append((folder, change))

    def after_a_crash(self, last: int | None = None) -> Iterator[dict[str, bytes]]:
        """Every content the folders may have.

        With ``last`` only that many of the unsynced names are there or not in every combination;
        those before are all there, or none is.
        """
        changes = [change for _folder, change in self.pending_names]
        early = changes[:-last] if last else []
        late = changes[len(early) :]
        for chosen in subsets(late):
            yield from self._with([*early, *chosen])
            if early:
                yield from self._with(chosen)

    def _with(self, chosen: Iterable[dict[str, str | None]]) -> Iterator[dict[str, bytes]]:
        names = dict(self.names)
        for change in chosen:
            _apply(names, change)
        used = [inode for inode in set(names.values()) if inode in self.pending_bytes]
        for contents in product(*(looks(self.pending_bytes[inode]) for inode in used)):
            content = {**self.bytes_of, **dict(zip(used, contents, strict=True))}
            yield {name: content[inode] for name, inode in names.items()}


def _apply(names: dict[str, str], change: dict[str, str | None]) -> None:
    for name, inode in change.items():
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode


def subsets(changes: list[Any]) -> Iterable[tuple[Any, ...]]:
    return chain.from_iterable(combinations(changes, n) for n in range(len(changes) + 1))


def looks(content: bytes) -> tuple[bytes, ...]:
    return b"", content[: len(content) // 2], bytes(len(content)), content


class Notebook:
    """Writes down what is asked of the system."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: Steps = []
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
class Watched:
    """Something that was watched: what lay in ``folder`` before, what was asked of the system.

    ``look`` opens the vault at ``path`` and says how it stands: 1 as before, 2 as after, or another
    number for something between. Whatever it raises means that something is lost.
    """

    path: Path
    folder: Path
    before: dict[str, bytes]
    steps: Steps
    look: Callable[[Path], int]

    def states(self, steps: Steps, last: int | None = None) -> Iterator[tuple[bool, State]]:
        """Whether it was told to be done by then, and every state that a crash leaves."""
        for end in range(len(steps) + 1):
            for state in self.disk_after(steps[:end]).after_a_crash(last):
                yield end == len(steps), state

    def disk_after(self, steps: Steps) -> Disk:
        """The model disk once ``steps`` were asked of it."""
        disk = Disk({name: name for name in self.before}, dict(self.before))
        for step, content in steps:
            disk.do(step, content)
        return disk

    def put(self, state: State) -> None:
        """Let the disk be in that state."""
        for each in self.folder.rglob("*"):
            if each.is_file():
                each.unlink()
        for name, content in state.items():
            Path(name).write_bytes(content)
            Path(name).chmod(0o600)

    def broken(
        self, steps: Steps, between: tuple[int, ...] = (1, 2), last: int | None = None
    ) -> tuple[int, int]:
        """How many states there are, and in how many something is lost.

        Until it was told to be done, ``look`` may say one of ``between``, and then 2.
        """
        seen: set[tuple[bool, frozenset[tuple[str, bytes]]]] = set()
        lost = 0
        for told, state in self.states(steps, last):
            known = told, frozenset(state.items())
            if known in seen:
                continue
            seen.add(known)
            self.put(state)
            try:
                lost += self.look(self.path) not in ((2,) if told else between)
            except (CoachError, AssertionError):
                lost += 1
        return len(seen), lost


def watched(
    path: Path, act: Callable[[], object], look: Callable[[Path], int], folder: Path | None = None
) -> Watched:
    """``act``, watched in ``folder``: that of the vault and of what the machine knows of it, unless told."""
    # The state folder lies beside the vault in tests, and a crash leaves it in any state too.
    folder = folder or path.parent
    before = content_of(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        notebook = Notebook(monkeypatch)
        act()
    steps = [(step, content) for step, content in notebook.steps if str(folder) in step[1]]
    return Watched(path, folder, before, steps, look)


def counting(path: Path, count: Callable[[Vault], int]) -> Callable[[Path], int]:
    """What tells from the files at ``path`` how much there is: 1 before the save, 2 after it."""
    _genuine, keys = making.unlock(path, PASSPHRASE)
    return lambda path: count(Vault(path, keys))


def content_of(folder: Path) -> State:
    """Every file below ``folder``."""
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def without(steps: Steps, what: str) -> Steps:
    """``steps`` without those of one kind."""
    return [each for each in steps if each[0][0] != what]

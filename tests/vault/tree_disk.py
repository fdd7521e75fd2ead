"""A model disk with folders that are made, renamed and removed, for operations on more than one file.

What it does not model stands in ``test_crash_states``: how bytes that were not synced may look.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coachtui.errors import CoachError
from tests.vault.crash import Notebook, Step, looks, subsets

Steps = list[tuple[Step, bytes]]
Names = dict[str, dict[str, str]]
Change = tuple[str, dict[str, str | None]]


class State(NamedTuple):
    """What a crash leaves: every folder, and every file with its bytes."""

    folders: frozenset[Path]
    files: dict[Path, bytes]


class TreeNotebook(Notebook):
    """Writes down what happens to folders as well."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(monkeypatch)
        for name in ("mkdir", "rename", "rmdir"):
            monkeypatch.setattr(os, name, self._noting(name, getattr(os, name)))

    def _mkdir_was(self, words: tuple[Any, ...], done: None) -> None:
        self._note("mkdir", str(words[0]))

    def _rename_was(self, words: tuple[Any, ...], done: None) -> None:
        self._note("rename", str(words[0]), str(words[1]))

    def _rmdir_was(self, words: tuple[Any, ...], done: None) -> None:
        self._note("unlink", str(words[0]))


class Tree:
    """Folders by inode, each with its names; ``_names`` is what is synced, ``_live`` what is seen."""

    def __init__(self, root: Path, before: State) -> None:
        self._root = root
        self._live: Names = {str(folder): {} for folder in (root, *before.folders)}
        self._bytes: dict[str, bytes] = {}
        for folder in before.folders:
            self._live[str(folder.parent)][folder.name] = str(folder)
        for file, content in before.files.items():
            self._live[str(file.parent)][file.name] = str(file)
            self._bytes[str(file)] = content
        self._names = _copy(self._live)
        self._pending: list[Change] = []
        self._unsynced: dict[str, bytes] = {}
        self._made = 0

    def do(self, step: Step, content: bytes = b"") -> None:
        what, path = step[0], Path(step[1])
        if what in ("create", "mkdir"):
            self._made += 1
            inode = f"{path} {self._made}"
            if what == "create":
                self._unsynced[inode] = b""
            else:
                self._live[inode] = {}
                self._names[inode] = {}
            self._change(path.parent, {path.name: inode})
        elif what == "write":
            inode = self._inode(path)
            self._unsynced[inode] = self._unsynced.get(inode, b"") + content
        elif what == "sync":
            inode = self._inode(path)
            if inode in self._unsynced:
                self._bytes[inode] = self._unsynced.pop(inode)
        elif what == "link":
            self._change(Path(step[2]).parent, {Path(step[2]).name: self._inode(path)})
        elif what == "rename":
            self._rename(path, Path(step[2]))
        elif what == "unlink":
            self._change(path.parent, {path.name: None})
        elif what == "sync folder":
            self._sync(self._inode(path))

    def _rename(self, old: Path, new: Path) -> None:
        assert old.parent == new.parent
        names = self._live[self._inode(old.parent)]
        if names[old.name] != names.get(new.name):
            self._change(old.parent, {new.name: names[old.name], old.name: None})

    def _inode(self, path: Path) -> str:
        inode = str(self._root)
        for name in path.relative_to(self._root).parts:
            inode = self._live[inode][name]
        return inode

    def _change(self, folder: Path, change: dict[str, str | None]) -> None:
        inode = self._inode(folder)
        _apply(self._live, (inode, change))
        self._pending.append((inode, change))

    def _sync(self, folder: str) -> None:
        for change in [each for each in self._pending if each[0] == folder]:
            _apply(self._names, change)
        self._pending = [each for each in self._pending if each[0] != folder]

    def now(self) -> State:
        """What is seen without a crash."""
        return self._state(self._live, {**self._bytes, **self._unsynced})

    def after_a_crash(self) -> Iterator[State]:
        """Every state that a loss of power may leave."""
        for chosen in subsets(self._pending):
            names = _copy(self._names)
            for change in chosen:
                _apply(names, change)
            reached = {inode for folder in names.values() for inode in folder.values()}
            used = sorted(reached & self._unsynced.keys())
            for contents in product(*(looks(self._unsynced[inode]) for inode in used)):
                yield self._state(names, {**self._bytes, **dict(zip(used, contents, strict=True))})

    def _state(self, names: Names, content: dict[str, bytes]) -> State:
        folders, files = set(), {}
        left = [(self._root, str(self._root))]
        while left:
            path, inode = left.pop()
            for name, inside in names[inode].items():
                if inside in names:
                    folders.add(path / name)
                    left.append((path / name, inside))
                else:
                    files[path / name] = content[inside]
        return State(frozenset(folders), files)


def _copy(names: Names) -> Names:
    return {inode: dict(inside) for inode, inside in names.items()}


def _apply(names: Names, change: Change) -> None:
    inode, inside = change
    for name, target in inside.items():
        if target is None:
            names[inode].pop(name, None)
        else:
            names[inode][name] = target


def state_of(root: Path) -> State:
    """What lies below ``root`` now."""
    everything = list(root.rglob("*"))
    return State(
        frozenset(each for each in everything if each.is_dir()),
        {each: each.read_bytes() for each in everything if each.is_file()},
    )


def put(root: Path, state: State) -> None:
    """Make ``state`` what lies below ``root``."""
    for each in sorted(root.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    for folder in sorted(state.folders):
        folder.mkdir(mode=0o700)
    for file, content in state.files.items():
        file.write_bytes(content)
        file.chmod(0o600)


def _raises(whole: Callable[[bool], object], told: bool) -> bool:
    try:
        whole(told)
    except (AssertionError, CoachError, OSError):
        return True
    return False


class Operation(NamedTuple):
    """An operation that was watched: what lay below ``root`` before, what was asked of the system."""

    root: Path
    before: State
    steps: Steps
    after: State

    def states(self, steps: Steps) -> Iterator[tuple[bool, State]]:
        """Whether it was told to be done by then, and every state that a crash leaves, the last first."""
        for end in reversed(range(len(steps) + 1)):
            tree = Tree(self.root, self.before)
            for step, content in steps[:end]:
                tree.do(step, content)
            for state in tree.after_a_crash():
                yield end == len(steps), state

    def broken(self, whole: Callable[[bool], object]) -> tuple[int, int]:
        """How many states there are, and in how many ``whole`` raises an error."""
        found = list(self._tried(whole, self.steps))
        return len(found), found.count(True)

    def caught(self, whole: Callable[[bool], object], steps: Steps) -> bool:
        """Whether ``whole`` raises an error in some state that other ``steps`` leave."""
        return any(self._tried(whole, steps))

    def _tried(self, whole: Callable[[bool], object], steps: Steps) -> Iterator[bool]:
        """For each state, the same ones once, whether ``whole`` raises an error in it."""
        seen = set()
        for told, state in self.states(steps):
            key = (told, state.folders, frozenset(state.files.items()))
            if key not in seen:
                seen.add(key)
                put(self.root, state)
                yield _raises(whole, told)

    def without(self, *kinds: str) -> Steps:
        """The steps with those of some kinds left out."""
        return [each for each in self.steps if each[0][0] not in kinds]

    def leaving_alone(self, file: Path) -> Operation:
        """The same operation, without what it did to one file."""
        names = {step[1] for step, _content in self.steps if step[-1] == str(file)}
        return self._replace(steps=[each for each in self.steps if each[0][1] not in names])

    def replayed(self) -> State:
        """What the model says of all steps done, without a crash."""
        tree = Tree(self.root, self.before)
        for step, content in self.steps:
            tree.do(step, content)
        return tree.now()


def watched(root: Path, act: Callable[[], object]) -> Operation:
    """``act`` done, and written down."""
    before = state_of(root)
    with pytest.MonkeyPatch.context() as monkeypatch:
        notebook = TreeNotebook(monkeypatch)
        act()
    steps = [each for each in notebook.steps if str(root) in each[0][1]]
    return Operation(root, before, steps, state_of(root))

"""Commands and their keys as plain values: the screens know them, the command line prints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from coachtui.config import Config


class Listed(NamedTuple):
    """One command: ``keys`` and ``usual`` as they are written in ``config.toml``, the rest translated.

    ``usual`` are the keys that it has where nothing is configured.
    """

    screen: str
    id: str
    keys: tuple[str, ...]
    usual: tuple[str, ...]
    sentence: str

    @property
    def changed(self) -> bool:
        """Whether a key set or ``[keys]`` gave it other keys."""
        return self.keys != self.usual


class KeyProblem(NamedTuple):
    """Why the command ``id`` does not have the keys that ``[keys]`` gives it, in a sentence."""

    id: str
    message: str


class KeyList(NamedTuple):
    """All commands, screen by screen, and what of the configuration could not be done."""

    key_set: str
    commands: tuple[Listed, ...]
    problems: tuple[KeyProblem, ...]


List = Callable[[Config], KeyList]
"""Gives all commands with the keys that a configuration means."""

"""Every screen there is, with the commands that can work on it, found without showing any.

It takes all screens to be imported, which no start waits for unless the configuration has keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from typing import Any

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.screen import ModalScreen

from coachtui.tui import screens
from coachtui.tui.app import CoachApp
from coachtui.tui.key_sets import Keymap
from coachtui.tui.keymap import NO_KEY, remapped
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import TextInput

Pair = frozenset[str]
"""Two commands by their ids."""

WIDGETS: tuple[type[DOMNode], ...] = (RowList, DocumentView, Choice, NoteArea)
"""The widgets that have commands of their own while they have the focus."""


@cache
def all_screens() -> tuple[type[CoachScreen[Any]], ...]:
    """The classes of all screens and dialogs, in the order in which their modules are named."""
    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    found = dict.fromkeys(_below(CoachScreen))
    ours = (each for each in found if each.__module__.startswith(f"{screens.__name__}."))
    return tuple(sorted(ours, key=lambda each: each.__module__))


def _below(screen: type[CoachScreen[Any]]) -> Iterator[type[CoachScreen[Any]]]:
    for each in screen.__subclasses__():
        yield each
        yield from _below(each)


def widgets_on(screen: type[CoachScreen[Any]]) -> tuple[type[DOMNode], ...]:
    """Which widgets with commands of their own can stand on ``screen``."""
    of_text = (Choice, NoteArea) if screen.takes_text else ()
    lists = (RowList,) if screen.has_list and not screen.takes_text else ()
    return (*of_text, *lists, *((DocumentView,) if screen.has_document else ()))


@cache
def bindings_of(node: type[DOMNode]) -> tuple[Binding, ...]:
    """The bindings of commands that ``node`` declares or inherits."""
    return tuple(binding for _key, binding in node._merged_bindings or BindingsMap() if binding.id)


def together(screen: type[CoachScreen[Any]], keymap: Keymap) -> dict[str, set[str]]:
    """Which commands have each key on ``screen``."""
    found: dict[str, set[str]] = {}
    nodes: tuple[type[DOMNode], ...] = (screen, *widgets_on(screen), CoachApp)
    for node in nodes:
        for key, binding in remapped(node, keymap):
            # Of the app's commands, only those that win work under a dialog.
            beneath = node is CoachApp and issubclass(screen, ModalScreen) and not binding.priority
            if binding.id and key != NO_KEY and not beneath:
                found.setdefault(key, set()).add(binding.id)
    return found


@cache
def alternatives() -> frozenset[Pair]:
    """Pairs that share a key as they are declared: only one of the two works at a time."""
    return frozenset(pair for _key, pair in shared({}))


def shared(keymap: Keymap) -> Iterator[tuple[str, Pair]]:
    """Every pair of commands that have a key in common on one screen, with that key."""
    seen: set[tuple[str, Pair]] = set()
    for screen in all_screens():
        for key, ids in together(screen, keymap).items():
            for pair in map(frozenset, combinations(sorted(ids), 2)):
                if (key, pair) not in seen:
                    seen.add((key, pair))
                    yield key, pair


def clashes(keymap: Keymap) -> list[tuple[str, Pair]]:
    """The pairs that can work on the same screen at once and have a key in common."""
    return [(key, pair) for key, pair in shared(keymap) if pair not in alternatives()]


@cache
def where_text_is_typed() -> frozenset[str]:
    """The commands of screens where a text field has the focus: no letter reaches them there."""
    return _ids(screen for screen in all_screens() if screen.takes_text)


@cache
def that_win() -> frozenset[str]:
    """The commands that work while a text field has the focus, before it gets the key."""
    nodes = (*all_screens(), CoachApp)
    return frozenset(
        binding.id or "" for node in nodes for binding in bindings_of(node) if binding.priority
    )


@cache
def keys_of_text() -> frozenset[str]:
    """The keys that a line of text takes for itself, letters and signs aside."""
    bindings = TextInput._merged_bindings or BindingsMap()
    return frozenset(bindings.key_to_bindings)


def _ids(nodes: Iterable[type[DOMNode]]) -> frozenset[str]:
    return frozenset(binding.id or "" for node in nodes for binding in bindings_of(node))

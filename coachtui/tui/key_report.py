"""What of the configured keys can be done, and the list of all commands with their keys."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

from coachtui.config import Config
from coachtui.key_list import KeyList, KeyProblem, Listed
from coachtui.language import _
from coachtui.tui import every_command
from coachtui.tui.app import CoachApp
from coachtui.tui.key_names import printable, read_key, spoken_key, written_key
from coachtui.tui.key_sets import SETS, Keymap
from coachtui.tui.keymap import ALWAYS

_OF_FIELDS = frozenset(
    [
        "enter",
        "tab",
        "shift+tab",
        "backspace",
        "delete",
        "insert",
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
    ]
)
"""Keys of which no command may rob a text field."""


def settled(config: Config) -> tuple[Keymap, tuple[KeyProblem, ...]]:
    """The keys that are in force with ``config``, and what of it could not be done.

    A command whose keys clash, or cannot be, keeps those of the set.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    problems = []
    for id, written in config.keys.items():
        keys, problem = _read(id, written)
        if problem:
            problems.append(KeyProblem(id, problem))
        else:
            wanted[id] = keys
    basis = SETS[config.key_set]
    # What is taken back may clash in its turn.
    while found := every_command.clashes({**basis, **wanted}):
        for key, pair in found:
            for id in sorted(pair & wanted.keys()):
                problems.append(KeyProblem(id, _clash(id, pair, key)))
                del wanted[id]
    return {**basis, **wanted}, tuple(problems)


def _clash(id: str, pair: frozenset[str], key: str) -> str:
    (other,) = pair - {id}
    told = _("“{id}” cannot have {key}: on one screen with it, “{other}” has that key.")
    return told.format(id=id, key=spoken_key(key), other=other)


def _read(id: str, written: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The keys by Textual's names, or what is wrong with them in a sentence."""
    known = {listed.id for listed in _commands({})}
    if id not in known:
        near = difflib.get_close_matches(id, known, 1, 0.5)
        if near:
            return (), _("There is no command “{id}”. Did you mean “{near}”?").format(
                id=id, near=near[0]
            )
        return (), _("There is no command “{id}”.").format(id=id)
    keys = tuple(dict.fromkeys(map(read_key, written)))
    for key, name in zip(map(read_key, written), written, strict=True):
        if not key:
            return (), _("“{id}” cannot have “{key}”: there is no such key.").format(
                id=id, key=name
            )
        if key in ALWAYS.values() and ALWAYS.get(id) != key:
            return (), _("“{id}” cannot have {key}: it stays what it is on every screen.").format(
                id=id, key=spoken_key(key)
            )
        if id in every_command.that_win() and key in _OF_FIELDS:
            return (), _("“{id}” cannot have {key}: text fields need that key.").format(
                id=id, key=spoken_key(key)
            )
    if id in ALWAYS:
        keys = (*(key for key in keys if key != ALWAYS[id]), ALWAYS[id])
    needs_one = bool(keys) or id == "app.palette"
    if needs_one and _typed_over(id) and all(map(_is_text, keys)):
        told = _("“{id}” needs a key that a text field does not take for itself, such as Ctrl+T.")
        return (), told.format(id=id)
    return keys, ""


def _typed_over(id: str) -> bool:
    return id in every_command.that_win() | every_command.where_text_is_typed()


def _is_text(key: str) -> bool:
    return printable(key) or key in every_command.keys_of_text()


def listed(config: Config) -> KeyList:
    """All commands, screen by screen, with the keys that they have with ``config``."""
    keymap, problems = settled(config)
    return KeyList(config.key_set, tuple(_commands(keymap)), problems)


def _commands(keymap: Keymap) -> list[Listed]:
    """Every command once, beside those of its kind: its id begins with the name of the kind."""
    found: dict[str, tuple[str, Binding, list[str]]] = {}
    for node in _nodes():
        for binding in every_command.bindings_of(node):
            assert binding.id, "only commands are given"
            _title, _first, keys = found.setdefault(
                binding.id, (node.BINDING_GROUP_TITLE or "", binding, [])
            )
            if binding.key not in keys:
                keys.append(binding.key)
    kinds = list(dict.fromkeys(_kind(id) for id in found))
    titles: dict[str, str] = {}
    for id, (title, _first, _keys) in found.items():
        titles.setdefault(_kind(id), title)
    return [
        Listed(
            screen=_(titles[_kind(id)]),
            id=id,
            keys=tuple(map(written_key, keymap.get(id, tuple(usual)))),
            usual=tuple(map(written_key, usual)),
            sentence=_(binding.tooltip),
        )
        for id, (_title, binding, usual) in sorted(
            found.items(), key=lambda each: kinds.index(_kind(each[0]))
        )
    ]


def _kind(id: str) -> str:
    return id.partition(".")[0]


def _nodes() -> Iterator[type[DOMNode]]:
    """Whatever declares commands, what is most general first."""
    yield CoachApp
    for screen in every_command.all_screens():
        yield from (base for base in reversed(screen.__mro__) if _declares(base))
    yield from every_command.WIDGETS


def _declares(node: type) -> bool:
    return issubclass(node, DOMNode) and "BINDINGS" in vars(node)

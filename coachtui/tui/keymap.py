"""The keys in force: those that the screens declare, but for what the person has other keys for.

Textual has a keymap of its own. It takes a key away from every command that shares it with the one
that is given another (``y`` is yes and, on a signed agreement, give again), and knows of no command
without a key; so the bindings of each node are made here, before it takes any key.
"""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from coachtui.tui.key_names import printable, spoken_key
from coachtui.tui.key_sets import Keymap

NO_KEY = ""
"""Stands for the key of a command that has none: the palette still runs it."""

ALWAYS = {"app.quit": "ctrl+q", "app.help": "f1"}
"""Keys that these commands keep whatever else they are given, so that nobody is lost."""

_declared: dict[str, tuple[str, ...]] = {}
_in_force: Keymap = {}
_of_class: dict[type[DOMNode], BindingsMap] = {}


def declare(id: str, keys: str) -> None:
    """Remember the keys that a screen or widget declares for the command ``id``."""
    known = _declared.get(id, ())
    _declared[id] = known + tuple(each for each in keys.split(",") if each not in known)


def use(keymap: Keymap) -> None:
    """Let the keys of ``keymap`` be in force, for every node that is made from now on."""
    global _in_force
    _in_force = keymap
    _of_class.clear()


def bindings_for(node: type[DOMNode]) -> BindingsMap:
    """The bindings of a node of that class, with the keys in force."""
    known = _of_class.get(node)
    if known is None:
        known = _of_class[node] = remapped(node, _in_force)
    return known.copy()


def remapped(node: type[DOMNode], keymap: Keymap) -> BindingsMap:
    """The bindings of a node of that class, with the keys of ``keymap``."""
    bindings = node._merged_bindings or BindingsMap()
    found: dict[str, list[Binding]] = {}
    placed: set[str] = set()
    for declared, binding in bindings:
        id = binding.id or ""
        keys: tuple[str, ...] = (declared,)
        if id in keymap:
            keys = () if id in placed else keymap[id] or (NO_KEY,)
            placed.add(id)
        for key in keys:
            # A letter that wins would be missing in every text.
            wins = binding.priority and not printable(key)
            found.setdefault(key, []).append(replace(binding, key=key, priority=wins))
    return BindingsMap.from_keys(found)


def key_of(id: str) -> str:
    """The first key of the command ``id``, as it is named in a sentence.

    For one that has none it is the palette's, which runs every command by its name.
    """
    keys = _in_force.get(id, _declared[id]) or _in_force.get(
        "app.palette", _declared["app.palette"]
    )
    return spoken_key(keys[0])


def with_keys(message: str, **values: object) -> str:
    """A translated ``message`` with keys in it: ``{client_note}`` is that of the command ``client.note``.

    ``values`` stand for what else has its place in the message.
    """
    return message.format_map(_Keys(values))


class _Keys(dict[str, object]):
    """Values by their names; what is not among them is the key of a command."""

    def __missing__(self, name: str) -> str:
        return key_of(name.replace("_", ".", 1))

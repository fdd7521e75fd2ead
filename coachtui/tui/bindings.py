"""One list of commands: the bindings of a screen feed its footer, its help and the palette.

A binding that a person may want to know of is made with :func:`shown` or :func:`hidden`: it has an
id, a label of one or two words for the footer, and a sentence for help and palette. Both are message
ids marked with ``N_`` and translated here, when they are drawn. Bindings without an id stay unseen.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.screen import Screen

from coachtui.language import _

# What stands on the keys, on a Norwegian keyboard too; only the space bar has no name on it.
_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}


def shown(
    id: str, keys: str, action: str, label: str, sentence: str, *, wins: bool = False
) -> Binding:
    """A binding that the footer shows, too. One that ``wins`` works while a text field has the focus."""
    return Binding(keys, action, label, tooltip=sentence, id=id, priority=wins)


def hidden(
    id: str, keys: str, action: str, label: str, sentence: str, *, wins: bool = False
) -> Binding:
    """A binding that only help and palette name."""
    return Binding(keys, action, label, tooltip=sentence, id=id, priority=wins, show=False)


class Command(NamedTuple):
    """Something a person can do here: ``keys`` as shown, ``label`` and ``sentence`` translated."""

    id: str
    keys: tuple[str, ...]
    label: str
    sentence: str
    action: str
    node: DOMNode
    show: bool
    key: str
    """The first key by Textual's name, to press it for the person."""


def shown_key(key: str) -> str:
    """A key as people write it: ``ctrl+s`` is ``^S``, ``question_mark`` is ``?``."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if key.startswith("shift+"):
        return "Shift+" + shown_key(key.removeprefix("shift+"))
    if key == "space":
        return _("Space")
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


def commands_of(node: DOMNode) -> list[Command]:
    """The commands bound on ``node`` itself that it allows now, in their order of declaration."""
    bindings: BindingsMap = node._bindings
    return _merged((binding, node) for _key, binding in bindings if _allowed(node, binding))


def working_commands(screen: Screen[object]) -> list[Command]:
    """The commands whose keys work on ``screen`` at this moment, the focus considered."""
    active = screen.active_bindings.values()
    return _merged((each.binding, each.node) for each in active if each.enabled)


def groups_of(screen: Screen[object]) -> list[tuple[str, list[Command]]]:
    """All commands of ``screen`` for its help: its own, those of what has the focus, the app's."""
    chain: list[DOMNode] = [screen]
    if screen.focused is not None:
        chain.extend(node for node in screen.focused.ancestors_with_self if node is not screen)
    if screen.app not in chain:
        chain.append(screen.app)
    groups = []
    for node in chain:
        found = commands_of(node)
        if found:
            title = node.BINDING_GROUP_TITLE
            groups.append((_(title) if title else "", found))
    return groups


def _allowed(node: DOMNode, binding: Binding) -> bool:
    name, _paren, _rest = binding.action.rpartition(".")[2].partition("(")
    return bool(node.check_action(name, ()))


def _merged(bindings: object) -> list[Command]:
    """One command for each id, with all its keys."""
    found: dict[str, Command] = {}
    for binding, node in bindings:  # type: ignore[attr-defined]
        if not binding.id:
            continue
        known = found.get(binding.id)
        key = binding.key_display or shown_key(binding.key)
        if known is None:
            found[binding.id] = Command(
                id=binding.id,
                keys=(key,),
                label=_(binding.description),
                sentence=_(binding.tooltip),
                action=binding.action,
                node=node,
                show=binding.show,
                key=binding.key,
            )
        else:
            found[binding.id] = known._replace(keys=(*known.keys, key))
    return list(found.values())

"""One list of commands: the bindings of a screen feed its footer, its help and the palette.

A binding that a person may want to know of is made with :func:`shown` or :func:`hidden`: it has an
id, a label of one or two words for the footer, and a sentence for help and palette. Both are message
ids marked with ``N_`` and translated here, when they are drawn. Bindings without an id stay unseen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.screen import Screen

from coachtui.language import _
from coachtui.tui.key_names import shown_key
from coachtui.tui.keymap import NO_KEY, declare


def shown(
    id: str, keys: str, action: str, label: str, sentence: str, *, wins: bool = False
) -> Binding:
    """A binding that the footer shows, too.

    One that ``wins`` works while a text field has the focus, and under a dialog if it is the app's;
    but not with a letter or sign.
    """
    declare(id, keys)
    return Binding(keys, action, label, tooltip=sentence, id=id, priority=wins)


def hidden(
    id: str, keys: str, action: str, label: str, sentence: str, *, wins: bool = False
) -> Binding:
    """A binding that only help and palette name."""
    declare(id, keys)
    return Binding(keys, action, label, tooltip=sentence, id=id, priority=wins, show=False)


class Command(NamedTuple):
    """Something a person can do here: ``keys`` as shown, ``label`` and ``sentence`` translated.

    A command that was left without a key has none of ``keys``; the palette runs it.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    sentence: str
    action: str
    node: DOMNode
    show: bool
    key: str
    """The first key by Textual's name, to press it for the person."""


@runtime_checkable
class Describing(Protocol):
    """A node with a command that does not do the same everywhere."""

    def described(self, command: Command) -> Command:
        """``command`` with the sentence that is true here."""


def commands_of(node: DOMNode, winning: bool = False) -> list[Command]:
    """The commands bound on ``node`` itself that it allows now, in their order of declaration.

    With ``winning`` only those whose keys work under a dialog too.
    """
    bindings: BindingsMap = node._bindings
    found = _merged(
        (binding, node)
        for _key, binding in bindings
        if (binding.priority or not winning) and _allowed(node, binding)
    )
    return [*map(node.described, found)] if isinstance(node, Describing) else found


def working_commands(screen: Screen[object]) -> list[Command]:
    """The commands whose keys work on ``screen`` at this moment, the focus considered."""
    active = screen.active_bindings.values()
    found = _merged(
        (each.binding, each.node) for each in active if each.enabled and each.binding.key != NO_KEY
    )
    # Textual leaves the app's own out under a dialog, also those that win and work there.
    beneath = commands_of(screen.app, winning=True) if screen.is_modal else []
    return found + [each for each in beneath if each.keys]


def groups_of(screen: Screen[object]) -> list[tuple[str, list[Command]]]:
    """All commands of ``screen`` for its help: its own, those of what has the focus, the app's."""
    chain: list[DOMNode] = [screen]
    if screen.focused is not None:
        chain.extend(node for node in screen.focused.ancestors_with_self if node is not screen)
    if screen.app not in chain:
        chain.append(screen.app)
    groups = []
    for node in chain:
        found = commands_of(node, winning=screen.is_modal and node is screen.app)
        if found:
            # What every screen has is what one looks for last.
            found.sort(key=lambda each: each.id.startswith("screen."))
            title = node.BINDING_GROUP_TITLE
            groups.append((_(title) if title else "", found))
    return groups


def _allowed(node: DOMNode, binding: Binding) -> bool:
    where, _dot, action = binding.action.rpartition(".")
    name, _paren, _rest = action.partition("(")
    return bool((node.app if where == "app" else node).check_action(name, ()))


def _merged(bindings: Iterable[tuple[Binding, DOMNode]]) -> list[Command]:
    """One command for each id, with all its keys."""
    found: dict[str, Command] = {}
    for binding, node in bindings:
        if not binding.id:
            continue
        known = found.get(binding.id)
        keys = (shown_key(binding.key),) if binding.key != NO_KEY else ()
        if known is None:
            found[binding.id] = Command(
                id=binding.id,
                keys=keys,
                label=_(binding.description),
                sentence=_(binding.tooltip),
                action=binding.action,
                node=node,
                show=binding.show,
                key=binding.key,
            )
        else:
            found[binding.id] = known._replace(keys=known.keys + keys)
    # What is the same on all screens is not what one looks for first.
    return sorted(found.values(), key=lambda each: each.id.startswith("screen."))

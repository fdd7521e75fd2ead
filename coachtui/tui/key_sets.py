"""The sets of keys to choose from, each by what it changes in the keys that the screens declare.

Arrows work in all of them. What a person changes besides is in their configuration.
"""

from __future__ import annotations

from collections.abc import Mapping

Keymap = Mapping[str, tuple[str, ...]]
"""Keys by Textual's names for the ids of commands; an id that is not there keeps its own."""

_PLAIN: Keymap = {
    "list.down": ("down",),
    "list.up": ("up",),
    "list.first": ("home",),
    "list.last": ("end",),
    "text.down": ("down",),
    "text.up": ("up",),
    "text.top": ("home",),
    "text.end": ("end",),
    "review.down": ("down",),
    "review.up": ("up",),
    "review.first": ("home",),
    "review.last": ("end",),
    "difference.down": ("down",),
    "difference.up": ("up",),
    "check.down": ("down",),
    "check.up": ("up",),
    "help.down": ("down",),
    "help.up": ("up",),
    "help.top": ("home",),
    "help.end": ("end",),
}
"""No letter moves anything: for whoever has never met vi."""

_VIM: Keymap = {
    "list.page_down": ("pagedown", "ctrl+d"),
    "list.page_up": ("pageup", "ctrl+u"),
    "text.page_down": ("pagedown", "space", "ctrl+d"),
    "text.page_up": ("pageup", "ctrl+u"),
    "help.page_down": ("pagedown", "space", "ctrl+d"),
    "help.page_up": ("pageup", "ctrl+u"),
    "client.next": ("tab", "l"),
    "client.previous": ("shift+tab", "h"),
    "choice.next": ("right", "space", "l"),
    "choice.previous": ("left", "h"),
    "app.palette": ("ctrl+p", "colon"),
    # Ctrl+D turns pages here: it must not delete where a text is read.
    "session.delete": ("delete",),
    "drafts.drop": ("delete",),
}
"""More of what fingers know that have learnt vi."""

SETS: Mapping[str, Keymap] = {"standard": {}, "plain": _PLAIN, "vim": _VIM}

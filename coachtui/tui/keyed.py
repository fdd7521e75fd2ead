"""The keys of the app: those of the configuration, given to every screen and widget as it is made.

Which keys there are to choose from is told by ``key_sets``, what of a configuration can be done by
``key_report``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from coachtui.tui.coloured import ColouredApp
from coachtui.tui.key_sets import SETS, Keymap
from coachtui.tui.keymap import bindings_for, use

if TYPE_CHECKING:
    from coachtui.key_list import KeyProblem


class KeyedApp(ColouredApp):
    """An app whose ``config`` says which keys its commands have."""

    key_problems: tuple[KeyProblem, ...] = ()
    """What of the configured keys could not be done; those commands keep the keys of the set."""

    def take_up_keys(self) -> None:
        """Let the keys of the configuration be in force, for every screen that is made from now on."""
        use(self._keys_of_config())
        self._bindings = bindings_for(type(self))

    def _keys_of_config(self) -> Keymap:
        if not self.config.keys:
            return SETS[self.config.key_set]
        # What can be on one screen at once is known only with all screens imported.
        from coachtui.tui.key_report import settled

        keymap, self.key_problems = settled(self.config)
        return keymap

    def told_of_keys(self) -> Screen[Any] | None:
        """What tells of keys that could not be given as configured, if there are any."""
        if not self.key_problems:
            return None
        from coachtui.tui.screens.key_problems import KeyProblemsScreen

        return KeyProblemsScreen(self.key_problems)

    def _register_child(
        self, parent: DOMNode, child: Widget, before: int | None, after: int | None
    ) -> None:
        child._bindings = bindings_for(type(child))
        super()._register_child(parent, child, before, after)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One goes on to another field or part where there is one."""
        if action in ("focus_next", "focus_previous"):
            return len(self.screen.focus_chain) > (self.screen.focused is not None)
        return super().check_action(action, parameters)

"""An app that can hide who its screens are about, while somebody else can see them.

What stands there instead is the matter of ``privacy``; here is what turns it on, and what is said of
clients without a screen: the notices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coachtui.config import Config
from coachtui.language import _
from coachtui.tui import privacy
from coachtui.tui.coloured import ColouredApp
from coachtui.tui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coachtui.domain.record import Card


class PrivateApp(ColouredApp):
    """Privacy mode stays as it is through a lock; at the start it is as the configuration says.

    ``cards`` are the clients as a screen last read them: their names are kept out of every message.
    """

    cards: tuple[Card, ...] = ()

    def begin_in_private(self, config: Config) -> None:
        """Take up what the configuration says."""
        privacy.switch(config.privacy)

    def action_privacy(self) -> None:
        """Turn privacy mode on or off, for everything on every screen that is open."""
        privacy.switch(not privacy.on())
        self.clear_notifications()
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.redraw()
        if not privacy.on():
            self.notify(_("Privacy mode is off: names and notes are shown."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is locked there is nothing to hide."""
        if action == "privacy" and self.locked:
            return False
        return super().check_action(action, parameters)

    def without_names(self, message: str) -> str:
        """``message`` as it may stand on the screen now."""
        return privacy.without_clients(message, self.cards)

    def notify(self, message: str, **options: Any) -> None:
        """Say something in a corner, in privacy mode without a name."""
        super().notify(self.without_names(message), **options)

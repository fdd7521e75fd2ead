"""Erasing a client: what goes, what cannot be reached, and the code to be typed; then what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Label

from coachtui import clock
from coachtui.domain.record import Card
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.services import erasing
from coachtui.services.erasing import Reach
from coachtui.services.opening import Progress
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.screens.working import WorkingScreen
from coachtui.tui.widgets.field import Field
from coachtui.tui.widgets.footer import Footer


class EraseForm(FormScreen[Reach]):
    """The question before a client is erased; what was not reached is told in its place."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Erase"), N_("Erase the client for good"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    EraseForm Label.erase--text { width: 100%; margin-bottom: 1; }
    """

    def __init__(self, card: Card, reach: Reach) -> None:
        fields = []
        if reach.exports:
            fields.append(
                Field(
                    "remove", _("Files in clear"), "choice", True,
                    options=((True, _("Remove them first")), (False, _("Leave them"))),
                    help="\n".join(each.file for each in reach.exports),
                )
            )  # fmt: skip
        fields.append(
            Field(
                "code", _("Code"), help=_("Type {code} to erase.").format(code=card.code), open=True
            )
        )
        super().__init__(_("Erase {code} for good?").format(code=card.code), fields)
        self._card, self._reach = card, reach

    def introduction(self) -> Iterator[Label]:
        """What goes, and what does not."""
        goes = _("The record goes, its drafts, its copies in snapshots. It cannot be undone.")
        yield Label(goes, classes="erase--text", markup=False)
        # Whether the files in clear go is asked for below.
        yield _not_reached(self._reach._replace(exports=self._reach.exports and ()))

    async def save(self, values: Mapping[str, Any]) -> Reach:
        """See whether the code is right; what is not reached as far as is known by then."""
        erasing.check_code(self._card, values["code"])
        return self._reach

    async def done(self, result: Reach) -> None:  # noqa: ARG002 - what counts is known afterwards
        """Erase, and tell what was not reached then."""
        vault, card, values, now = self.vault, self._card, self.values, clock.now()

        def work(progress: Progress) -> Reach:
            return erasing.erase(
                vault, card, values["code"], now,
                remove_exports=values.get("remove", False), progress=progress,
            )  # fmt: skip

        self.app.push_screen(WorkingScreen(_("Erasing"), work), self._erased)

    def _erased(self, result: Reach | CoachError | None) -> None:
        if isinstance(result, CoachError):
            self._say(str(result))
        elif result:
            # Not over the client's screen, which would look for its client as it comes to light.
            self.app.switch_screen(ErasedScreen(self._card.code, result))


class ErasedScreen(Dialog[None]):
    """What is still to be done by hand, once a client was erased."""

    BINDINGS = [
        shown("dialog.leave", "escape,enter", "leave", N_("Close"), N_("Close this")),
    ]
    DEFAULT_CSS = """
    ErasedScreen Label.erase--text { width: 100%; }
    """

    def __init__(self, code: str, missed: Reach) -> None:
        super().__init__()
        self._code, self._missed = code, missed

    def compose(self) -> ComposeResult:
        with Box(_("{code} is erased").format(code=self._code)):
            yield _not_reached(self._missed)
        yield Footer()


def _not_reached(reach: Reach) -> Label:
    sentences = "\n".join(f"- {sentence}" for sentence in erasing.told(reach))
    return Label(_("Not reached by this:") + "\n" + sentences, classes="erase--text", markup=False)

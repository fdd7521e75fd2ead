"""A copy that came back: which file it is, and by which way it came."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coachtui.domain.agreement import How
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotAllowed
from coachtui.language import N_, _, pgettext
from coachtui.restriction import folder, restricted
from coachtui.services import returned
from coachtui.services.returned import Proposal
from coachtui.services.wording import term
from coachtui.tui.bindings import shown
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.screens.proposals import ProposalsScreen
from coachtui.tui.widgets.field import Field


class ReadForm(FormScreen[ClientRecord]):
    """Which file came back, and how. The result is the record, if something of it was taken over."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Read"), N_("Read the copy; nothing is changed yet"), wins=True),
    ]  # fmt: skip

    def __init__(self, record: ClientRecord) -> None:
        ways = [(how, term(how)) for how in (How.EMAIL, How.PAPER, How.IN_PERSON)]
        older = [(False, _("refuse it")), (True, _("compare it all the same"))]
        fields = [
            Field(
                "file", pgettext("on the disk", "File"),
                value=f"{folder() if restricted() else '~'}/",
                help=_("The Markdown copy that came back."),
                open=True, proposed=not restricted(),
            ),
            Field("how", _("Came by"), "choice", How.EMAIL, _("Kept with each answer."), ways),
            Field(
                "anyway", _("Another version"), "choice", False,
                _("If the wording was another when the copy left."), older,
            ),
        ]  # fmt: skip
        super().__init__(_("Read in a copy"), fields)
        self._record = record
        self._found: tuple[Proposal, ...] = ()

    @property
    def unsaved(self) -> bool:
        """What is picked here is picked again in a moment."""
        return False

    async def save(self, values: Mapping[str, Any]) -> ClientRecord:
        """Read the copy; nothing is changed by that.

        Raises:
            NotAllowed: it says nothing else than the agreement, or is none of this client's.
        """
        self._found = await self.call(
            returned.read, self.vault, self._record.id, Path(values["file"]), values["anyway"]
        )
        if not self._found:
            raise NotAllowed(_("The copy says what the agreement says: nothing to take over."))
        return self._record

    async def done(self, result: ClientRecord) -> None:
        """Show what the copy proposes."""
        screen = ProposalsScreen(result, self._found, self.values["how"])
        self.app.push_screen(screen, self._taken_over)

    def _taken_over(self, record: ClientRecord | None) -> None:
        if record:
            self.dismiss(record)

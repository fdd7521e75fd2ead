"""Writing down that a consent was withdrawn, or given after all: when, how, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget
from textual.widgets import Label

from coachtui import clock
from coachtui.domain.agreement import Clause, How
from coachtui.domain.draft import FormDraft, FormKind
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _
from coachtui.services import consents, drafts
from coachtui.services.entry import day
from coachtui.services.wording import term
from coachtui.tui.bindings import shown
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.field import Field


class ConsentForm(FormScreen[ClientRecord]):
    """A signed consent ``given`` or withdrawn. The result is the record as it is saved then."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Write down"), N_("Write it down, with its date"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ConsentForm Label.consent--text { width: 100%; margin-bottom: 1; }
    """

    def __init__(self, record: ClientRecord, clause: Clause, given: bool, draft: FormDraft) -> None:
        ways = [(how, term(how)) for how in How if how is not How.E_SIGNATURE]
        hint = _("What held before is kept, with its dates.")
        fields = [
            Field("on", _("Date"), "date", clock.today(), hint, proposed=True),
            Field("how", _("How"), "choice", How.ON_SCREEN, hint, ways),
        ]
        title = _("Withdraw “{title}”") if not given else _("A yes to “{title}”")
        super().__init__(title.format(title=clause.title), fields, draft)
        self._record, self._clause, self._given = record, clause, given

    def introduction(self) -> Iterable[Widget]:
        """What holds now, and what follows."""
        now = consents.effects(self._record, self._clause)
        then = consents.foretold(self._record, self._clause, self._given)
        for heading, sentences in ((_("Now:"), now), (_("From then on:"), then)):
            if sentences:
                yield Label(
                    f"{heading} {' '.join(sentences)}", classes="consent--text", markup=False
                )

    async def save(self, values: Mapping[str, Any]) -> ClientRecord:
        """Write it down."""
        service = consents.give if self._given else consents.withdraw
        return await self.call(
            service, self.vault, self._record.id, self._clause.id, day("decision.on", values["on"]),
            clock.today(), values["how"],
        )  # fmt: skip


def draft_of_consent(record: ClientRecord, clause: Clause, given: bool) -> FormDraft:
    """A draft of a yes to ``clause``, or of its withdrawal, with nothing in it yet."""
    kind = FormKind.CONSENT if given else FormKind.WITHDRAWAL
    return drafts.begin_form(kind, clock.now(), record.id, clause.id)

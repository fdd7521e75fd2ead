"""What a copy that came back says otherwise than the agreement, and what of it is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult

from coachtui import clock
from coachtui.domain.agreement import Clause, ClauseState, How
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotAllowed
from coachtui.language import N_, _, ngettext
from coachtui.services import agreements, returned
from coachtui.services.returned import Change, Proposal
from coachtui.services.wording import answer
from coachtui.tui.bindings import shown
from coachtui.tui.changed_blocks import changed_blocks
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import Box, CoachScreen, Dialog
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("box", "", 3),
    Column("clause", N_("Clause"), 14, grows=True),
    Column("what", N_("In the copy"), 14),
    Column("text", N_("Text"), 16, grows=True, rank=1, private=True),
)
_WORDS = {
    Change.CONFLICT: N_("both ticked"),
    Change.COMMENT: N_("comment"),
    Change.TEXT: N_("other wording"),
    Change.ADDED: N_("added"),
    Change.REMOVED: N_("removed"),
}


class ProposalsScreen(CoachScreen[ClientRecord | None]):
    """What a copy says otherwise. Answers and comments are chosen from the start; wording is not.

    A yes to a clause that the copy words otherwise goes only together with that wording: the client
    said it to that text. What cannot be taken over by itself has no box.
    """

    BINDING_GROUP_TITLE = N_("Copy")
    BINDINGS = [
        shown("returned.choose", "space", "choose", N_("Choose"), N_("Take this over or not")),
        shown("returned.take", "ctrl+s", "take_over", N_("Take over"), N_("Take over what is chosen"), wins=True),
        shown("returned.leave", "escape", "leave", N_("Back"), N_("Back without taking anything over")),
    ]  # fmt: skip
    AUTO_FOCUS = "RowList"

    def __init__(self, record: ClientRecord, found: Sequence[Proposal], how: How) -> None:
        super().__init__()
        self._record, self._found, self._how = record, found, how
        self._choosable = set(returned.safe(found, wording=True))
        self._chosen = set(returned.safe(found))

    def compose(self) -> ComposeResult:
        code = self._record.client.code
        yield Heading(_("{code}  What the copy says otherwise").format(code=code))
        yield RowList[Proposal](COLUMNS, _key, self._cell)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(RowList).fill(self._found)
        self._show()

    def _show(self) -> None:
        count, total = len(self._chosen), len(self._found)
        status = _("{count} of {total} chosen")
        self.query_one(Heading).show(status=status.format(count=count, total=total))
        self.query_one(RowList).redraw()

    def _cell(self, proposal: Proposal, column: str) -> Cell:
        clause = self._clause(proposal)
        match column:
            case "box":
                return self._box(proposal)
            case "clause":
                return Cell(clause.title if clause else _("outside the clauses"))
            case "what":
                return _what(proposal, clause)
            case _:
                text = "" if proposal.is_answer else proposal.after
                return Cell(" ".join(text.split())[:200], "muted")

    def _box(self, proposal: Proposal) -> Cell:
        if proposal not in self._choosable:
            return Cell(" – ", "muted")
        return Cell("[x]", "good") if proposal in self._chosen else Cell("[ ]")

    def _clause(self, proposal: Proposal) -> Clause | None:
        clauses = agreements.current(self._record).clauses
        return next((each for each in clauses if each.id == proposal.clause), None)

    # -- choosing

    def action_choose(self) -> None:
        proposal: Proposal | None = self.query_one(RowList).highlighted
        if proposal is None:
            return
        if proposal not in self._choosable:
            self.notify(_("That cannot be taken over by itself; change the agreement by hand."))
        elif proposal in self._chosen:
            self._chosen -= {proposal, *self._said_to(proposal)}
        else:
            self._chosen |= {proposal, *returned.wordings_of(self._found, proposal)}
        self._show()

    def _said_to(self, wording: Proposal) -> Iterator[Proposal]:
        """The yes that was said to a text with that ``wording``, and goes with it."""
        for each in self._found:
            if wording in returned.wordings_of(self._found, each):
                yield each

    @on(RowList.Chosen)
    def _explain(self, event: RowList.Chosen) -> None:
        proposal: Proposal = event.item
        self.app.push_screen(ProposalScreen(proposal, self._clause(proposal)))

    async def action_take_over(self) -> None:
        if not self._chosen:
            raise NotAllowed(
                with_keys(
                    _("Nothing is chosen. {returned_choose} chooses, {returned_leave} leaves.")
                )
            )
        record = await self.call(
            returned.take_over, self.vault, self._record, self._found,
            [each for each in self._found if each in self._chosen], clock.today(), self._how,
        )  # fmt: skip
        self.dismiss(record)
        message = ngettext(
            "{count} change is taken over. {review_undo} takes it back.",
            "{count} changes are taken over. {review_undo} takes them back, one by one.",
            len(self._chosen),
        )
        self.notify(with_keys(message, count=len(self._chosen)))

    def action_leave(self) -> None:
        self.dismiss(None)


class ProposalScreen(Dialog[None]):
    """One proposal in full: what stands in the vault, and what the copy says in its place."""

    has_document = True
    BINDINGS = [
        shown("dialog.leave", "escape,enter", "leave", N_("Close"), N_("Back to the list")),
    ]
    DEFAULT_CSS = """
    ProposalScreen {
        DocumentView { height: 10; background: $surface; scrollbar-background: $surface; }
        .document--text { background: $surface; }
        .document--strike { color: $text-error; }
        .document--strong { color: $text-success; }
    }
    """
    AUTO_FOCUS = "DocumentView"

    def __init__(self, proposal: Proposal, clause: Clause | None) -> None:
        super().__init__()
        self._proposal, self._clause = proposal, clause

    def compose(self) -> ComposeResult:
        title = self._clause.title if self._clause else _("Outside the clauses")
        with Box(f"{title}: {_what(self._proposal, self._clause).text}"):
            yield DocumentView(changed_blocks(*self._sides()), open=self._proposal.is_answer)
        yield Footer()

    def _sides(self) -> tuple[str, str]:
        before, after = self._proposal.before, self._proposal.after
        if self._clause is None or not self._proposal.is_answer:
            return before, after
        kind = self._clause.kind
        return answer(kind, ClauseState(before)), answer(kind, ClauseState(after))


def _what(proposal: Proposal, clause: Clause | None) -> Cell:
    """What the copy proposes, in a word or two."""
    if proposal.is_answer and clause:
        return Cell(answer(clause.kind, ClauseState(proposal.after)))
    style = "bad" if proposal.change is Change.CONFLICT else ""
    return Cell(_(_WORDS[proposal.change]), style)


def _key(proposal: Proposal) -> str:
    return f"{proposal.change} {proposal.clause} {proposal.after}"

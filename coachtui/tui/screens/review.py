"""The agreement, clause by clause, at the speed of a conversation: one key a clause."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from coachtui import clock
from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
    tally,
)
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import unsettled
from coachtui.errors import NotAllowed, NotFound
from coachtui.language import N_, _, ngettext
from coachtui.services import agreements, drafts
from coachtui.services.reading import blocks
from coachtui.services.wording import answer, progress, term
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.clause_list import ClauseList
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading

DECIDING = ("accept", "yes", "decline", "comment", "undo", "sign", "again")


class ReviewScreen(CoachScreen[None]):
    """The clauses as checkboxes on the left, the one in hand on the right."""

    BINDING_GROUP_TITLE = N_("Agreement")
    BINDINGS = [
        shown("review.accept", "space", "accept", N_("Accept"), N_("Read or accepted, and on to the next open clause; on an accepted one, open it again")),
        shown("review.yes", "y", "yes", N_("Yes"), N_("Yes to this consent, and on")),
        shown("review.decline", "d", "decline", N_("No/discuss"), N_("No to a consent; a term is to be discussed")),
        shown("review.comment", "c", "comment", N_("Comment"), N_("Write a comment on this clause")),
        shown("review.undo", "u", "undo", N_("Undo"), N_("Take the last answer or comment back")),
        shown("review.sign", "s", "sign", N_("Sign"), N_("Sign, once nothing is open or to discuss")),
        shown("review.export", "x", "export", N_("Export"), N_("Write the agreement to a Markdown file")),
        hidden("review.next", "full_stop,right_square_bracket", "next_open(1)", N_("Next open"), N_("To the next clause that needs an answer")),
        hidden("review.previous", "comma,left_square_bracket", "next_open(-1)", N_("Previous open"), N_("To the clause before that needs an answer")),
        hidden("review.down", "j,down", "down", N_("Down"), N_("Scroll down, then to the next clause")),
        hidden("review.up", "k,up", "up", N_("Up"), N_("Scroll up, then to the clause before")),
        hidden("review.first", "g,home", "first", N_("First"), N_("To the first clause")),
        hidden("review.last", "G,end", "last", N_("Last"), N_("To the last clause")),
        hidden("review.again", "R", "again", N_("Begin again"), N_("Throw this draft away and make the agreement anew")),
        shown("review.leave", "escape", "leave", N_("Back"), N_("Back; every answer is saved already")),
    ]  # fmt: skip
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ReviewScreen {
        #outline { width: 30; scrollbar-size-vertical: 0; }
        #clause { padding: 0 0 0 2; }
        #title { text-style: bold; width: 100%; margin-bottom: 1; }
        #text { padding: 0; }
        #answer { width: 100%; padding-top: 1; color: $text-accent; }
        #comment { width: 100%; height: auto; max-height: 3; color: $text-muted; }
        &.-narrow #outline { display: none; }
        &.-spacious #outline { width: 44; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide"), (100, "-spacious")]

    def __init__(self, record: ClientRecord, clause_id: str = "", commenting: bool = False) -> None:
        super().__init__()
        self._record, self._commenting = record, commenting
        ids = [clause.id for clause in self.agreement.clauses]
        self._asked_for = clause_id in ids
        self._place = ids.index(clause_id) if self._asked_for else 0
        self._undo: list[Clause] = []

    @property
    def agreement(self) -> Agreement:
        """The agreement in hand, as it is saved."""
        return agreements.current(self._record)

    @property
    def clause(self) -> Clause:
        """The clause in hand."""
        return self.agreement.clauses[self._place]

    def compose(self) -> ComposeResult:
        yield Heading()
        with Horizontal():
            yield ClauseList(id="outline")
            with Vertical(id="clause"):
                yield Label(id="title", markup=False)
                yield DocumentView(id="text")
                yield Label(id="answer", markup=False)
                yield Label(id="comment", markup=False)
        yield Footer()

    async def on_mount(self) -> None:
        self._show()
        if self.clause.settled and self._drafting and not self._asked_for:
            self._go_to_unsettled(1)
        if self._commenting:
            await self.action_comment()

    @property
    def _drafting(self) -> bool:
        return self.agreement.state is AgreementState.DRAFT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A signed text is read, not answered."""
        return self._drafting or action not in DECIDING

    # -- what is shown

    @property
    def follows(self) -> str:
        """The client whose agreement it is."""
        return self._record.id

    async def follow(self) -> None:
        """Show the answers as they are saved now, at the clause in hand."""
        before, here = self.agreement, self.clause
        try:
            record = await self.call(self.vault.load, self._record.id)
            ids = [clause.id for clause in agreements.current(record).clauses]
        except NotFound:
            self.dismiss(None)
            raise
        if record != self._record:
            self._record = record
            self._place = ids.index(here.id) if here.id in ids else 0
            if self.agreement.id != before.id:
                self._undo.clear()
            self._show(keep_place=here.text == self.clause.text)

    def _show(self, keep_place: bool = False) -> None:
        agreement, clause = self.agreement, self.clause
        count = tally(agreement)
        status = progress(count)
        if self._drafting and count.settled == count.total:
            status = _("{progress}  ready to sign").format(progress=status)
        self.query_one(Heading).show(f"{self._record.client.code}  {agreement.title}", status)
        self.query_one(ClauseList).show(agreement.clauses, self._place)
        self.query_one("#title", Label).update(f"{self._place + 1}. {clause.title}")
        self.query_one(DocumentView).show(blocks(clause.text, keep_lines=False), keep_place)
        self.query_one("#answer", Label).update(_answer_line(clause))
        comment = _("Comment: {text}").format(text=clause.comment) if clause.comment else ""
        self.query_one("#comment", Label).update(comment)
        self.query_one("#comment").display = bool(comment)
        self.refresh_bindings()

    # -- moving

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self.agreement.clauses) - 1))
        if place != self._place:
            self._place = place
            self._show()

    def action_down(self) -> None:
        text = self.query_one(DocumentView)
        if text.at_end:
            self._go(self._place + 1)
        else:
            text.action_line(1)

    def action_up(self) -> None:
        text = self.query_one(DocumentView)
        if text.at_top:
            self._go(self._place - 1)
        else:
            text.action_line(-1)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self.agreement.clauses) - 1)

    def action_next_open(self, step: int) -> None:
        if not self._go_to_unsettled(step):
            self.notify(_("Every clause has its answer."))

    def _go_to_unsettled(self, step: int) -> bool:
        """To the nearest clause in that direction that needs an answer, past the end to the start."""
        clauses = self.agreement.clauses
        for distance in range(1, len(clauses) + 1):
            place = (self._place + step * distance) % len(clauses)
            if not clauses[place].settled:
                self._go(place)
                return True
        return False

    @on(ClauseList.Picked)
    def _picked(self, event: ClauseList.Picked) -> None:
        self._go(event.place)

    # -- answering

    async def action_accept(self) -> None:
        clause = self.clause
        if clause.kind is ClauseKind.CONSENT:
            self.notify(_("A consent is asked for on its own: y is yes, d is no."))
        elif clause.state is ClauseState.ACCEPTED:
            await self._answer(None)
        else:
            await self._answer(agreements.accepted(clock.today()))

    async def action_yes(self) -> None:
        await self._answer(agreements.accepted(clock.today()))

    async def action_decline(self) -> None:
        await self._answer(agreements.declined(clock.today()))

    async def _answer(self, decision: Decision | None) -> None:
        """Save the answer to the clause in hand, then go on to the next that needs one."""
        before = self.clause
        await self._save(
            lambda: self.call(agreements.decide, self.vault, self._record.id, decision, before.id)
        )
        self._undo.append(before)
        if decision:
            self._go_to_unsettled(1)

    async def _save(self, saving: Callable[[], Awaitable[ClientRecord]]) -> None:
        self._record = await saving()
        self._show()

    async def action_comment(self) -> None:
        from coachtui.tui.screens.confirm import CommentScreen

        clause = self.clause
        fresh = drafts.begin_comment(self._record, self.agreement, clause, clock.now())
        draft = await self.call(drafts.resume, self.vault, fresh)
        title = _("Comment on “{title}”").format(title=clause.title)

        async def save(text: str) -> None:
            if text != clause.comment:
                await self._save(
                    lambda: self.call(
                        agreements.comment,
                        self.vault,
                        self._record.id,
                        clause.id,
                        text,
                        draft.before,
                    )
                )
                self._undo.append(clause)

        self.app.push_screen(CommentScreen(title, clause.comment, draft, save))

    async def action_undo(self) -> None:
        if not self._undo:
            self.notify(_("Nothing to undo since this agreement was opened."))
            return
        before = self._undo[-1]
        await self._save(
            lambda: self.call(agreements.put_back, self.vault, self._record.id, before)
        )
        self._undo.pop()
        self._go([clause.id for clause in self.agreement.clauses].index(before.id))

    # -- what ends a review

    async def action_sign(self) -> None:
        from coachtui.tui.screens.forms import SignForm

        if rest := unsettled(self.agreement):
            if self.clause.settled:
                self._go_to_unsettled(1)
            message = ngettext(
                "Not yet: this clause is still open or to discuss.",
                "Not yet: {count} clauses are still open or to discuss, this one first.",
                len(rest),
            )
            raise NotAllowed(message.format(count=len(rest)))
        practice = await self.call(self.vault.practice)
        self.app.push_screen(SignForm(self._record, practice), self._signed)

    def _signed(self, record: ClientRecord | None) -> None:
        if record:
            self._record = record
            self._undo.clear()
            self._show()
            self.notify(_("Signed. x exports it."))

    def action_export(self) -> None:
        from coachtui.tui.screens.forms import ExportForm

        self.app.push_screen(ExportForm(self._record))

    def action_again(self) -> None:
        from coachtui.tui.screens.forms import AgreementForm

        self.app.push_screen(AgreementForm(self._record), self._begun_again)

    async def _begun_again(self, record_id: str | None) -> None:
        if record_id:
            self._place = 0
            self._undo.clear()
            await self._save(lambda: self.call(self.vault.load, record_id))

    def action_leave(self) -> None:
        self.dismiss(None)


def _answer_line(clause: Clause) -> str:
    """The kind of ``clause`` and what was said to it, when; at an open consent, which keys answer."""
    said = answer(clause.kind, clause.state)
    if clause.decision:
        said = f"{said}, {clause.decision.on.isoformat()}"
    elif clause.kind is ClauseKind.CONSENT:
        said = _("free to give or not: y yes, d no")
    return f"{term(clause.kind)} · {said}"

"""One agreement, one clause at a time: what is shown of it, and how one moves in it.

Here belongs what a signed text and a draft have in common. Answering a clause is the matter of
``answering``, what ends a review that of ``review``; the keys of it all are in ``review_keys``.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from coachtui.domain.agreement import UNSIGNED, Agreement, AgreementState, Clause, tally
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotFound
from coachtui.language import _
from coachtui.services import agreements, versions
from coachtui.services.reading import blocks
from coachtui.services.wording import term
from coachtui.tui import privacy
from coachtui.tui.bindings import Command
from coachtui.tui.changed_blocks import changed_blocks
from coachtui.tui.clause_filter import ClauseFilter
from coachtui.tui.said import at_the_table, in_the_file, standing
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.clause_list import ClauseList
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading


class AgreementReader(CoachScreen[None]):
    """The clauses as checkboxes on the left, the one in hand on the right.

    Args:
        record: the client whose agreement it is.
        clause_id: the clause to begin at, if it has one of that id.
        agreement_id: which of the client's agreements; the current one if left out.
    """

    has_list = False
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    AgreementReader {
        #outline { width: 30; scrollbar-size-vertical: 0; }
        #clause { padding: 0 0 0 2; }
        #title { text-style: bold; width: 100%; margin-bottom: 1; }
        #text { padding: 0; }
        #text.-changes .document--strike { color: $text-error; }
        #text.-changes .document--strong { color: $text-success; }
        #answer { width: 100%; padding-top: 1; color: $text-accent; }
        #comment { width: 100%; height: auto; max-height: 3; color: $text-muted; }
        &.-narrow #outline { display: none; }
        &.-spacious #outline { width: 44; }
        &.-present #outline { display: none; }
        &.-present #clause { padding: 1 4; }
        &.-present.-spacious #clause { padding: 2 10; }
        &.-present.-spacious #outline { display: block; width: 36; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide"), (100, "-spacious")]

    def __init__(self, record: ClientRecord, clause_id: str = "", agreement_id: str = "") -> None:
        super().__init__()
        self._record = record
        self._agreement_id = agreement_id or agreements.current(record).id
        ids = [clause.id for clause in self.agreement.clauses]
        self._asked_for = clause_id in ids
        self._place = ids.index(clause_id) if self._asked_for else 0
        self._filter = ClauseFilter.ALL
        self._comparing = False

    @property
    def agreement(self) -> Agreement:
        """The agreement in hand, as it is saved."""
        mine = (each for each in self._record.agreements if each.id == self._agreement_id)
        return next(mine, None) or agreements.current(self._record)

    @property
    def clause(self) -> Clause:
        """The clause in hand."""
        return self.agreement.clauses[self._place]

    @property
    def under_way(self) -> bool:
        """Whether it can still be answered: a draft, or a text that is out for signing."""
        return self.agreement is self._record.agreement and self.agreement.state in UNSIGNED

    def compose(self) -> ComposeResult:
        yield Heading()
        with Horizontal():
            yield ClauseList(id="outline")
            with Vertical(id="clause"):
                yield Label(id="title", markup=False)
                yield DocumentView(id="text", open=True)
                yield Label(id="answer", markup=False)
                yield Label(id="comment", markup=False)
        yield Footer(self.in_footer)

    def in_footer(self, command: Command) -> bool:
        """Whether the footer names ``command``, which works now."""
        return command.show

    async def on_mount(self) -> None:
        self.set_class(self.coach.with_client, "-present")
        self._show()
        await self.begin()

    async def begin(self) -> None:
        """What follows once the agreement stands there; nothing, if it is only read."""

    # -- what is shown

    @property
    def follows(self) -> str:
        """The client whose agreement it is."""
        return self._record.id

    async def follow(self) -> None:
        """Show the answers as they are saved now, at the clause in hand."""
        try:
            record = await self.call(self.vault.load, self._record.id)
            agreements.current(record)
        except NotFound:
            self.dismiss(None)
            raise
        if record != self._record:
            self._take(record)

    def _take(self, record: ClientRecord, current: bool = False) -> None:
        """Show ``record``, at the clause in hand if it is there; ``current`` goes on to what is so now."""
        here = self.clause
        self._record = record
        self._agreement_id = agreements.current(record).id if current else self.agreement.id
        ids = [clause.id for clause in self.agreement.clauses]
        self._place = ids.index(here.id) if here.id in ids else 0
        self._show(keep_place=here.text == self.clause.text)

    def _show(self, keep_place: bool = False) -> None:
        agreement, clause = self.agreement, self.clause
        self.query_one(Heading).show(lambda: self._title, self._status)
        self.query_one(ClauseList).show(self._shown, self._place)
        title = privacy.without_names(clause.title, self._record)
        self.query_one("#title", Label).update(f"{self._place + 1}. {title}")
        self._show_text(keep_place)
        words = at_the_table if self.coach.with_client else in_the_file
        self.query_one("#answer", Label).update(words(self._record, agreement, clause))
        comment = (
            _("Comment: {text}").format(text=privacy.blurred(clause.comment))
            if clause.comment
            else ""
        )
        self.query_one("#comment", Label).update(comment)
        self.query_one("#comment").display = bool(comment)
        self.refresh_bindings()

    def _show_text(self, keep_place: bool) -> None:
        text, clause = self.query_one(DocumentView), self.clause
        before = self.wording_before
        comparing = self._comparing and before is not None
        text.set_class(comparing, "-changes")

        def said(wording: str) -> str:
            return privacy.without_names(wording, self._record)

        if comparing and before is not None:
            shown = changed_blocks(said(before), said(clause.text))
        else:
            shown = blocks(said(clause.text), keep_lines=False)
        # The template's wording tells nothing of a client; what was written for one alone may.
        text.show(privacy.blurred_blocks(shown) if clause.amended else shown, keep_place)

    def redraw(self) -> None:
        """Show the clause again, in privacy mode without names."""
        super().redraw()
        self._show(keep_place=True)

    @property
    def _title(self) -> str:
        agreement = self.agreement
        about = privacy.without_names(agreement.title, self._record)
        title = f"{self._record.client.code}  {about}"
        return title if agreement.version == 1 else f"{title}  v{agreement.version}"

    @property
    def _status(self) -> str:
        """What is shown of it, and how far it is: what was answered, what stands in the way, its state."""
        agreement = self.agreement
        said = [self._filter.words] if self._filter.words else []
        said.append(standing(tally(agreement), agreement))
        if agreement.state is not AgreementState.DRAFT:
            said.append(term(agreement.state))
        return " · ".join(said)

    @property
    def wording_before(self) -> str | None:
        """What the clause in hand said before it was changed; None where it was not.

        That is the template's wording, or that of the version before.
        """
        clause = self.clause
        if clause.amended:
            return clause.template_text
        earlier = versions.before(self._record, self.agreement)
        same = (each for each in (earlier.clauses if earlier else ()) if each.id == clause.id)
        text = next((each.text for each in same), None)
        return text if text != clause.text else None

    # -- moving

    @property
    def _shown(self) -> list[tuple[int, Clause]]:
        """The clauses that the filter shows, with their places; the one in hand is among them."""
        return [
            (place, clause)
            for place, clause in enumerate(self.agreement.clauses)
            if place == self._place or self._filter.fits(clause)
        ]

    def _go(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self._show()

    def _step(self, by: int) -> None:
        """To the next clause that the filter shows, or the one before; at the end, nowhere."""
        places = [place for place, _clause in self._shown]
        at = places.index(self._place) + by
        if 0 <= at < len(places):
            self._go(places[at])

    def action_down(self) -> None:
        text = self.query_one(DocumentView)
        if text.at_end:
            self._step(1)
        else:
            text.action_line(1)

    def action_up(self) -> None:
        text = self.query_one(DocumentView)
        if text.at_top:
            self._step(-1)
        else:
            text.action_line(-1)

    def action_first(self) -> None:
        self._go(self._shown[0][0])

    def action_last(self) -> None:
        self._go(self._shown[-1][0])

    def action_next_open(self, step: int) -> None:
        if not self._go_to_unsettled(step):
            self.notify(_("Every clause has its answer."))

    def _go_to_unsettled(self, step: int) -> bool:
        """To the nearest clause in that direction that stands in the way of signing."""
        return self._go_to_next(step, lambda clause: not clause.settled)

    def _go_to_next(self, step: int, wanted: Callable[[Clause], bool]) -> bool:
        """To the nearest ``wanted`` clause in that direction, past the end to the start."""
        shown = self._shown
        here = [place for place, _clause in shown].index(self._place)
        for distance in range(1, len(shown) + 1):
            place, clause = shown[(here + step * distance) % len(shown)]
            if wanted(clause):
                self._go(place)
                return True
        return False

    @on(ClauseList.Picked)
    def _picked(self, event: ClauseList.Picked) -> None:
        self._go(event.place)

    def action_filter(self) -> None:
        """Look at the next kind of clauses, from the clause in hand on."""
        clauses = self.agreement.clauses
        self._filter = self._filter.following(clauses)
        if not self._filter.fits(self.clause):
            fitting = [place for place, each in enumerate(clauses) if self._filter.fits(each)]
            self._place = next((place for place in fitting if place > self._place), fitting[0])
        self._show()

    def action_compare(self) -> None:
        """Show what was changed in the clause, or how it reads."""
        self._comparing = not self._comparing
        self._show(keep_place=True)

    def action_leave(self) -> None:
        """Back to how the clause reads, where its changes are shown; from there to where one was."""
        if self._comparing and self.wording_before is not None:
            self.action_compare()
        else:
            self.leave()

    def leave(self) -> None:
        """Close, or do what comes before that."""
        self.dismiss(None)

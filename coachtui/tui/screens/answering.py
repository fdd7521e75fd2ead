"""Answering an agreement: one key a clause, comments and other wording, and each of it undone.

Here belongs what changes a clause. Signing and what else ends a review is the matter of ``review``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from coachtui import clock
from coachtui.domain.agreement import Clause, ClauseKind, ClauseState, Decision
from coachtui.domain.record import ClientRecord
from coachtui.errors import ChangedMeanwhile
from coachtui.language import _
from coachtui.services import agreements, drafts
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.agreement_reader import AgreementReader

Opening = Literal["", "comment", "amend", "sign", "withdraw", "give"]
"""What opens at once over the clause in hand: nothing, its comment, its wording, or a form."""


class AnsweringScreen(AgreementReader):
    """A reader whose clauses take answers, as long as the agreement does."""

    def __init__(
        self,
        record: ClientRecord,
        clause_id: str = "",
        opening: Opening = "",
        agreement_id: str = "",
    ) -> None:
        super().__init__(record, clause_id, agreement_id)
        self._opening = opening
        self._undo: list[Clause] = []

    async def begin(self) -> None:
        """Go to the first clause that needs an answer, unless another was asked for."""
        if self.clause.settled and self.under_way and not self._asked_for:
            self._go_to_unsettled(1)
        if self._opening == "comment":
            await self.action_comment()
        elif self._opening == "amend":
            await self.action_amend()

    def _take(self, record: ClientRecord, current: bool = False) -> None:
        before = self.agreement.id
        super()._take(record, current)
        if current or self.agreement.id != before:
            # From here on there is nothing to go back to.
            self._undo.clear()

    async def _save(self, saving: Callable[[], Awaitable[ClientRecord]]) -> None:
        self._record = await saving()
        self._show()

    # -- answers

    async def action_accept(self) -> None:
        clause = self.clause
        if clause.kind is ClauseKind.CONSENT:
            self.notify(
                with_keys(
                    _("A consent is asked for on its own: {review_yes} is yes, {review_no} is no.")
                )
            )
        elif clause.state is ClauseState.ACCEPTED:
            await self._answer(None)
        else:
            await self._answer(agreements.accepted(clock.today()))

    async def action_yes(self) -> None:
        if self.clause.kind is not ClauseKind.CONSENT:
            self.notify(
                with_keys(_("{review_yes} is for a consent; {review_accept} accepts this."))
            )
            return
        await self._answer(agreements.accepted(clock.today()))

    async def action_refuse(self) -> None:
        await self._answer(agreements.declined(clock.today()))

    async def action_discuss(self) -> None:
        await self._answer(agreements.declined(clock.today()))

    async def _answer(self, decision: Decision | None) -> None:
        """Save the answer to the clause in hand, then go on to the next that has none.

        Not to one that is to be discussed: the key that follows too fast would accept it.
        """
        before = self.clause
        await self._save(
            lambda: self.call(agreements.decide, self.vault, self._record.id, decision, before.id)
        )
        self._undo.append(before)
        if decision:
            self._go_to_next(1, lambda clause: clause.state is ClauseState.OPEN)

    # -- comments and wording

    async def action_comment(self) -> None:
        from coachtui.tui.screens.comment import CommentScreen

        clause = self.clause
        fresh = drafts.begin_comment(self._record, self.agreement, clause, clock.now())
        draft = await self.call(drafts.resume, self.vault, fresh)

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

        self.app.push_screen(CommentScreen(clause, draft, save))

    async def action_amend(self) -> None:
        from coachtui.tui.screens.amend import AmendScreen

        clause = self.clause
        fresh = drafts.begin_amendment(self._record, self.agreement, clause, clock.now())
        draft = await self.call(drafts.resume, self.vault, fresh)
        before: str | None = draft.before

        async def save(text: str) -> None:
            nonlocal before
            if text == clause.text:
                return
            amend = agreements.amend
            try:
                await self._save(
                    lambda: self.call(amend, self.vault, self._record.id, clause.id, text, before)
                )
            except ChangedMeanwhile:
                before = None
                raise
            self._undo.append(clause)

        self.app.push_screen(AmendScreen(clause, draft, save))

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

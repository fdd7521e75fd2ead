"""The agreement, clause by clause, at the speed of a conversation, and what ends a review."""

from __future__ import annotations

from coachtui.domain.agreement import AgreementState, Clause
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import to_discuss, unsettled
from coachtui.errors import NotAllowed
from coachtui.language import N_, _, ngettext
from coachtui.services import questions, signing
from coachtui.services.wording import term
from coachtui.tui.clause_filter import ClauseFilter
from coachtui.tui.screens.in_force import InForceScreen
from coachtui.tui.screens.review_keys import KEYS, working


class ReviewScreen(InForceScreen):
    """An agreement in hand: answered while it is under way, read once it is signed."""

    BINDING_GROUP_TITLE = N_("Agreement")
    BINDINGS = KEYS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What this agreement takes, as it stands, at the clause in hand."""
        if action == "compare":
            return self.wording_before is not None
        if action == "present":
            return not self.coach.with_client
        return action in working(self._record, self.agreement, self.clause)

    # -- signing

    async def action_sign(self) -> None:
        if rest := unsettled(self.agreement):
            raise NotAllowed(self._not_yet(rest))
        await self._ask_to_sign()

    async def action_override(self) -> None:
        rest = unsettled(self.agreement)
        if left := tuple(clause for clause in rest if not to_discuss(clause)):
            raise NotAllowed(self._not_yet(left))
        await self._ask_to_sign()

    def _not_yet(self, rest: tuple[Clause, ...]) -> str:
        """That the clauses of ``rest`` stand in the way; one of them is in hand then."""
        if self.clause not in rest:
            self._filter = ClauseFilter.ALL
            self._go_to_unsettled(1)
        message = ngettext(
            "Not yet: this clause is still open or to discuss.",
            "Not yet: {count} clauses are still open or to discuss, this one first.",
            len(rest),
        ).format(count=len(rest))
        if all(to_discuss(clause) for clause in rest):
            message = _("{not_yet} S signs all the same.").format(not_yet=message)
        return message

    async def _ask_to_sign(self) -> None:
        from coachtui.tui.screens.sign_form import SignForm

        practice = await self.call(self.vault.practice)
        self.app.push_screen(SignForm(self._record, practice), self._signed)

    async def _signed(self, record: ClientRecord | None) -> None:
        if record is None:
            return
        self._take(record, current=True)
        if self.agreement.state is AgreementState.SIGNED:
            self.notify(_("Signed. x exports it."))
            return
        practice = await self.call(self.vault.practice)
        missing = [term(role) for role, _name in signing.yet_to_sign(practice, record)]
        message = _("Written down. Not signed yet: {parties}.")
        self.notify(message.format(parties=", ".join(missing)))

    async def action_hold(self) -> None:
        self._take(await self.call(signing.hold, self.vault, self._record.id))
        self.notify(_("Frozen until it is signed. s signs it, h takes it back."))

    async def action_take_back(self) -> None:
        self._take(await self.call(signing.take_back, self.vault, self._record.id))
        self.notify(_("A draft again."))

    # -- what else ends a review

    def action_export(self) -> None:
        from coachtui.tui.screens.agreement_forms import ExportForm

        self.app.push_screen(ExportForm(self._record))

    async def action_again(self) -> None:
        from coachtui.tui.screens.agreement_forms import AgreementForm

        practice = await self.call(self.vault.practice)
        offered = await self.call(questions.offered)
        self.app.push_screen(AgreementForm(self._record, practice, offered), self._begun_again)

    async def _begun_again(self, record_id: str | None) -> None:
        if record_id:
            self._place = 0
            self._take(await self.call(self.vault.load, record_id), current=True)

    # -- the client beside the coach

    async def action_present(self) -> None:
        await self.coach.show_to_client(self._record.id, self.clause.id)

    def action_leave(self) -> None:
        if self.coach.with_client:
            from coachtui.tui.screens.present import LeaveForm

            self.app.push_screen(LeaveForm(self._record.id, self.clause.id))
        else:
            self.dismiss(None)

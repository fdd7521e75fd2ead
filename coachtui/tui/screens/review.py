"""The agreement, clause by clause, at the speed of a conversation, and what ends a review."""

from __future__ import annotations

from coachtui.domain.agreement import AgreementState, Clause, ClauseKind
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import to_discuss, unsettled
from coachtui.errors import NotAllowed
from coachtui.language import N_, _, ngettext
from coachtui.services import agreement_check, agreements, drafts, questions, signing
from coachtui.services.agreement_check import OPEN_CONSENT, Finding, Level
from coachtui.services.wording import term
from coachtui.tui.bindings import Command
from coachtui.tui.clause_filter import ClauseFilter
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.answering import Opening
from coachtui.tui.screens.in_force import InForceScreen
from coachtui.tui.screens.review_keys import AT_THE_TABLE, KEYS, working

_COACHS_OWN = ("present", "check", "read", "again", "renew", "export")
"""What is not for the eyes of a client who looks on: some of it shows what others were asked."""

_NOT_AT = {
    ClauseKind.INFORMATION: ("review.yes", "review.discuss"),
    ClauseKind.TERM: ("review.yes",),
    ClauseKind.CONSENT: ("review.accept",),
}
"""What the footer does not name at a clause of each kind, although it is understood there."""


class ReviewScreen(InForceScreen):
    """An agreement in hand: answered while it is under way, read once it is signed."""

    BINDING_GROUP_TITLE = N_("Agreement")
    BINDINGS = KEYS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What this agreement takes, as it stands, at the clause in hand."""
        if action == "compare":
            return self.wording_before is not None
        if action in _COACHS_OWN and self.coach.with_client:
            return False
        return action in working(self._record, self.agreement, self.clause)

    def in_footer(self, command: Command) -> bool:
        """Only what answers this kind of clause, and at the table nothing but what two people need."""
        if command.id in _NOT_AT[self.clause.kind]:
            return False
        if self.coach.with_client:
            return command.id in AT_THE_TABLE
        return super().in_footer(command)

    def __init__(
        self,
        record: ClientRecord,
        clause_id: str = "",
        opening: Opening = "",
        agreement_id: str = "",
    ) -> None:
        super().__init__(record, clause_id, opening, agreement_id)
        self._checked: tuple[ClientRecord, int] | None = None

    async def begin(self) -> None:
        """Open what was asked for, a form that was left among it."""
        await super().begin()
        match self._opening:
            case "sign":
                await self.action_override()
            case "withdraw":
                await self.action_withdraw()
            case "give":
                await self.action_give()

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
            told = _("{not_yet} {review_override} signs all the same.")
            message = with_keys(told, not_yet=message)
        return message

    async def _ask_to_sign(self) -> None:
        from coachtui.tui.screens.sign_form import SignForm, draft_of_signatures

        practice = await self.call(self.vault.practice)
        draft = await self.call(drafts.resume, self.vault, draft_of_signatures(self._record))
        self.app.push_screen(SignForm(self._record, practice, draft), self._signed)

    async def _signed(self, record: ClientRecord | None) -> None:
        if record is None:
            return
        # A signed text is read as a whole.
        self._filter = ClauseFilter.ALL
        self._take(record, current=True)
        if self.agreement.state is AgreementState.SIGNED:
            self.notify(with_keys(_("Signed. {review_export} exports it.")))
            return
        practice = await self.call(self.vault.practice)
        missing = [term(role) for role, _name in signing.yet_to_sign(practice, record)]
        message = _("Written down. Not signed yet: {parties}.")
        self.notify(message.format(parties=", ".join(missing)))

    async def action_hold(self) -> None:
        self._take(await self.call(signing.hold, self.vault, self._record.id))
        self.notify(
            with_keys(
                _(
                    "Frozen until it is signed. {review_sign} signs it, {review_take_back} takes it back."
                )
            )
        )

    async def action_take_back(self) -> None:
        self._take(await self.call(signing.take_back, self.vault, self._record.id))
        self.notify(_("A draft again."))

    # -- what else ends a review

    def action_export(self) -> None:
        from coachtui.tui.screens.export_form import ExportForm

        self.app.push_screen(ExportForm(self._record))

    def action_read(self) -> None:
        from coachtui.tui.screens.returned import ReadForm

        self.app.push_screen(ReadForm(self._record), self._taken_over)

    def _taken_over(self, record: ClientRecord | None) -> None:
        if record:
            now = agreements.current(record).clauses
            self._undo += [each for each in self.agreement.clauses if each not in now]
            self._take(record)

    async def action_again(self) -> None:
        from coachtui.tui.screens.agreement_form import AgreementForm

        if self.agreement.previous:
            self._ask_to_give_up()
            return

        practice = await self.call(self.vault.practice)
        offered = await self.call(questions.offered)
        self.app.push_screen(AgreementForm(self._record, practice, offered), self._begun_again)

    async def _begun_again(self, record_id: str | None) -> None:
        if record_id:
            self._place = 0
            self._take(await self.call(self.vault.load, record_id), current=True)

    # -- the check

    @property
    def _status(self) -> str:
        """How far it is, and at a quiet place how much there is to look at."""
        status = super()._status
        quiet = self.coach.with_client or self.has_class("-narrow")
        if not quiet and (count := self._to_look_at()):
            more = ngettext(
                "{count} to look at: {review_check}", "{count} to look at: {review_check}", count
            )
            status = f"{status} · {with_keys(more, count=count)}"
        return status

    def _to_look_at(self) -> int:
        """How many errors the check finds, the answers aside that are still to come."""
        if self.agreement is not self._record.agreement:
            return 0
        if self._checked is None or self._checked[0] is not self._record:
            found = agreement_check.findings(self._record)
            self._checked = self._record, sum(_is_to_look_at(each) for each in found)
        return self._checked[1]

    def action_check(self) -> None:
        from coachtui.tui.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen(self._record), self._go_to_clause)

    def _go_to_clause(self, clause_id: str | None) -> None:
        if clause_id:
            ids = [clause.id for clause in self.agreement.clauses]
            self._go(ids.index(clause_id))

    # -- the client beside the coach

    async def action_present(self) -> None:
        await self.coach.show_to_client(self._record.id, self.clause.id)

    def leave(self) -> None:
        """Close; where a client looks on, once the passphrase is given."""
        from coachtui.tui.screens.present import LeaveForm, PresentScreen

        if isinstance(self.app.screen_stack[-2], PresentScreen):
            self.app.push_screen(LeaveForm(self._record.id, self.clause.id))
        else:
            self.dismiss(None)


def _is_to_look_at(finding: Finding) -> bool:
    return finding.level is Level.ERROR and finding.rule != OPEN_CONSENT

"""What can be done with an agreement once it is signed: consents withdrawn or given, a new version.

Here belongs what begins on the agreement's own screen. The forms, and how versions are shown, have
modules of their own.
"""

from __future__ import annotations

from coachtui import clock
from coachtui.domain.record import ClientRecord
from coachtui.language import _
from coachtui.services import drafts, questions, versions
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.answering import AnsweringScreen


class InForceScreen(AnsweringScreen):
    """An agreement that goes on after it was signed."""

    # -- consents

    async def action_withdraw(self) -> None:
        await self._ask_consent(given=False)

    async def action_give(self) -> None:
        await self._ask_consent(given=True)

    async def _ask_consent(self, given: bool) -> None:
        from coachtui.tui.screens.consent_form import ConsentForm, draft_of_consent

        fresh = draft_of_consent(self._record, self.clause, given)
        draft = await self.call(drafts.resume, self.vault, fresh)
        form = ConsentForm(self._record, self.clause, given, draft)
        self.app.push_screen(form, self._consented)

    def _consented(self, record: ClientRecord | None) -> None:
        if record:
            self._take(record)
            self.notify(_("Written down. What follows stands below the answer."))

    # -- versions

    async def action_versions(self) -> None:
        from coachtui.tui.screens.versions import VersionsScreen

        self.app.push_screen(VersionsScreen(self._record))

    async def action_new_version(self) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        told = [
            _("Text and answers are taken over; a clause that you change is open again."),
            _("The signed one holds until the new one is signed."),
        ]
        newer = await self.call(questions.newer_template, self.agreement)
        if newer:
            message = _(
                "Its template has a new version, {version}. {review_renew} begins with that wording."
            )
            told.append(with_keys(message, version=newer.version))
        question = ConfirmScreen(_("Begin a new version?"), "\n\n".join(told), _("Begin"))
        self.app.push_screen(question, self._begin_version)

    async def _begin_version(self, sure: bool | None) -> None:
        if sure:
            record = await self.call(versions.begin, self.vault, self._record.id, clock.today())
            self._take(record, current=True)
            self.notify(
                with_keys(_("{review_amend} amends a clause. What you change is open again."))
            )

    def _ask_to_give_up(self) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        question = ConfirmScreen(
            _("Throw this version away?"),
            _("Its answers, comments and wording are gone then. The signed one goes on to hold."),
            _("Throw away"),
        )
        self.app.push_screen(question, self._give_up)

    async def _give_up(self, sure: bool | None) -> None:
        if sure:
            record = await self.call(versions.give_up, self.vault, self._record.id)
            self._take(record, current=True)
            self.notify(_("This is the signed one again."))

    async def action_renew(self) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        template = await self.call(questions.newer_template, self.agreement)
        if template is None:
            self.notify(_("The wording is that of the template's newest version already."))
            return
        told = _("What reads otherwise in version {version} is open; the rest keeps its answers.")
        question = ConfirmScreen(
            _("Take over the template's new wording?"),
            told.format(version=template.version),
            _("Take it over"),
        )
        self.app.push_screen(question, self._renew)

    async def _renew(self, sure: bool | None) -> None:
        """Renew it, once what the template asks anew is answered."""
        from coachtui.tui.screens.questions_form import QuestionsForm, draft_of_answers

        if not sure:
            return
        record, today = self._record, clock.today()
        practice = await self.call(self.vault.practice)
        template, asked = await self.call(questions.asked_to_renew, practice, record, today)
        if asked:
            draft = await self.call(drafts.resume, self.vault, draft_of_answers(record, template))
            self.app.push_screen(QuestionsForm(record, template, asked, draft), self._renewed)
        else:
            self._renewed(await self.call(questions.renew, self.vault, record.id, today, template))

    def _renewed(self, record: ClientRecord | None) -> None:
        if record:
            self._take(record, current=True)
            self._go_to_unsettled(1)
            self.notify(
                with_keys(
                    _(
                        "{review_filter} shows only what is open; {review_compare} shows what was changed in a clause."
                    )
                )
            )

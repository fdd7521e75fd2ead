"""The forms: what is asked for, and which service saves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachtui import clock
from coachtui.domain.client import Client, ClientState
from coachtui.domain.draft import FormDraft, FormKind
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import Card, ClientRecord
from coachtui.errors import NotAllowed
from coachtui.language import _
from coachtui.services import clients, engagements, practice
from coachtui.services.wording import term
from coachtui.tui.languages import LANGUAGES
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.field import Field


class ClientForm(FormScreen[str]):
    """A client, new where ``record_id`` is None. The result is the id of the record."""

    def __init__(
        self,
        client: Client | None,
        record_id: str | None,
        language: str = "nb",
        draft: FormDraft | None = None,
    ) -> None:
        known: Any = client
        fields = [
            Field("name", _("Name"), value=known.name if client else ""),
            Field("email", _("E-mail"), value=known.email if client else ""),
            Field("phone", _("Phone"), value=known.phone if client else ""),
            Field(
                "language", _("Language"), "choice", known.language if client else language,
                _("The language of the agreement."), LANGUAGES,
            ),
            Field(
                "state", _("State"), "choice", known.state if client else ClientState.LEAD,
                _("A lead becomes active by itself when the agreement is signed."),
                [(state, term(state)) for state in ClientState],
            ),
            Field(
                "since", _("Since"), "date", known.since if client else clock.today(),
                proposed=client is None,
            ),
            Field(
                "remark", _("Remark"), "multi-line", known.remark if client else "",
                _("For your eyes only; it stands in no agreement."),
            ),
        ]  # fmt: skip
        super().__init__(f"{known.code}" if client else _("New client"), fields, draft)
        self._record_id = record_id

    async def save(self, values: Mapping[str, Any]) -> str:
        """Add or change the client."""
        if self._record_id is None:
            return (await self.call(clients.add, self.vault, values, clock.today())).id
        return (await self.call(clients.edit, self.vault, self._record_id, self.changes)).id


class EngagementForm(FormScreen[str]):
    """An engagement, new where ``engagement`` is None. The result is the id of the record."""

    def __init__(
        self, record: ClientRecord, engagement: Engagement | None, draft: FormDraft | None = None
    ) -> None:
        known, new = engagement or engagements.blank(clock.today()), engagement is None
        fields = [
            Field("start", _("Start"), "date", known.start, proposed=new),
            Field("end", _("End"), "date", known.end, _("Empty as long as it goes on.")),
            Field(
                "planned", _("Sessions"), "minutes", known.planned,
                _("How many are planned; empty if that is open."),
            ),
            Field(
                "cadence_weeks", _("Weeks between"), "minutes", known.cadence_weeks, proposed=new
            ),
            Field("minutes", _("Minutes each"), "minutes", known.minutes, proposed=new),
            Field(
                "paid", _("Paid"), "choice", known.paid,
                options=((True, _("Paid")), (False, _("Pro bono"))),
            ),
            Field("sponsor", _("Sponsor"), value=known.sponsor, help=_("If someone else pays.")),
        ]  # fmt: skip
        super().__init__(_("Engagement") if engagement else _("New engagement"), fields, draft)
        self._record_id, self._engagement = record.id, engagement

    async def save(self, values: Mapping[str, Any]) -> str:
        """Add or change the engagement."""
        if self._engagement is None:
            await self.call(engagements.add, self.vault, self._record_id, values, clock.today())
        else:
            await self.call(
                engagements.edit, self.vault, self._record_id, self._engagement.id, self.changes
            )
        return self._record_id


class PracticeForm(FormScreen[bool]):
    """The coach's own profile."""

    def __init__(self, known: Practice, draft: FormDraft | None = None) -> None:
        fields = [
            Field("name", _("Name"), value=known.name, help=_("As it stands in agreements."), open=True),
            Field("email", _("E-mail"), value=known.email, open=True),
            Field("phone", _("Phone"), value=known.phone, open=True),
            Field("organisation", _("Organisation"), value=known.organisation, open=True),
            Field("place", _("Place"), value=known.place, help=_("Where you usually sign."), open=True),
            Field(
                "credential", _("Credential"), value=known.credential,
                help=_("The one you hold or work towards."), open=True,
            ),
            Field("training_start", _("Training since"), "date", known.training_start),
            Field(
                "language", _("Language"), "choice", known.language,
                _("The language that new clients start with."), LANGUAGES,
            ),
        ]  # fmt: skip
        super().__init__(_("Your practice"), fields, draft)

    async def save(self, values: Mapping[str, Any]) -> bool:  # noqa: ARG002 - only what was changed
        """Change the practice."""
        await self.call(practice.edit, self.vault, self.changes)
        return True


def resumed(draft: FormDraft, record: ClientRecord | None, known: Practice) -> FormScreen[Any]:
    """The form that ``draft`` was typed in; ``record`` is the one that it is about, if any."""
    match draft.form:
        case FormKind.CLIENT:
            client = record.client if record else None
            return ClientForm(client, draft.record, known.language, draft)
        case FormKind.ENGAGEMENT if record is not None:
            engagement = next((each for each in record.engagements if each.id == draft.row), None)
            return EngagementForm(record, engagement, draft)
        case FormKind.QUESTIONS if record is not None:
            from coachtui.tui.screens import questions_form

            return questions_form.resumed(draft, record, known)
        case _:
            return PracticeForm(known, draft)


class MoveForm(FormScreen[Card]):
    """Where a session of ``record`` belongs. The result is the card of that client."""

    def __init__(self, record: ClientRecord) -> None:
        hint = _("A code, or a part of the name. The session leaves {code}.")
        field = Field("who", _("Client"), help=hint.format(code=record.client.code), open=True)
        super().__init__(_("Move to which client?"), [field])
        self._record_id = record.id

    async def save(self, values: Mapping[str, Any]) -> Card:
        """Find the client."""
        card = await self.call(clients.find, self.vault, values["who"])
        if card.id == self._record_id:
            raise NotAllowed(_("It is with that client already."))
        return card

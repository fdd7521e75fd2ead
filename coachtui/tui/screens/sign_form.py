"""Writing down who signed an agreement: each party's name and day, where, how, and where the paper lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textual import on

from coachtui import clock
from coachtui.domain.agreement import Agreement, How, Role, Signature
from coachtui.domain.draft import FormDraft, FormKind
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import to_discuss, unsettled
from coachtui.errors import InvalidValue, NotAllowed
from coachtui.language import N_, _
from coachtui.services import agreements, drafts, signing
from coachtui.services.entry import day, not_to_come
from coachtui.services.wording import term
from coachtui.tui.bindings import shown
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.field import Field

_SIGNS_AS = {
    Role.CLIENT: N_("Client signs as"),
    Role.GUARDIAN: N_("Guardian signs as"),
    Role.SPONSOR: N_("Sponsor signs as"),
    Role.COACH: N_("Coach signs as"),
}


class SignForm(FormScreen[ClientRecord]):
    """The parties that have yet to sign, all at once or one alone. The result is the record.

    Where a term is still to be discussed, it asks why the agreement is signed all the same.
    """

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Sign"), N_("Write the signatures down; the text is frozen then"), wins=True),
    ]  # fmt: skip

    def __init__(self, record: ClientRecord, practice: Practice, draft: FormDraft) -> None:
        agreement = agreements.current(record)
        self._record = record
        self._missing = signing.yet_to_sign(practice, record)
        place = next((each.place for each in agreement.signatures), practice.place)
        fields = [
            *_parties(self._missing),
            *_circumstances(agreement, place),
            *_reason(agreement),
        ]
        super().__init__(_("Sign the agreement"), fields, draft)

    def on_mount(self) -> None:
        self._ask_for_reference()

    @on(Choice.Changed, "#field-how")
    def _ask_for_reference(self) -> None:
        """Only an outside e-signature has a reference."""
        outside = self.values["how"] is How.E_SIGNATURE
        for row in self.rows:
            if row.field.name == "reference":
                row.display = outside

    async def save(self, values: Mapping[str, Any]) -> ClientRecord:
        """Write the signatures down."""
        signatures = list(self._signatures(values))
        if not signatures:
            raise NotAllowed(_("Nobody would have signed: give at least one party a date."))
        if "override" in values and not values["override"].strip():
            raise InvalidValue("override", _("must not be empty"))
        return await self.call(
            signing.sign, self.vault, self._record.id, signatures, clock.today(),
            values.get("override", ""), values["paper"],
        )  # fmt: skip

    def _signatures(self, values: Mapping[str, Any]) -> Iterator[Signature]:
        how = values["how"]
        reference = values["reference"] if how is How.E_SIGNATURE else ""
        for role, _name in self._missing:
            name, typed = f"name-{role}", values[f"on-{role}"]
            if not typed.strip():
                continue
            if not values[name].strip():
                raise InvalidValue(name, _("must not be empty"))
            signed_on = not_to_come(f"on-{role}", day(f"on-{role}", typed), clock.today())
            yield Signature(role, values[name], signed_on, values["place"], how, reference)


def _parties(missing: Sequence[tuple[Role, str]]) -> Iterator[Field]:
    hint = _(
        "This freezes the text and cannot be undone. Empty the date of whoever has not signed yet."
    )
    for role, name in missing:
        yield Field(f"name-{role}", _(_SIGNS_AS[role]), value=name, help=hint, proposed=True)
        yield Field(
            f"on-{role}", _("Signed on"), "date", clock.today(), hint,
            proposed=True, empty=_("not signed yet"),
        )  # fmt: skip


def _circumstances(agreement: Agreement, place: str) -> Iterator[Field]:
    ways = [(how, term(how)) for how in How if how is not How.ON_SCREEN]
    lies = _("Where the signed paper or file lies, if there is one.")
    yield Field("place", _("Place"), value=place, proposed=True)
    yield Field("how", _("How"), "choice", How.IN_PERSON, options=ways)
    yield Field("reference", _("Reference"), help=_("What the e-signature service calls it."))
    yield Field("paper", _("Where it lies"), value=agreement.paper, help=lies)


def _reason(agreement: Agreement) -> Iterator[Field]:
    if any(to_discuss(clause) for clause in unsettled(agreement)):
        hint = _("Kept with the signatures: why it is signed although a term is to be discussed.")
        yield Field("override", _("Signed because"), "multi-line", help=hint)


def draft_of_signatures(record: ClientRecord) -> FormDraft:
    """A draft of the signatures under the agreement of ``record``, with nothing in it yet."""
    row = agreements.current(record).id
    return drafts.begin_form(FormKind.SIGNATURES, clock.now(), record.id, row)

"""What was typed and not saved, offered again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from coachtui.domain.draft import (
    AmendmentDraft,
    ClauseDraft,
    CommentDraft,
    Draft,
    FormDraft,
    FormKind,
    NoteDraft,
)
from coachtui.domain.record import Card
from coachtui.language import N_, _
from coachtui.services import drafts
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.answering import Opening
from coachtui.tui.screens.base import Dialog
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("when", N_("Typed"), 16),
    Column("client", N_("Client"), 18),
    Column("kind", N_("What"), 10, rank=1),
    Column("text", N_("Text"), 16, grows=True, private=True),
)
FORMS = {
    FormKind.CLIENT: N_("Client"),
    FormKind.ENGAGEMENT: N_("Engagement"),
    FormKind.PRACTICE: N_("Practice"),
    FormKind.QUESTIONS: N_("Agreement"),
    FormKind.SIGNATURES: N_("Signatures"),
    FormKind.WITHDRAWAL: N_("Consent"),
    FormKind.CONSENT: N_("Consent"),
}
"""What each form is about, as the list names it."""
_OPENINGS: dict[FormKind, Opening] = {
    FormKind.SIGNATURES: "sign",
    FormKind.WITHDRAWAL: "withdraw",
    FormKind.CONSENT: "give",
}
"""The forms that stand over an agreement, as that opens them."""


class DraftsScreen(Dialog[None]):
    """The drafts, newest first. Enter goes on writing; throwing away needs a yes."""

    BINDING_GROUP_TITLE = N_("Drafts")
    has_list = True
    BINDINGS = [
        shown("drafts.drop", "ctrl+d,delete", "drop", N_("Throw away"), N_("Throw the draft away, after a question")),
        shown("dialog.leave", "escape", "leave", N_("Later"), N_("Leave them for later")),
    ]  # fmt: skip
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    DraftsScreen {
        #box { width: 78; }
        #explained { color: $text-muted; width: 100%; margin-bottom: 1; }
        RowList { height: auto; max-height: 12; background: $surface; }
    }
    """

    def __init__(self, found: Sequence[Draft], cards: Mapping[str, Card]) -> None:
        super().__init__()
        self._found, self._cards = list(found), cards

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = _("Not saved yet")
            explained = with_keys(
                _("Typed before and kept as a draft. {list_choose} goes on writing.")
            )
            yield Label(explained, id="explained", markup=False)
            yield RowList[Draft](COLUMNS, lambda draft: draft.id, self._cell)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(RowList).fill(self._found)

    def _cell(self, draft: Draft, column: str) -> Cell:
        match column:
            case "when":
                return Cell(f"{draft.saved.astimezone():%Y-%m-%d %H:%M}", "muted")
            case "client":
                card = self._cards.get(draft.record or "")
                return Cell(privacy.title(card) if card else "–")
            case "kind":
                return Cell(_kind(draft), "muted")
            case _:
                return Cell(" ".join(_text(draft).split())[:200])

    @on(RowList.Chosen)
    async def _resume(self, event: RowList.Chosen) -> None:
        draft: Draft = event.item
        match draft:
            case NoteDraft():
                await self._resume_note(draft)
            case CommentDraft() | AmendmentDraft():
                await self._resume_at_clause(draft)
            case FormDraft(form=form) if form in _OPENINGS:
                await self._resume_over_agreement(draft)
            case FormDraft():
                await self._resume_form(draft)

    async def _resume_note(self, draft: NoteDraft) -> None:
        from coachtui.tui.screens.editor import EditorScreen

        record = await self.call(self.vault.load, draft.record)
        self.dismiss(None)
        self.app.push_screen(EditorScreen(draft, record.client))

    async def _resume_at_clause(self, draft: ClauseDraft) -> None:
        from coachtui.tui.screens.review import ReviewScreen

        record = await self.call(self.vault.load, draft.record)
        opening: Opening = "comment" if isinstance(draft, CommentDraft) else "amend"
        review = ReviewScreen(record, drafts.clause_of(record, draft).id, opening)
        self.dismiss(None)
        self.app.push_screen(review)

    async def _resume_over_agreement(self, draft: FormDraft) -> None:
        from coachtui.tui.screens.review import ReviewScreen

        record = await self.call(self.vault.load, draft.record or "")
        opening = _OPENINGS[draft.form]
        if opening == "sign":
            review = ReviewScreen(record, opening=opening)
        else:
            signed_last = record.agreement_signed_last
            of = signed_last.id if signed_last else ""
            review = ReviewScreen(record, draft.row or "", opening, of)
        self.dismiss(None)
        self.app.push_screen(review)

    async def _resume_form(self, draft: FormDraft) -> None:
        from coachtui.tui.screens import forms

        record = await self.call(self.vault.load, draft.record) if draft.record else None
        practice = await self.call(self.vault.practice)
        self.dismiss(None)
        self.app.push_screen(forms.resumed(draft, record, practice))

    def action_drop(self) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        question = ConfirmScreen(
            _("Throw this draft away?"), _("What was typed is gone then."), _("Throw away")
        )
        self.app.push_screen(question, self._drop)

    async def _drop(self, sure: bool | None) -> None:
        rows = self.query_one(RowList)
        draft = rows.highlighted
        if not sure or draft is None:
            return
        await self.call(drafts.drop, self.vault, draft.id)
        self._found.remove(draft)
        if self._found:
            rows.fill(list(self._found))
        else:
            self.dismiss(None)


def _kind(draft: Draft) -> str:
    match draft:
        case NoteDraft():
            return _("Note")
        case CommentDraft():
            return _("Comment")
        case AmendmentDraft():
            return _("Wording")
        case FormDraft():
            return _(FORMS[draft.form])


def _text(draft: Draft) -> str:
    match draft:
        case NoteDraft():
            return draft.session.note
        case CommentDraft() | AmendmentDraft():
            return draft.text
        case FormDraft():
            return " · ".join(each for each in draft.values.values() if isinstance(each, str))

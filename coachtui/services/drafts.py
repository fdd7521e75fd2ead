"""Drafts: what is typed at length, sealed while it is typed and offered at the next unlock."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, AgreementState, Clause, ClauseState
from coachtui.domain.client import Client
from coachtui.domain.consents import consents
from coachtui.domain.draft import (
    AmendmentDraft,
    ClauseDraft,
    CommentDraft,
    Draft,
    FormDraft,
    FormKind,
    NoteDraft,
)
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.errors import CoachError, NotFound
from coachtui.language import _
from coachtui.services.entry import entered
from coachtui.vault.vault import Vault

D = TypeVar("D", bound=Draft)
OfClause = TypeVar("OfClause", CommentDraft, AmendmentDraft)


def begin(record: ClientRecord, session: Session, now: datetime) -> NoteDraft:
    """A draft of ``session`` as the editor opens; nothing is written before something is typed."""
    stored = next((each for each in record.sessions if each.id == session.id), None)
    return NoteDraft(
        id=secrets.token_hex(16),
        record=record.id,
        session=session,
        saved=now,
        before=stored.note if stored else None,
    )


def begin_comment(
    record: ClientRecord, agreement: Agreement, clause: Clause, now: datetime
) -> CommentDraft:
    """A draft of the comment on ``clause`` as its dialog opens; nothing is written yet."""
    return _begun(CommentDraft, record, agreement, clause, clause.comment, now)


def begin_amendment(
    record: ClientRecord, agreement: Agreement, clause: Clause, now: datetime
) -> AmendmentDraft:
    """A draft of another wording of ``clause`` as its editor opens; nothing is written yet."""
    return _begun(AmendmentDraft, record, agreement, clause, clause.text, now)


def _begun(
    kind: type[OfClause],
    record: ClientRecord,
    agreement: Agreement,
    clause: Clause,
    text: str,
    now: datetime,
) -> OfClause:
    return kind(
        id=secrets.token_hex(16),
        record=record.id,
        agreement=agreement.id,
        clause=clause.id,
        saved=now,
        text=text,
        before=text,
    )


def begin_form(
    form: FormKind, now: datetime, record_id: str | None = None, row: str | None = None
) -> FormDraft:
    """A draft of a form as it opens; nothing is written yet."""
    return FormDraft(id=secrets.token_hex(16), form=form, saved=now, record=record_id, row=row)


def resume(vault: Vault, fresh: D) -> D:
    """The draft to begin with: the newest that was left for the same, or the ``fresh`` one.

    For a session that does not exist yet, that is the newest draft of a new session.
    """
    for draft in offered(vault):
        if isinstance(draft, type(fresh)) and _about_one_thing(draft, fresh):
            return draft
    return fresh


def _about_one_thing(one: Draft, other: Draft) -> bool:
    match one, other:
        case NoteDraft(), NoteDraft():
            new = one.before is None and other.before is None
            return one.record == other.record and (new or one.session.id == other.session.id)
        case CommentDraft() | AmendmentDraft(), CommentDraft() | AmendmentDraft():
            mine, theirs = (one.record, one.agreement), (other.record, other.agreement)
            return type(one) is type(other) and mine == theirs and one.clause == other.clause
        case FormDraft(), FormDraft():
            return (one.form, one.record, one.row) == (other.form, other.record, other.row)
    return False


def keep(vault: Vault, draft: D, now: datetime) -> D:
    """``draft`` with what stands in it now, sealed on disk when this returns.

    If another login writes on the same draft, the text of neither is lost: there are two from then on.
    """
    if not untouched(vault, draft):
        draft = replace(draft, id=secrets.token_hex(16))
    draft = replace(draft, saved=now)
    vault.save_draft(draft)
    return draft


def untouched(vault: Vault, draft: Draft) -> bool:
    """Whether no other login has sealed another text in ``draft`` since it was read or sealed here."""
    return all(each.saved == draft.saved for each in vault.drafts() if each.id == draft.id)


def offered(vault: Vault) -> tuple[Draft, ...]:
    """The drafts that still say something that is not saved, newest first.

    A draft whose content was saved just before a crash is dropped here without a word.
    """
    rest = []
    for draft in vault.drafts():
        if _saved_already(vault, draft):
            vault.drop_draft(draft.id)
        else:
            rest.append(draft)
    return tuple(sorted(rest, key=lambda draft: draft.saved, reverse=True))


def _saved_already(vault: Vault, draft: Draft) -> bool:
    try:
        match draft:
            case NoteDraft():
                return draft.session in vault.load(draft.record).sessions
            case CommentDraft():
                return clause_of(vault.load(draft.record), draft).comment == draft.text
            case AmendmentDraft():
                return clause_of(vault.load(draft.record), draft).text == draft.text
            case FormDraft():
                return not draft.values or _stands(vault, draft)
    except CoachError:
        # A record that cannot be read is no reason to lose what was typed for it.
        return False


def clause_of(record: ClientRecord, draft: ClauseDraft) -> Clause:
    """The clause of ``record`` that the draft is about.

    Raises:
        NotFound: its agreement is not under way or in force any more.
    """
    agreement = record.agreement
    if agreement is None or agreement.id != draft.agreement:
        raise NotFound(_("The agreement that this draft is about is not under way any more."))
    return agreement.clause(draft.clause)


def _can_be_signed(record: ClientRecord, draft: FormDraft) -> bool:
    """Whether the agreement of ``draft`` is still under way."""
    under_way = record.agreement
    if under_way is None or under_way.id != draft.row:
        return False
    return under_way.state is not AgreementState.SIGNED


def _can_be_answered(record: ClientRecord, draft: FormDraft) -> bool:
    """Whether the consent of ``draft`` is still there, and not yet what it would become."""
    given = draft.form is FormKind.CONSENT
    return any(
        each.id == draft.row and (each.state is ClauseState.ACCEPTED) is not given
        for each in consents(record)
    )


def _stands(vault: Vault, draft: FormDraft) -> bool:
    """Whether what is changed there has all its values already; of something new nobody can say.

    What was typed about a signature or a consent is of no use once that is written down.
    """
    if draft.form is FormKind.SIGNATURES and draft.record:
        return not _can_be_signed(vault.load(draft.record), draft)
    if draft.form in (FormKind.WITHDRAWAL, FormKind.CONSENT) and draft.record:
        return not _can_be_answered(vault.load(draft.record), draft)
    known = _known(vault, draft)
    return known is not None and entered(known, draft.values) == known


def _known(vault: Vault, draft: FormDraft) -> Client | Engagement | Practice | None:
    if draft.form is FormKind.PRACTICE:
        return vault.practice()
    if draft.record is None:
        return None
    record = vault.load(draft.record)
    if draft.form is FormKind.CLIENT:
        return record.client
    # What a template asks is no value of its own, and no engagement has the name of a template.
    return next((each for each in record.engagements if each.id == draft.row), None)


def settle(vault: Vault, draft: Draft) -> None:
    """Forget a draft that was saved or given up, unless another login has gone on with it."""
    if untouched(vault, draft):
        vault.drop_draft(draft.id)


def drop(vault: Vault, draft_id: str) -> None:
    """Forget a draft for good."""
    vault.drop_draft(draft_id)

"""Drafts: what stands in an editor, sealed while it is typed and offered at the next unlock."""

from __future__ import annotations

import secrets
from datetime import datetime

from msgspec.structs import replace

from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Draft, Session
from coachtui.errors import CoachError
from coachtui.vault.vault import Vault


def begin(record: ClientRecord, session: Session, now: datetime) -> Draft:
    """A draft of ``session`` as the editor opens; nothing is written before something is typed."""
    stored = next((each for each in record.sessions if each.id == session.id), None)
    return Draft(
        id=secrets.token_hex(16),
        record=record.id,
        session=session,
        saved=now,
        before=stored.note if stored else None,
    )


def resume(vault: Vault, record: ClientRecord, session: Session, now: datetime) -> Draft:
    """The draft to open the editor with: the one left for that session, or a fresh one.

    For a session that does not exist yet, that is the newest draft of a new session.
    """
    fresh = begin(record, session, now)
    for draft in offered(vault):
        if draft.record == record.id and draft.before is None and fresh.before is None:
            return draft
        if draft.record == record.id and draft.session.id == session.id:
            return draft
    return fresh


def keep(vault: Vault, draft: Draft, session: Session, now: datetime) -> Draft:
    """``draft`` with ``session`` as it stands now, sealed on disk when this returns.

    If another login writes on the same draft, the text of neither is lost: there are two from then on.
    """
    if not untouched(vault, draft):
        draft = replace(draft, id=secrets.token_hex(16))
    draft = replace(draft, session=session, saved=now)
    vault.save_draft(draft)
    return draft


def untouched(vault: Vault, draft: Draft) -> bool:
    """Whether no other login has sealed another text in ``draft`` since it was read or sealed here."""
    return all(each.saved == draft.saved for each in vault.drafts() if each.id == draft.id)


def offered(vault: Vault) -> tuple[Draft, ...]:
    """The drafts that still say something their record does not, newest first.

    A draft whose session was saved just before a crash is dropped here without a word.
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
        return draft.session in vault.load(draft.record).sessions
    except CoachError:
        # A record that cannot be read is no reason to lose what was typed for it.
        return False


def drop(vault: Vault, draft_id: str) -> None:
    """Forget a draft for good."""
    vault.drop_draft(draft_id)

"""Writing sessions and their notes, and putting right what landed in the wrong place."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from coachtui.domain.draft import NoteDraft
from coachtui.domain.record import ClientRecord, corrected, rewritten, with_session, without_session
from coachtui.domain.session import Session, SessionState
from coachtui.errors import InvalidValue
from coachtui.language import _
from coachtui.services import drafts
from coachtui.services.entry import entered
from coachtui.vault.vault import Vault


def begin(record: ClientRecord, today: date) -> Session:
    """A session held today with the minutes and the pay of the engagement, not saved yet."""
    session = Session(id=secrets.token_hex(8), date=today)
    if engagement := record.engagement:
        return replace(
            session,
            engagement=engagement.id,
            minutes=engagement.minutes,
            paid=engagement.paid,
        )
    return session


def add(
    vault: Vault, record_id: str, fields: Mapping[str, Any], today: date
) -> tuple[ClientRecord, Session]:
    """The record with one session more, saved, and that session.

    Raises:
        InvalidValue: a field cannot hold what was given.
    """
    session = _held(entered(begin(vault.load(record_id), today), fields), today)
    return vault.update(record_id, lambda record: with_session(record, session)), session


def _held(session: Session, today: date) -> Session:
    """``session``, once it is known not to have been held on a day that is still to come."""
    if session.state is SessionState.HELD and session.date > today:
        raise InvalidValue(
            "session.date",
            _("is still to come; a session that was held has the date of today or before"),
        )
    return session


def save(vault: Vault, draft: NoteDraft, today: date) -> ClientRecord:
    """What stands in the editor, saved; only then is the draft dropped, unless it is another's now.

    Raises:
        InvalidValue: a field cannot hold what it has.
    """
    session = _held(entered(draft.session, {"note": draft.session.note}), today)
    record = vault.update(draft.record, lambda record: corrected(record, session, _before(draft)))
    drafts.settle(vault, draft)
    return record


def _before(draft: NoteDraft) -> str:
    return draft.before if draft.before is not None else draft.session.note


def elsewhere(record: ClientRecord, draft: NoteDraft) -> str:
    """What another login has done meanwhile to the session in the editor, in words; "" for nothing."""
    if rewritten(record, draft.session, _before(draft)):
        return _("changed elsewhere: both texts are kept")
    if draft.before is not None and all(each.id != draft.session.id for each in record.sessions):
        return _("deleted elsewhere: saving puts it back")
    return ""


def edit(
    vault: Vault, record_id: str, session_id: str, fields: Mapping[str, Any], today: date
) -> ClientRecord:
    """The record with ``fields`` of that session changed, saved.

    Raises:
        InvalidValue: a field cannot hold what was given.
        NotFound: the client has no such session.
    """
    return vault.update(
        record_id,
        lambda record: with_session(
            record, _held(entered(record.session(session_id), fields), today)
        ),
    )


def move(vault: Vault, record_id: str, session_id: str, to_record_id: str) -> ClientRecord:
    """The record that the session went to. It is there before it leaves the one it came from.

    Raises:
        NotFound: the client has no such session.
    """
    if record_id == to_record_id:
        return vault.load(record_id)
    vault.keep_snapshot()
    while True:
        session = vault.load(record_id).session(session_id)
        target = vault.load(to_record_id).engagement
        moved = replace(session, engagement=target.id if target else None)
        record = vault.update(to_record_id, partial(with_session, session=moved))
        left = vault.update(record_id, partial(_without_if_still, session=session))
        if all(each.id != session_id for each in left.sessions):
            return record


def _without_if_still(record: ClientRecord, session: Session) -> ClientRecord:
    """``record`` without ``session``, unless another process has changed it since it was read."""
    if record.session(session.id) != session:
        return record
    return without_session(record, session.id)


def delete(vault: Vault, record_id: str, session_id: str) -> Session:
    """The session that was removed; a snapshot and the record's generation before still hold it.

    Raises:
        NotFound: the client has no such session.
    """
    removed: list[Session] = []

    def change(record: ClientRecord) -> ClientRecord:
        removed.append(record.session(session_id))
        return without_session(record, session_id)

    vault.load(record_id).session(session_id)
    vault.keep_snapshot()
    vault.update(record_id, change)
    return removed[-1]


def restore(vault: Vault, record_id: str, session: Session) -> ClientRecord:
    """The record with a session that was just removed put back."""
    return vault.update(record_id, lambda record: with_session(record, session))

"""Sessions and drafts: written, corrected, moved, deleted, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from coachtui.domain.record import ClientRecord
from coachtui.domain.session import SessionKind
from coachtui.errors import InvalidValue, NotFound
from coachtui.services import clients, drafts, engagements, sessions, snapshots
from coachtui.services.opening import Vault
from tests.conftest import DAY, NOW, PASSPHRASE


@pytest.fixture
def bo(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return clients.add(vault, {"name": "Bo Test"}, DAY)


def test_a_new_session_takes_minutes_and_pay_from_the_engagement(
    vault: Vault, aase: ClientRecord
) -> None:
    record = engagements.add(vault, aase.id, {"minutes": 45, "paid": False}, DAY)
    session = sessions.begin(record, DAY)
    assert (session.minutes, session.paid, session.date) == (45, False, DAY)
    assert session.engagement == record.engagements[0].id


def test_a_session_is_saved_with_what_was_typed(vault: Vault, aase: ClientRecord) -> None:
    fields = {"minutes": "30", "kind": "intro", "date": "1.3.2026", "note": "# Hei\r\n\x1b[2J"}
    _record, session = sessions.add(vault, aase.id, fields, DAY)
    saved = vault.load(aase.id).session(session.id)
    assert (saved.minutes, saved.kind) == (30, SessionKind.INTRO)
    assert saved.date.isoformat() == "2026-03-01"
    assert saved.note.startswith("# Hei\n")
    assert "\x1b" not in saved.note


def test_a_session_too_long_for_a_day_is_refused_and_nothing_saved(
    vault: Vault, aase: ClientRecord
) -> None:
    with pytest.raises(InvalidValue, match=r"session\.minutes"):
        sessions.add(vault, aase.id, {"minutes": "9000"}, DAY)
    assert vault.load(aase.id).sessions == ()


def test_a_moved_session_is_with_the_other_client_alone(
    vault: Vault, aase: ClientRecord, bo: ClientRecord
) -> None:
    engagements.add(vault, aase.id, {}, DAY)
    _record, session = sessions.add(vault, aase.id, {"note": "for Bo"}, DAY)
    sessions.move(vault, aase.id, session.id, bo.id)
    assert vault.load(aase.id).sessions == ()
    assert vault.load(bo.id).session(session.id) == replace(session, engagement=None)


def test_what_another_process_writes_during_a_move_moves_too(
    vault: Vault, aase: ClientRecord, bo: ClientRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _record, session = sessions.add(vault, aase.id, {"note": "old"}, DAY)
    other = Vault.unlock(vault.path, PASSPHRASE)
    updates, update = [], vault.update

    def update_while_the_other_writes(
        record_id: str, change: Callable[[ClientRecord], ClientRecord]
    ) -> ClientRecord:
        updated = update(record_id, change)
        updates.append(record_id)
        if len(updates) == 1:
            sessions.edit(other, aase.id, session.id, {"note": "newer"}, DAY)
        return updated

    monkeypatch.setattr(vault, "update", update_while_the_other_writes)
    sessions.move(vault, aase.id, session.id, bo.id)
    assert vault.load(aase.id).sessions == ()
    assert vault.load(bo.id).session(session.id).note == "newer"


def test_what_was_deleted_is_given_back_as_it_was_then(
    vault: Vault, aase: ClientRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _record, session = sessions.add(vault, aase.id, {"note": "old"}, DAY)
    other = Vault.unlock(vault.path, PASSPHRASE)
    update = vault.update

    def update_after_the_other(
        record_id: str, change: Callable[[ClientRecord], ClientRecord]
    ) -> ClientRecord:
        sessions.edit(other, aase.id, session.id, {"note": "newer"}, DAY)
        return update(record_id, change)

    monkeypatch.setattr(vault, "update", update_after_the_other)
    assert sessions.delete(vault, aase.id, session.id).note == "newer"


def test_moving_to_the_same_client_changes_nothing(vault: Vault, aase: ClientRecord) -> None:
    record, session = sessions.add(vault, aase.id, {"note": "stays"}, DAY)
    assert sessions.move(vault, aase.id, session.id, aase.id) == record


def test_a_deleted_session_can_be_put_back(vault: Vault, aase: ClientRecord) -> None:
    record, session = sessions.add(vault, aase.id, {"note": "precious"}, DAY)
    assert sessions.delete(vault, aase.id, session.id) == session
    with pytest.raises(NotFound):
        sessions.delete(vault, aase.id, session.id)
    assert sessions.restore(vault, aase.id, session) == record


def test_a_draft_is_offered_until_it_is_saved(vault: Vault, aase: ClientRecord) -> None:
    session = sessions.begin(aase, DAY)
    draft = drafts.begin(aase, session, NOW)
    assert drafts.offered(vault) == ()
    draft = drafts.keep(vault, replace(draft, session=replace(session, note="half a thou")), NOW)
    assert drafts.offered(vault) == (draft,)
    sessions.save(vault, replace(draft, session=replace(session, note="half a thought")), DAY)
    assert drafts.offered(vault) == ()
    assert vault.load(aase.id).session(session.id).note == "half a thought"


def test_a_draft_left_by_a_crash_after_the_save_goes_without_a_word(
    vault: Vault, aase: ClientRecord
) -> None:
    record, session = sessions.add(vault, aase.id, {"note": "done"}, DAY)
    drafts.keep(vault, drafts.begin(record, session, NOW), NOW)
    assert drafts.offered(vault) == ()
    assert vault.drafts() == ()


def test_writing_goes_on_in_the_draft_that_was_left(
    vault: Vault, aase: ClientRecord, bo: ClientRecord
) -> None:
    left = drafts.begin(aase, sessions.begin(aase, DAY), NOW)
    left = drafts.keep(vault, replace(left, session=replace(left.session, note="so far")), NOW)
    assert drafts.resume(vault, drafts.begin(aase, sessions.begin(aase, DAY), NOW)) == left
    assert drafts.resume(vault, drafts.begin(bo, sessions.begin(bo, DAY), NOW)).record == bo.id


def test_a_correction_has_a_draft_of_its_own(vault: Vault, aase: ClientRecord) -> None:
    record, session = sessions.add(vault, aase.id, {"note": "first"}, DAY)
    draft = drafts.resume(vault, drafts.begin(record, session, NOW))
    draft = drafts.keep(vault, replace(draft, session=replace(session, note="second")), NOW)
    assert drafts.resume(vault, drafts.begin(record, session, NOW)) == draft
    assert (
        drafts.resume(vault, drafts.begin(record, sessions.begin(record, DAY), NOW)).before is None
    )


def test_two_corrections_of_one_note_are_both_kept(vault: Vault, aase: ClientRecord) -> None:
    record, session = sessions.add(vault, aase.id, {"note": "first"}, DAY)
    for text in ("from the laptop", "from the phone"):
        draft = drafts.begin(record, session, NOW)
        sessions.save(vault, replace(draft, session=replace(session, note=text)), DAY)
    note = vault.load(aase.id).session(session.id).note
    assert "from the laptop" in note
    assert "from the phone" in note


def test_two_logins_that_write_on_one_draft_lose_nothing(vault: Vault, aase: ClientRecord) -> None:
    later, last = NOW + timedelta(seconds=5), NOW + timedelta(seconds=9)
    session = sessions.begin(aase, DAY)
    first = drafts.keep(vault, drafts.begin(aase, replace(session, note="A"), NOW), NOW)
    second = drafts.resume(vault, drafts.begin(aase, sessions.begin(aase, DAY), NOW))
    second = drafts.keep(vault, replace(second, session=replace(session, note="A second")), later)
    first = drafts.keep(vault, replace(first, session=replace(session, note="A first")), last)
    assert [each.session.note for each in drafts.offered(vault)] == ["A first", "A second"]
    sessions.save(vault, first, DAY)
    assert drafts.offered(vault) == (second,)
    sessions.save(vault, second, DAY)
    assert drafts.offered(vault) == ()
    assert vault.load(aase.id).session(session.id).note == "A first\n\n---\n\nA second"


def test_saving_leaves_the_draft_that_another_login_has_gone_on_with(
    vault: Vault, aase: ClientRecord
) -> None:
    session = sessions.begin(aase, DAY)
    first = drafts.keep(vault, drafts.begin(aase, replace(session, note="A"), NOW), NOW)
    second = drafts.resume(vault, drafts.begin(aase, sessions.begin(aase, DAY), NOW))
    later = NOW + timedelta(seconds=5)
    first = drafts.keep(vault, replace(first, session=replace(session, note="A first")), later)
    sessions.save(vault, replace(second, session=replace(session, note="A second")), DAY)
    assert drafts.offered(vault) == (first,)


def test_a_session_cannot_have_been_held_tomorrow(vault: Vault, aase: ClientRecord) -> None:
    with pytest.raises(InvalidValue, match=r"session\.date: is still to come"):
        sessions.add(vault, aase.id, {"date": "2026-03-03"}, DAY)
    planned = {"date": "2026-03-03", "state": "planned"}
    assert len(sessions.add(vault, aase.id, planned, DAY)[0].sessions) == 1


def test_a_session_taken_away_is_in_a_snapshot(
    still_clock: None, vault: Vault, aase: ClientRecord, bo: ClientRecord
) -> None:
    _record, session = sessions.add(vault, aase.id, {"note": "gone"}, DAY)
    known = len(snapshots.listed(vault))
    sessions.move(vault, aase.id, session.id, bo.id)
    sessions.delete(vault, bo.id, session.id)
    with pytest.raises(NotFound):
        sessions.delete(vault, bo.id, session.id)
    later, before, *_rest = (each.name for each in snapshots.listed(vault))
    assert len(snapshots.listed(vault)) == known + 2
    assert snapshots.restore(vault, bo.id, later, NOW).sessions[0].note == "gone"
    assert snapshots.restore(vault, aase.id, before, NOW).sessions == (session,)

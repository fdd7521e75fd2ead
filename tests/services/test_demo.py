"""The made-up practice: whole, believable, the same each time, and gone afterwards."""

from __future__ import annotations

import re
import stat
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, AgreementState, ClauseState, tally
from coachtui.domain.agreement_check import findings
from coachtui.domain.client import ClientState
from coachtui.domain.consents import coached_minutes, countable_minutes
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session, SessionKind, SessionState
from coachtui.domain.signing import fingerprint
from coachtui.domain.value import from_plain, to_plain
from coachtui.errors import NotAllowed
from coachtui.services import demo
from tests.conftest import DAY


def everything(folder: Path, today: date = DAY) -> list[ClientRecord]:
    """The records of a made-up practice in ``folder``, closed again."""
    vault = demo.practice(folder / "demo", today)
    records = [vault.load(card.id) for card in vault.cards()]
    vault.close()
    return records


MILD = {"not-complete", "no-fees", "open-consent", "open-clauses", "not-signed"}
"""What the check finds in agreements that are core's, under way or out for signing."""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[ClientRecord]:
    return everything(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def sessions(records: list[ClientRecord]) -> list[Session]:
    return [session for record in records for session in record.sessions]


@pytest.fixture(scope="module")
def agreements(records: list[ClientRecord]) -> list[Agreement]:
    return [agreement for record in records for agreement in record.agreements]


def test_there_are_clients_in_all_states_and_both_languages(records: list[ClientRecord]) -> None:
    assert len(records) >= 12
    for language in ("nb", "en"):
        people = [each.client for each in records if each.client.language == language]
        assert {person.state for person in people} == set(ClientState)


def test_nobody_could_be_taken_for_a_real_person(records: list[ClientRecord]) -> None:
    people = [record.client for record in records]
    names = [person.name for person in people]
    assert len(set(names)) == len(names)
    assert min(map(len, names)) <= 5
    assert max(map(len, names)) > 80
    assert set("åøÅØÆ") <= set("".join(names))
    for person in people:
        assert re.search(r"[@.]example\.(org|com)$", person.email)
        # No Norwegian number begins with 0, and this British range is kept for films.
        assert re.fullmatch(r"|\+47 000 00 \d{3}|\+44 7700 900\d{3}", person.phone)


def test_some_hundred_sessions_of_every_kind_lie_over_two_years(sessions: list[Session]) -> None:
    assert 100 <= len(sessions) <= 250
    assert {session.kind for session in sessions} == set(SessionKind)
    assert {session.state for session in sessions} == set(SessionState)
    assert {session.paid for session in sessions if session.engagement} == {True, False}
    held = [each.date for each in sessions if each.state is SessionState.HELD]
    assert timedelta(days=700) < max(held) - min(held) < timedelta(days=760)
    assert max(held) >= DAY - timedelta(days=10)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 3, 1), date(2026, 11, 30)])
def test_whatever_the_day_only_what_is_planned_lies_ahead(tmp_path: Path, today: date) -> None:
    for record in everything(tmp_path, today):
        assert record.client.since <= today
        for session in record.sessions:
            assert session.date >= record.client.since
            assert (session.date > today) is (session.state is SessionState.PLANNED)
        for agreement in record.agreements:
            first = [(*clause.earlier, clause.decision)[0] for clause in agreement.clauses]
            days = [decision.on for decision in first if decision]
            days += [signature.on for signature in agreement.signatures]
            assert [agreement.created, *days, today] == sorted([agreement.created, *days, today])


def test_every_meeting_has_a_note_without_anything_left_to_fill_in(sessions: list[Session]) -> None:
    for session in sessions:
        assert bool(session.note.strip()) is (session.state is not SessionState.PLANNED)
        assert not set("{}") & set(session.note)
    notes = "\n".join(session.note for session in sessions)
    for shape in (r"^# ", r"^- \[ \] ", r"^- \[x\] ", r"^1\. ", r"^> ", r"^\| ", r"Refleksjon"):
        assert re.search(shape, notes, re.MULTILINE), shape


def test_no_note_comes_twice_in_one_period(records: list[ClientRecord]) -> None:
    for record in records:
        for engagement in record.engagements:
            notes = [
                each.note
                for each in record.sessions
                if each.engagement == engagement.id
                and (each.kind, each.state) == (SessionKind.SESSION, SessionState.HELD)
            ]
            assert len(set(notes)) == len(notes)


def test_one_has_a_sponsor_and_some_came_twice(records: list[ClientRecord]) -> None:
    assert any(each.sponsor for record in records for each in record.engagements)
    assert sum(len(record.engagements) == 2 for record in records) >= 2
    for record in records:
        known = {engagement.id for engagement in record.engagements}
        assert {each.engagement for each in record.sessions} <= known | {None}


def test_agreements_are_found_in_every_state_of_their_life(agreements: list[Agreement]) -> None:
    states = {agreement.state for agreement in agreements}
    assert states == set(AgreementState)
    assert {agreement.language for agreement in agreements} == {"nb", "en"}
    for agreement in agreements:
        frozen = agreement.state is not AgreementState.DRAFT
        signed = frozen and agreement.state is not AgreementState.AWAITING
        assert bool(agreement.signatures) is signed
        assert agreement.fingerprint == (fingerprint(agreement) if frozen else "")


def test_one_is_not_begun_and_one_half_reviewed_with_a_term_to_discuss(
    agreements: list[Agreement],
) -> None:
    drafts = [each for each in agreements if each.state is AgreementState.DRAFT]
    half, untouched = sorted(drafts, key=lambda each: tally(each).open)
    assert tally(untouched).open == tally(untouched).total
    assert tally(half).accepted > 1 < tally(half).open
    (discussed,) = (each for each in half.clauses if each.state is ClauseState.DECLINED)
    assert discussed.comment


def test_a_no_to_the_log_did_not_keep_anybody_from_signing(agreements: list[Agreement]) -> None:
    signed = [each for each in agreements if each.state is AgreementState.SIGNED]
    answers = Counter(each.clause("icf-log").state for each in signed)
    assert answers[ClauseState.DECLINED] == 1
    assert answers[ClauseState.ACCEPTED] > 5


def test_whoever_is_paid_for_has_the_full_agreement_and_one_took_a_consent_back(
    records: list[ClientRecord],
) -> None:
    for record in records:
        for agreement in record.agreements:
            sponsored = any(
                each.sponsor for each in record.engagements if each.id == agreement.engagement
            )
            assert agreement.template == ("full" if sponsored else "core")
            assert not [each for each in findings(record, agreement) if each.rule not in MILD]
    withdrawn = [each for each in records if each.agreement and tally(each.agreement).withdrawn]
    assert [countable_minutes(each) for each in withdrawn] == [0]
    assert coached_minutes(withdrawn[0]) > 0


def test_leads_have_no_agreement_and_only_they_have_none(records: list[ClientRecord]) -> None:
    for record in records:
        assert (record.client.state is ClientState.LEAD) is (not record.agreements)


def test_every_record_keeps_all_limits(records: list[ClientRecord]) -> None:
    for record in records:
        assert from_plain(ClientRecord, to_plain(record)) == record


def test_it_is_the_same_each_time(tmp_path: Path, records: list[ClientRecord]) -> None:
    again = everything(tmp_path)
    assert [replace(each, id="") for each in again] == [replace(each, id="") for each in records]


def test_a_larger_or_smaller_practice_can_be_had(tmp_path: Path) -> None:
    assert len(demo.practice(tmp_path / "small", DAY, size=3).cards()) == 3
    assert len(demo.practice(tmp_path / "large", DAY, size=20).cards()) == 20


def test_the_temporary_practice_is_private_and_open_and_afterwards_gone() -> None:
    with demo.temporary(DAY) as vault:
        folder = vault.path.parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert vault.practice().next_number == len(vault.cards()) + 1
    assert not folder.exists()
    with pytest.raises(NotAllowed):
        vault.practice()


@pytest.mark.parametrize("reason", [SystemExit, KeyboardInterrupt, ValueError])
def test_it_is_gone_whatever_ends_it(reason: type[BaseException]) -> None:
    with pytest.raises(reason), demo.temporary(DAY) as vault:  # noqa: PT012 - only one can raise
        folder = vault.path.parent
        raise reason
    assert not folder.exists()

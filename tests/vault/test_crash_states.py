"""Every state that a loss of power can leave of one save: the record is the old one or the new one."""

from __future__ import annotations

import pytest

from coachtui.vault.vault import Vault
from tests.vault.crash import Watched, content_of, counting, watched, without
from tests.vault.people import draft, newcomer, noting


def sessions(vault: Vault) -> int:
    """How many sessions the only client has, after it was seen that all goes on."""
    cards = vault.cards()
    assert len(cards) == 1
    assert not vault.damaged
    card = cards[0]
    assert len(vault.load(card.id).sessions) == card.sessions
    assert len(vault.update(card.id, noting("later")).sessions) == card.sessions + 1
    return card.sessions


def clients(vault: Vault) -> int:
    """How many clients there are, after it was seen that the next one gets a code of its own."""
    codes = [card.code for card in vault.cards()]
    assert not vault.damaged
    assert vault.add(newcomer).client.code not in codes
    return len(codes)


@pytest.fixture
def save(vault: Vault, only: str) -> Watched:
    vault.update(only, noting("a"))
    return watched(
        vault.path, lambda: vault.update(only, noting("b")), counting(vault.path, sessions)
    )


def test_no_crash_state_of_a_save_loses_anything(save: Watched) -> None:
    states, lost = save.broken(save.steps)
    assert states > 50
    assert lost == 0


def test_no_crash_state_of_a_new_client_loses_anything(vault: Vault) -> None:
    save = watched(vault.path, lambda: vault.add(newcomer), counting(vault.path, clients))
    states, lost = save.broken(save.steps)
    assert states > 80
    assert lost == 0


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_a_save_that_leaves_out_a_sync_would_be_caught(save: Watched, what: str) -> None:
    _states, lost = save.broken(without(save.steps, what))
    assert lost > 0


def test_a_save_that_removes_before_it_creates_would_be_caught(save: Watched) -> None:
    steps = save.steps
    at = next(
        place
        for place, (step, _content) in enumerate(steps)
        if step[0] == "rename" and not step[2].endswith(".prev")
    )
    _states, lost = save.broken([*steps[:at], (("unlink", steps[at][0][2]), b""), *steps[at:]])
    assert lost > 0


def test_the_save_replayed_whole_is_the_save(save: Watched) -> None:
    now = content_of(save.folder)
    *_, (told, state) = save.states(save.steps)
    assert told
    assert state == now


def where_the_text_is(vault: Vault) -> int:
    """1 while only the draft has it, 2 once only the note has, 3 between; it is never nowhere."""
    (card,) = vault.cards()
    noted = any(each.id == "begun" for each in vault.load(card.id).sessions)
    drafted = bool(vault.drafts())
    assert not vault.damaged_drafts
    assert noted or drafted
    return 3 if noted and drafted else 2 if noted else 1


@pytest.fixture
def becoming_a_note(vault: Vault, only: str) -> Watched:
    vault.save_draft(draft(only))

    def save() -> None:
        vault.update(only, noting("begun"))
        vault.drop_draft(draft(only).id)

    return watched(vault.path, save, counting(vault.path, where_the_text_is))


def test_no_crash_state_between_draft_and_note_loses_the_text(becoming_a_note: Watched) -> None:
    states, lost = becoming_a_note.broken(becoming_a_note.steps, between=(1, 2, 3))
    assert states > 50
    assert lost == 0


def test_a_draft_dropped_before_the_note_is_saved_would_be_caught(
    becoming_a_note: Watched,
) -> None:
    steps = becoming_a_note.steps
    dropping = [each for each in steps if "/drafts" in each[0][1]]
    saving = [each for each in steps if "/drafts" not in each[0][1]]
    assert becoming_a_note.broken([*dropping, *saving], between=(1, 2, 3))[1] > 0

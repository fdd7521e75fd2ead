"""Several clients at once: all or none, and whatever a crash leaves can be completed."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.record import Card, ClientRecord
from coachtui.errors import InvalidValue, NotSaved
from coachtui.vault.adding import Build
from coachtui.vault.checking import check
from coachtui.vault.place import TEMPORARY
from coachtui.vault.vault import Vault
from tests.vault.crash import counting, watched
from tests.vault.people import PASSPHRASE, newcomer, noting
from tests.vault.test_refusing_disk import Refusing

NAMES = ("Ugle", "Ravn", "Skjære")
Choose = Callable[[tuple[Card, ...]], Sequence[Build]]


def named(name: str) -> Build:
    def build(record_id: str, code: str) -> ClientRecord:
        record = newcomer(record_id, code)
        return replace(record, client=replace(record.client, name=name))

    return build


def those_not_there(cards: tuple[Card, ...]) -> list[Build]:
    there = {card.name for card in cards}
    return [named(name) for name in NAMES if name not in there]


def codes(vault: Vault) -> list[str]:
    return [card.code for card in vault.cards()]


def test_all_are_added_under_the_next_codes(vault: Vault, path: Path) -> None:
    steps: list[tuple[int, int]] = []
    added = vault.add_all(those_not_there, lambda done, of: steps.append((done, of)))
    assert [each.client.name for each in added] == list(NAMES)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    for opened in (vault, Vault.unlock(path, PASSPHRASE)):
        assert codes(opened) == ["K-001", "K-002", "K-003", "K-004"]
        assert not opened.damaged
    assert vault.add_all(those_not_there) == ()
    assert vault.add(newcomer).client.code == "K-005"
    assert vault.load(added[0].id) == added[0]
    assert vault.update(added[0].id, noting("a")).sessions
    assert check(vault).ok


def test_whoever_chooses_knows_what_others_have_saved(vault: Vault, path: Path) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    assert len(vault.cards()) == 1
    other.add(named("Ravn"))
    assert [each.client.name for each in vault.add_all(those_not_there)] == ["Ugle", "Skjære"]


def test_one_that_cannot_be_kept_keeps_all_from_being_saved(vault: Vault, path: Path) -> None:
    wrong = named("x" * 500)
    with pytest.raises(InvalidValue):
        vault.add_all(lambda _cards: [named("Ugle"), wrong, named("Ravn")])
    assert codes(vault) == ["K-001"]
    assert len(list((path / "records").iterdir())) == 1


def test_a_disk_that_refuses_keeps_all_from_being_saved(vault: Vault, path: Path) -> None:
    """Until the first of them has its name, and from then on the rest can be added."""
    nth, refused, partly = 0, 1, 0
    while refused:
        nth += 1
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, errno.ENOSPC, for_good=True)
            try:
                vault.add_all(those_not_there)
                told = True
            except NotSaved:
                told = False
        refused = refusing.refused
        there = [card.name for card in vault.cards()][1:]
        assert len(there) == len(set(there))
        if told:
            assert set(there) == set(NAMES)
            break
        partly += bool(there)
        assert not [each for each in (path / "records").iterdir() if TEMPORARY in each.name]
        assert not vault.damaged
    assert 0 < partly < len(NAMES) + 2
    assert nth > 20


def completed(vault: Vault) -> int:
    """How the clients stand: 1 as before, 2 all there, 3 between; then that the rest can be added."""
    found = [card.name for card in vault.cards()]
    assert not vault.damaged
    assert len(found) == len(set(found))
    vault.add_all(those_not_there)
    assert {card.name for card in vault.cards()} == {"Papegøye Ødegård", *NAMES[:3]}
    assert len(set(codes(vault))) == 4
    return {1: 1, 4: 2}.get(len(found), 3)


def test_no_crash_state_is_beyond_completing(vault: Vault) -> None:
    adding = watched(
        vault.path, lambda: vault.add_all(those_not_there), counting(vault.path, completed)
    )
    states, lost = adding.broken(adding.steps, between=(1, 2, 3), last=2)
    assert states > 100
    assert lost == 0

"""Several writers and a reader on one vault at once, each a process of its own.

A program of its own, so that it can fork without threads around: ``python -m tests.vault.crowd
FOLDER WRITERS SAVES``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from coachtui.vault import making
from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE, draft, newcomer, noting


def write(vault: Vault, shared: str, who: int, saves: int) -> None:
    for number in range(saves):
        vault.update(shared, noting(f"w{who}n{number}"))
        vault.save_draft(draft(shared, who + 1, str(number)))
        if number % 4 == 0:
            vault.add(newcomer)


def read(vault: Vault, shared: str, enough: int) -> int:
    """Read until everything has been seen; how often that was. It must never go backwards."""
    seen, times = 0, 0
    while seen < enough:
        (card,) = (card for card in vault.cards() if card.id == shared)
        sessions = len(vault.load(shared).sessions)
        assert seen <= card.sessions <= sessions
        assert not vault.damaged
        vault.drafts()
        assert not vault.damaged_drafts
        seen, times = sessions, times + 1
    return times


def main(folder: Path, writers: int, saves: int) -> None:
    path = folder / "vault"
    shared = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL).add(newcomer).id
    _genuine, keys = making.unlock(path, PASSPHRASE)
    children = []
    for who in range(writers):
        child = os.fork()
        if not child:
            try:
                write(Vault(path, keys), shared, who, saves)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    times = read(Vault(path, keys), shared, writers * saves)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * writers
    vault = Vault.unlock(path, PASSPHRASE)
    wanted = {f"w{who}n{number}" for who in range(writers) for number in range(saves)}
    assert {session.id for session in vault.load(shared).sessions} == wanted
    codes = [card.code for card in vault.cards()]
    assert len(set(codes)) == len(codes) == 1 + writers * len(range(0, saves, 4))
    assert vault.practice().next_number == len(codes) + 1
    assert [each.session.note for each in vault.drafts()] == [str(saves - 1)] * writers
    print(f"{writers * saves} saves by {writers} writers, all there; read {times} times meanwhile")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

"""What is done with a practice in coachtui's vault and, in the same rounds, in every other store."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks.clock import in_a_row, raw
from benchmarks.report import Round
from benchmarks.stores import coachtui_vault
from benchmarks.stores.practice import EMPTY, WORD, MadeUp
from benchmarks.stores.store import DISK, PEERS, Peer, Store

SAVE, SEARCH = "save a note", "every note read and searched"
ACTS = {
    SAVE: "save",
    "add a client": "add",
    "open and list, the key at hand": "open",
    "unlock and list": "unlock",
    "read all about one client": "read",
    SEARCH: "search",
    "check every file": "check",
    "re-key": "rekey",
    "create, empty": "create",
}
"""The acts and the methods that do them. A store that has no such method is left out there."""


def beside(act: str, peer: Peer) -> str:
    """The name of the line for an act, ours and that of a peer."""
    return f"{act}, beside {peer.name}"


class Acts:
    """All stores with the same practice, each proven to hold it; ``missing`` are the peers that
    are not installed, with the reason."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        self._folder, self._practice = folder, practice
        self._folders, self._turns, self._numbers = count(), count(), count(practice.clients + 1)
        self.vault = coachtui_vault.Store(self._new_folder(), practice)
        self._stores: dict[str, Store] = {}
        self.missing: dict[str, str] = {}
        for peer in PEERS:
            try:
                self._stores[peer.name] = peer.store()(self._new_folder(), practice)
            except ModuleNotFoundError as error:
                self.missing[peer.name] = str(error)
        for name, store in {"coachtui": self.vault, **self._stores}.items():
            self._prove(name, store)

    def _new_folder(self) -> Path:
        folder = self._folder / f"{next(self._folders)}"
        folder.mkdir()
        return folder

    def _prove(self, name: str, store: Store) -> None:
        found = store.open(), store.read(1), store.search(WORD)
        held = self._practice.clients, self._practice.sessions, self._practice.hits
        if found != held:
            raise SystemExit(f"{name} finds {found} of what it should hold: {held}")

    def one_round(self) -> Round:
        """Each act once in every store, ours first."""
        client = self._next_client()  # another in each round, so that no record outgrows the others
        found: Round = {}
        for act, method in ACTS.items():
            ours = in_a_row(self._act(self.vault, method, client))
            if act == SAVE:
                content = self.vault.file(client).read_bytes()
                found[beside(act, DISK)] = ours, in_a_row(self._raw(content))
            for peer in PEERS:
                store = self._stores.get(peer.name)
                if store and (method == "create" or hasattr(store, method)):
                    theirs = in_a_row(self._act(store, method, client))
                    found[beside(act, peer)] = ours, theirs
        return found

    def _next_client(self) -> int:
        return 1 + next(self._turns) % self._practice.clients

    def _raw(self, content: bytes) -> Callable[[], None]:
        return lambda: raw(self._folder / "raw", content)

    def _act(self, store: Store, method: str, client: int) -> Callable[[], object]:
        given: dict[str, Callable[[], object]] = {
            "save": lambda: store.save(client),
            "add": lambda: store.add(next(self._numbers)),
            "read": lambda: store.read(self._next_client()),
            "search": lambda: store.search(WORD),
            "create": lambda: type(store)(self._new_folder(), EMPTY),
        }
        return given[method] if method in given else getattr(store, method)

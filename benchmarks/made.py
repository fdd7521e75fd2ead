"""What the screens are measured on: a vault of a thousand made-up clients, and the same for peers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from coachtui.domain.client import Client
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.services import demo
from coachtui.vault.vault import Cost, Vault

PASSPHRASE = "a made-up passphrase"
READER = "Åpen Leser"
"""The first client, who has the long note and, below it, the one to write on."""

_PARAGRAPH = "Hva skjedde *siden sist*? Én ting av gangen, sa hun, og så på **klokken**."
_PEERS = Path(__file__).parent / "peers"


class Made:
    """The files of one run: the ``vault``, and for the peers ``rows``, ``long`` and ``text``."""

    def __init__(self, home: Path) -> None:
        self.home, self.vault = home, home / "vault"
        self.rows, self.long, self.text = home / "rows.json", home / "long.md", home / "text.md"
        self.long.write_text(_long_note(), "utf-8")
        self.text.write_text(_text(), "utf-8")
        self._fill_vault()

    @property
    def coachtui(self) -> list[str | Path]:
        """The command that shows the vault, as it is installed."""
        return [script(), "--vault", self.vault]

    def peer(self, name: str, *files: Path) -> list[str | Path]:
        """The command of one of the peers."""
        return [sys.executable, _PEERS / f"{name}.py", *files]

    def _fill_vault(self) -> None:
        """The demo's clients behind a passphrase that is known, the reader before them."""
        source = demo.practice(self.home / "demo", date.today(), 999)
        # The least key derivation: what it costs is a choice, and the same for every program.
        vault = Vault.create(self.vault, PASSPHRASE, source.practice(), Cost.MINIMAL)
        vault.add(self._reader)
        for card in source.cards():
            record = source.load(card.id)
            vault.add(lambda key, code, of=record: _as(of, key, code))  # type: ignore[misc]
        rows = [
            (card.code, card.name, card.state, "14/14", f"{card.last}", f"{card.sessions}")
            for card in vault.cards()
        ]
        self.rows.write_text(json.dumps(rows), "utf-8")
        source.close()
        vault.close()

    def _reader(self, record_id: str, code: str) -> ClientRecord:
        client = Client(code=code, name=READER, since=date(2025, 1, 1))
        sessions = (
            Session(id="text", date=date(2025, 1, 1), note=self.text.read_text("utf-8")),
            Session(id="long", date=date(2025, 1, 2), note=self.long.read_text("utf-8")),
        )
        return ClientRecord(id=record_id, client=client, sessions=sessions)


@contextmanager
def made() -> Iterator[Made]:
    """The files, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="coachtui-benchmark-") as folder:
        yield Made(Path(folder))


def script() -> Path:
    """The installed ``coachtui``."""
    return Path(sys.executable).with_name("coachtui")


def _as(record: ClientRecord, record_id: str, code: str) -> ClientRecord:
    return replace(record, id=record_id, client=replace(record.client, code=code))


def _long_note() -> str:
    """200 lines of Markdown: headings, paragraphs, lists, quotes."""
    part = [
        "## Del {}",
        "",
        _PARAGRAPH,
        "",
        "- første steg",
        "- andre *steg*",
        "",
        "> sitat",
        "",
        "",
    ]
    lines = [line.format(number) for number in range(1, 21) for line in part]
    return "# Opptakt\n" + "\n".join(lines[1:])


def _text() -> str:
    """10 KB of plain lines."""
    line = "Det hun sa om uken som gikk, og det hun vil prøve før neste gang."
    count = 10 * 1024 // len(f"{line}\n".encode())
    return "\n".join([line] * count)

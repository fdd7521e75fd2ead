"""Every screen of the app in a real terminal, on a vault that no entrance has cleaned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault, unlock
from tests.conftest import PASSPHRASE
from tests.hostile import foreign
from tests.hostile.obeyed import hostile_signs, read
from tests.hostile.strings import hostile_strings, marked
from tests.terminal import Terminal

ENTER, ESCAPE, SPACE = "\r", "\x1b", " "
CTRL_D, CTRL_G, CTRL_L, CTRL_P, CTRL_Q, CTRL_R, CTRL_S = map(chr, (4, 7, 12, 16, 17, 18, 19))
NOTES, IN_A_NOTE = 44, 240
LEAST = 10_000
SIZE = (160, 110)


class Watched(Terminal):
    """A terminal that knows which of the numbered strings have come out of it.

    Drawing what came takes long, so it is only drawn to be looked at.
    """

    def __init__(self, home: Path, *arguments: str) -> None:
        super().__init__(home, *arguments, size=SIZE)
        self._draw, self._stream = self._stream, self
        self._undrawn = bytearray()
        self._looked_to = 0

    def read(self, seconds: float = 0.01) -> None:
        """Take what has come within ``seconds``."""
        super().read(seconds)

    def feed(self, output: bytes) -> None:
        """Keep what came, to be drawn later."""
        self._undrawn += output

    @property
    def text(self) -> str:
        """What stands on the screen; pyte's own is at a loss where marks stand after wide signs."""
        self._draw.feed(bytes(self._undrawn))
        self._undrawn.clear()
        columns, rows = SIZE
        lines = (self._screen.buffer[row] for row in range(rows))
        return "\n".join("".join(line[at].data for at in range(columns)) for line in lines)

    @property
    def numbers(self) -> set[bytes]:
        """The numbers of the strings that have come out."""
        return set(re.findall(rb"#(\d{5})", self.output))

    def press(self, keys: str, shown: str) -> None:
        """Press ``keys`` and wait for what they show."""
        self.type(keys)
        self.wait_for(shown)

    def leave(self, gone: str, keys: str = ESCAPE) -> None:
        """Press ``keys`` and wait until something is gone."""
        self.type(keys)
        self.wait_gone(gone)

    def press_undrawn(self, keys: str, shown: bytes, since: int | None = None) -> int:
        """Press ``keys`` and wait until that has come, wherever it is on the screen.

        What stands there already does not come again: then ``since`` says from which byte on.
        """
        before = len(self.output) if since is None else since
        self.type(keys)
        self.wait(lambda: shown in self.output[before:], repr(shown))
        return before

    def draw_anew(self) -> None:
        """Have all of the screen drawn again."""
        self._undrawn.clear()
        self.type(CTRL_L)

    def paste(self, text: bytes) -> None:
        """Paste ``text`` as a terminal does, which lets no end of a paste through."""
        self.send(b"\x1b[200~" + text.replace(b"\x1b[201~", b"") + b"\x1b[201~")


@pytest.fixture
def watched(vault: Vault, tmp_path: Path) -> Watched:
    """The app on the hostile vault, at the drafts that it offers."""
    foreign.fill(vault, 60, NOTES, IN_A_NOTE)
    vault.close()
    terminal = Watched(tmp_path, "--vault", str(vault.path))
    terminal.wait_for("Passphrase:")
    terminal.press(PASSPHRASE + ENTER, "Not saved yet")
    return terminal


def read_every_note(terminal: Watched) -> None:
    """Open each session of the client on screen, the last one first, and go to its end."""
    for note in range(NOTES, 0, -1):
        first, last = (note - 1) * IN_A_NOTE, note * IN_A_NOTE
        opened = terminal.press_undrawn(ENTER, b"#%05d" % (first + 3))
        terminal.press_undrawn("G", b"#%05d" % (last - 3), since=opened)
        terminal.press_undrawn(ESCAPE, b"2 Agreement")
        terminal.type("j")
    terminal.draw_anew()


def show_the_lists_and_forms(terminal: Watched) -> None:
    terminal.leave("Not saved yet")
    terminal.press("G", "K-060")
    terminal.press("g", "K-001")
    terminal.press("e", "Remark")
    terminal.leave("Remark")
    terminal.press("P", "Your practice")
    terminal.leave("Your practice")
    terminal.press("?", "Esc closes")
    terminal.leave("Esc closes")


def show_the_agreement(terminal: Watched) -> None:
    terminal.press("2", "Clause")
    terminal.press("v", "0/14")
    for answered in range(1, 14):
        terminal.press(SPACE, f"{answered}/14")
    terminal.press("c", "Comment on")
    # The lines of the text end as the editor writes them now, which is a change.
    terminal.press(ESCAPE, "Leave without saving?")
    terminal.leave("Comment on", "y")
    terminal.press("d", "14/14")
    terminal.press("s", "Client signs as")
    terminal.leave("Client signs as")
    terminal.press("x", "Export the agreement")
    terminal.leave("Export the agreement")
    terminal.leave("14/14  ready")


def show_the_file(terminal: Watched) -> None:
    terminal.press("3", "Left vault")
    terminal.press("a", "New engagement")
    terminal.leave("New engagement")
    terminal.press("Gk" + ENTER, "Sponsor")
    terminal.leave("Sponsor")


def write_and_move_a_note(terminal: Watched) -> None:
    terminal.press("1", "Kind")
    terminal.press(ENTER, "Correct")
    terminal.press("e", "Preview")
    terminal.press(CTRL_R, "Preview")
    terminal.type(CTRL_R)
    terminal.leave("Preview")
    terminal.press("m", "Move to which client")
    terminal.press("K-002" + ENTER, "Move this session?")
    terminal.leave("Move this session?")
    terminal.leave("Correct")


def test_no_screen_gives_what_is_in_a_vault_to_the_terminal(watched: Watched) -> None:
    show_the_lists_and_forms(watched)
    watched.press(ENTER, "2 Agreement")
    read_every_note(watched)
    show_the_agreement(watched)
    show_the_file(watched)
    write_and_move_a_note(watched)
    assert not read(watched.output).offences
    assert len(watched.numbers) >= LEAST


def hostile_bytes(most: int) -> bytes:
    """The strings as a clipboard would hold them, halves of characters and all."""
    strings = marked(hostile_strings(most))
    return b"".join(string.encode(errors="surrogatepass") + b" " for string in strings)


def test_no_paste_gives_what_it_holds_to_the_terminal_or_the_vault(
    vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    vault.close()
    terminal = Watched(tmp_path, "--vault", str(vault.path))
    terminal.wait_for("Passphrase:")
    terminal.press(PASSPHRASE + ENTER, "1 client")
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.paste(hostile_bytes(10_800))
    terminal.wait_for("#10799")
    terminal.press(CTRL_S, "Saved for K-001.")
    for key, opened, closed in (
        ("/", "Esc All", "Nobody matches"),
        (CTRL_P, "Part of a name", "Nothing fits"),
        ("a", "New client", "New client"),
    ):
        terminal.press(key, opened)
        for at in range(3):
            terminal.paste(hostile_bytes(700)[at * 4000 :][:4000])
        terminal.wait_for(closed)
        # An Esc right behind other bytes would be the start of a sequence.
        terminal.rest()
        if key == "a":
            terminal.press(ESCAPE, "Leave without saving?")
        terminal.leave(closed, "y" if key == "a" else ESCAPE)
    terminal.type(CTRL_Q)
    assert terminal.end() == 0
    assert not read(terminal.output).offences
    opened_again = unlock(vault.path, PASSPHRASE)
    (session,) = opened_again.load(aase.id).sessions
    kept = re.findall(r"#\d{5}", session.note)
    assert len(kept) == len(set(kept)) >= LEAST
    assert not hostile_signs(session.note)


def test_locking_and_leaving_wipe_what_stood_on_the_screen(watched: Watched) -> None:
    watched.leave("Not saved yet")
    watched.press(ENTER, "2 Agreement")
    watched.press(ENTER, "Correct")
    watched.rest()
    before = len(watched.output)
    watched.press(CTRL_G, "coachtui is locked")
    watched.rest()
    assert "#" not in watched.text
    assert not re.search(rb"#\d|K-0", watched.output[before:])
    watched.press(PASSPHRASE + ENTER, "Not saved yet")
    watched.leave("Not saved yet")
    assert "K-001" in watched.text
    watched.type("q")
    assert watched.end() == 0
    # pyte knows no second screen, so it shows what stood there last, and no “<u”.
    assert watched.text.strip() in ("", "u")

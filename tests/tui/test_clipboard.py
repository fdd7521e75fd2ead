"""What is copied: where it goes is said, it is harmless there, and the app forgets it when it locks."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from coachtui.tui.widgets.text import TextInput
from tests.conftest import PASSPHRASE
from tests.terminal import Terminal
from tests.tui.conftest import Opened

F7, CTRL_C = "\x1b[18~", "\x03"


def test_a_copy_goes_to_the_terminal_cleaned_and_says_so(
    vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    vault.close()
    terminal = Terminal(tmp_path, "--vault", str(vault.path))
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("K-001")
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("en hemmelighet")
    terminal.wait_for("en hemmelighet")
    terminal.type(F7 + CTRL_C)
    terminal.wait_for("Copied to the clipboard")
    (copied,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.output)
    assert base64.b64decode(copied) == b"en hemmelighet"
    terminal.type("\x11")
    assert terminal.end() == 0


@pytest.mark.parametrize("hostile", ["rm -r ~\x1b[201~\r", "\udc9b[2J", "a\u202eb"], ids=ascii)
async def test_what_is_copied_is_cleaned(opened: Opened, aase: ClientRecord, hostile: str) -> None:
    async with opened() as pilot:
        pilot.app.copy_to_clipboard(hostile)
        assert "\N{REPLACEMENT CHARACTER}" in pilot.app.clipboard
        assert not re.search("[\x1b\r\ud800-\udfff\u202e]", pilot.app.clipboard)


async def test_a_lock_empties_the_clipboard_of_the_app(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await pilot.press(*"hemmelig", "f7", "ctrl+c")
        assert pilot.app.clipboard == "hemmelig"
        await pilot.press("ctrl+g")
        await pilot.pause(0.2)
        assert pilot.app.clipboard == ""
        await pilot.press("ctrl+v")
        assert pilot.app.screen.query_one(TextInput).value == ""

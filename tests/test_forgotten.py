"""Forgotten: the recovery key at the plain prompt, and the new passphrase that is due then."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.errors import WrongPassphrase
from coachtui.services import keys, opening
from coachtui.services.keys import RecoveryKey
from coachtui.services.opening import Vault
from tests.conftest import DAY
from tests.terminal import Terminal

NEW = "seven quiet rivers run on"


@pytest.fixture
def key(vault: Vault) -> RecoveryKey:
    made = RecoveryKey.make()
    keys.keep(vault, made, DAY)
    vault.close()
    return made


@pytest.fixture
def terminal(vault: Vault, key: RecoveryKey, tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, "--vault", str(vault.path))


def test_a_wrong_passphrase_names_the_key_that_leads_on(
    terminal: Terminal, vault: Vault, key: RecoveryKey
) -> None:
    terminal.wait_for("Passphrase:")
    terminal.type("not the right one\r")
    terminal.wait_for("Ctrl+R")
    terminal.type("half a pass\x12")
    terminal.wait_for("Recovery key from the paper:")
    terminal.type("-".join((*key.groups[:7], "AAAAA")) + "\r")
    terminal.wait_for("mistake in group 8")
    terminal.type(" ".join(key.groups).lower() + "\r")
    terminal.wait_for("A new passphrase")
    terminal.type("\x1b")
    terminal.wait_for("Go on without a new passphrase?")
    terminal.type("n")
    terminal.wait_gone("Go on without")
    terminal.type(NEW + "\r" + NEW + "\r")
    terminal.wait_for("The passphrase is changed.")
    terminal.type("\x11")
    assert terminal.end() == 0
    opened = opening.unlock(vault.path, NEW)
    assert opened.practice().name == "Kari Coach"
    for word in (key.groups[1], key.groups[1].lower(), NEW, "half a pass"):
        assert word.encode() not in terminal.output


def test_three_wrong_keys_end_it(terminal: Terminal, key: RecoveryKey) -> None:
    terminal.wait_for("Passphrase:")
    terminal.type("\x12")
    terminal.wait_for("Recovery key from the paper:")
    for _try in range(2):
        terminal.type("-".join(RecoveryKey.make().groups) + "\r")
        terminal.wait_for("does not open this vault")
        terminal.read()
    terminal.type("-".join(RecoveryKey.make().groups) + "\r")
    assert terminal.end() == 3


def test_leaving_leaves_everything(terminal: Terminal, vault: Vault, key: RecoveryKey) -> None:
    terminal.wait_for("Passphrase:")
    terminal.type("\x12")
    terminal.wait_for("Recovery key from the paper:")
    terminal.type("\x03")
    assert terminal.end() == 130
    with pytest.raises(WrongPassphrase):
        opening.unlock(vault.path, NEW)

"""The command line on a terminal: what it prints of a vault, of its arguments and of its input."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services import agreements
from coachtui.services.opening import Vault, unlock
from tests.conftest import DAY, PASSPHRASE
from tests.hostile import foreign, pseudo
from tests.hostile.obeyed import hostile_signs, read
from tests.hostile.strings import hostile_strings, marked

LEAST = 10_000
ARGUMENT = 100_000
"""Bytes of one argument; Linux takes some more."""


def as_argument(most: int, skip: int = 0) -> bytes:
    """The strings as one argument, as Python would take them from a foreign program."""
    strings = list(marked(hostile_strings(11_000)))[skip:]
    bytewise = " ".join(strings).replace("\0", "").encode(errors="surrogatepass")
    # A control of the upper set as one byte, and what else is no UTF-8.
    return (b"\x9b2J\xff\xfe" + bytewise)[:most]


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    return file


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment without a configuration of whoever runs the tests."""
    return {"HOME": str(tmp_path), "COACHTUI_CONFIG": str(tmp_path / "none.toml")}


def numbers(output: bytes) -> set[bytes]:
    return set(re.findall(rb"#(\d{5})", output))


def test_nothing_printed_of_a_vault_is_obeyed(
    vault: Vault, passphrase: Path, home: dict[str, str]
) -> None:
    foreign.fill(vault, 30, 28, 400)
    vault.close()
    seen: set[bytes] = set()
    for line in (
        "client list", "client list --json", "client show K-001", "client show K-001 --json",
        "session list K-001", "session list K-001 --notes", "session list K-001 --json",
        "agreement show K-001", "agreement show K-001 --text", "agreement show K-001 --json",
        "agreement accept K-001 --all", "agreement diff K-001", "agreement diff K-001 --json",
        "agreement versions K-001", "agreement versions K-001 --json",
        "engagement list K-001", "engagement list K-001 --json",
        "practice show", "practice show --json", "vault info",
    ):  # fmt: skip
        arguments = ["--vault", str(vault.path), "--passphrase-file", str(passphrase)]
        # The colours of a difference are the program's own, and would be all that is found.
        plain = {**home, "NO_COLOR": "1"}
        shown = pseudo.run("-m", "coachtui", *arguments, *line.split(), size=(200, 50), env=plain)
        assert shown.code == 0, (line, shown.output[-300:])
        assert not read(shown.output).offences, line
        seen |= numbers(shown.output)
        if line.endswith("--json"):
            assert json.loads(shown.output)
    assert len(seen) >= LEAST


@pytest.mark.parametrize(
    "before",
    [
        ["client", "show"],
        ["client"],
        [],
        ["client", "add", "--state"],
        ["client", "add", "--name", "x", "--language"],
        ["agreement", "accept", "K-001"],
        ["agreement", "new", "K-001", "--template"],
        ["agreement", "new", "K-001", "--set"],
        ["agreement", "new", "K-001", "--title"],
        ["agreement", "amend", "K-001"],
        ["agreement", "record", "K-001", "--date", "2025-08-18", "--yes"],
        ["agreement", "sign", "K-001", "--date"],
        ["import", "csv"],
        ["import", "csv", "-", "--leave-out"],
        ["engagement", "edit", "K-001"],
        ["session", "edit", "K-001"],
        ["session", "list", "K-001", "too", "much"],
        ["note", "K-001", "-", "--minutes"],
        ["template", "show"],
        ["--lang"],
        ["--vault"],
        ["init", "--name", "x", "--vault"],
        ["--passphrase-file"],
        ["client", "list", "--passphrase-file"],
    ],
    ids=" ".join,
)
def test_no_argument_comes_back_to_be_obeyed(
    vault: Vault, aase: ClientRecord, passphrase: Path, home: dict[str, str], before: list[str]
) -> None:
    vault.close()
    given = {"COACHTUI_VAULT": str(vault.path), "COACHTUI_PASSPHRASE_FILE": str(passphrase)}
    for piece in (as_argument(ARGUMENT), as_argument(ARGUMENT, 5_000), b"--" + as_argument(200)):
        with Path(os.devnull).open() as nothing:
            shown = pseudo.run(
                *("-m", "coachtui", *before, piece),
                env={**home, **given},
                piped=nothing.fileno(),
                cwd=Path(home["HOME"]),
            )
        assert shown.code >= 0
        assert not read(shown.output).offences
        assert b"Traceback" not in shown.output


def test_no_configuration_is_quoted_to_be_obeyed(home: dict[str, str], tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    strings = [each for each in hostile_strings(800) if not re.search("[\ud800-\udfff]", each)]
    quoted = json.dumps("".join(strings)).replace("\\u007f", "\x7f")
    for content in (f"{quoted} = 1", f"theme = {quoted}", f"language = {quoted}", "".join(strings)):
        config.write_text(content)
        shown = pseudo.run(
            "-m", "coachtui", "template", "list", env={**home, "COACHTUI_CONFIG": str(config)}
        )
        assert not read(shown.output).offences


def test_what_is_piped_in_is_kept_harmless(
    vault: Vault, aase: ClientRecord, passphrase: Path, home: dict[str, str]
) -> None:
    vault.close()
    given = {"COACHTUI_VAULT": str(vault.path), "COACHTUI_PASSPHRASE_FILE": str(passphrase)}
    text = " ".join(marked(foreign.storable(hostile_strings(11_000))))
    lines = "\n".join(text[at : at + 300].replace("\n", " ") for at in (0, 4_000, 8_000))
    for line, sent in (("note K-001 -", text), ("client add", lines), ("client edit K-001", lines)):
        with tempfile.TemporaryFile() as file:
            file.write(sent.encode())
            file.seek(0)
            shown = pseudo.run(
                "-m", "coachtui", *line.split(), env={**home, **given}, piped=file.fileno()
            )
        assert shown.code == 0, shown.output[-300:]
        assert not read(shown.output).offences
    opened = unlock(vault.path, PASSPHRASE)
    (session,) = opened.load(aase.id).sessions
    assert len(numbers(session.note.encode())) >= LEAST
    people = [f"{card.name} {card.email}" for card in opened.cards()]
    assert len(people) == 2
    assert not hostile_signs(session.note + "".join(people))


def test_an_export_goes_to_no_folder_that_a_vault_cannot_name(
    vault: Vault, passphrase: Path, home: dict[str, str], tmp_path: Path, aase: ClientRecord
) -> None:
    agreements.begin(vault, aase.id, DAY)
    vault.close()
    given = {"COACHTUI_VAULT": str(vault.path), "COACHTUI_PASSPHRASE_FILE": str(passphrase)}
    foreign_name = os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J"
    shown = pseudo.run(
        "-m", "coachtui", "agreement", "export", "K-001", "-o", foreign_name, env={**home, **given}
    )
    assert shown.code == 2
    assert not read(shown.output).offences
    assert unlock(vault.path, PASSPHRASE).load(aase.id).disclosures == ()

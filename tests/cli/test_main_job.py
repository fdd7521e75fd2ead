"""The main job from end to end, as a script does it: real processes, nothing but lines and files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Line

Process = Callable[..., Done]


@pytest.fixture
def process(vault: Path, passphrase: Path, tmp_path: Path) -> Process:
    """Runs ``coachtui`` in a process of its own, with ``typed`` on standard input."""
    options = ["--vault", str(vault), "--passphrase-file", str(passphrase)]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "COACHTUI_CONFIG": str(tmp_path / "none.toml"),
    }

    def run(*words: str, typed: str = "") -> Done:
        command = [sys.executable, "-X", "dev", "-m", "coachtui", *options, *words]
        done = subprocess.run(
            command,
            input=typed.encode(),
            capture_output=True,
            env=environment,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_the_main_job_by_script(process: Process, vault: Path, tmp_path: Path) -> None:
    made = process("init", "--kdf", "minimal", "--name", "Kari Coach", "--email", "k@example.org")
    assert (made.code, made.out) == (0, "")
    assert made.err.startswith(f"The vault is at {vault}.\n")

    person = ("--name", "Åse Ødegård", "--email", "aase@example.org", "--phone", "+47 900 00 000")
    added = process("client", "add", *person)
    assert added == (0, "K-001\n", "")

    assert process("agreement", "new", "K-001", "--template", "core", "--lang", "nb").code == 0
    assert process("agreement", "accept", "K-001", "--all").code == 0
    assert process("agreement", "sign", "K-001", "--as", "Åse Ødegård").code == 1
    assert process("agreement", "decline", "K-001", "icf-log").code == 0
    signed = process("agreement", "sign", "K-001", "--as", "Åse Ødegård", "--how", "in person")
    assert signed.code == 0
    written = process("note", "K-001", "--minutes", "90", "-", typed="# Første møte\n")
    assert written == (0, "", "Saved: session 1 with K-001.\n")

    exported = process("agreement", "export", "K-001", "-o", str(tmp_path / "out"))
    file = Path(exported.out.rstrip("\n"))
    assert file == tmp_path / "out" / "K-001.md"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "# Coachingavtale" in file.read_text()
    assert "- [x] Nei" in file.read_text()

    (client,) = json.loads(process("client", "list", "--json").out)
    assert (client["code"], client["name"]) == ("K-001", "Åse Ødegård")
    assert client["email"] == "aase@example.org"
    assert client["state"] == "active"
    assert client["agreement"] == {
        "state": "signed",
        "version": 1,
        "accepted": 13,
        "declined": 1,
        "withdrawn": 0,
        "open": 0,
        "total": 14,
    }
    (session,) = json.loads(process("session", "list", "K-001", "--json").out)
    assert session["note"] == "# Første møte\n"
    assert (session["minutes"], session["kind"], session["paid"]) == (90, "session", True)
    assert _found(vault, "ødegård", "aase@example", "første møte", "kari coach") == []


def _found(vault: Path, *words: str) -> list[str]:
    """Where in the vault a word stands readable, in content or file name.

    A word of four letters would stand in one of some thousand vaults by chance.
    """
    return [
        f"{word} in {file.name}"
        for file in vault.rglob("*")
        for word in words
        if word in file.name.lower()
        or (file.is_file() and word in file.read_bytes().decode("utf-8", "replace").lower())
    ]


def test_the_main_job_with_no_secret_on_any_line(line: Line, vault: Path, tmp_path: Path) -> None:
    assert line("init", "--kdf", "minimal", typed="Kari Coach\nk@example.org\n").code == 0
    assert line("client", "add", typed="Åse Ødegård\naase@example.org\n\n").out == "K-001\n"
    assert line("agreement", "new", typed="ødegård\n").code == 0
    assert line("agreement", "accept", "K-001", "--all").code == 0
    assert line("agreement", "decline", "K-001", "icf-log").code == 0
    assert line("agreement", "sign", typed="ase\nÅse Ødegård\n").code == 0
    assert line("note", "-", typed="Ødegård\n# Første møte\n").code == 0
    assert line("agreement", "export", "-o", str(tmp_path), typed="Åse\n").code == 0
    shown = line("session", "list", "--notes", typed="åse øde\n")
    assert "# Første møte" in shown.out
    assert _found(vault, "ødegård", "aase@example", "første møte") == []


def test_a_reader_that_stops_is_met_in_silence() -> None:
    script = f"{sys.executable} -m coachtui template show core | head -c 5"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (b"---\nt", b"")

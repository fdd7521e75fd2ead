"""What is printed: aligned, harmless, and exact where a script reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.cli import output
from coachtui.domain.record import ClientRecord
from coachtui.services.opening import unlock
from tests.cli.conftest import PASSPHRASE, Line

HOSTILE = "Å\x1b[2Jse\u202eevil\x9b5n\u2028Ø"


def _make_hostile(vault: Path) -> None:
    """Put into the vault what no entrance lets in."""

    def change(record: ClientRecord) -> ClientRecord:
        return replace(record, client=replace(record.client, name=HOSTILE, email="a\rb\x07"))

    opened = unlock(vault, PASSPHRASE)
    opened.update(opened.cards()[0].id, change)
    opened.close()


def test_nothing_from_a_record_is_obeyed_by_a_terminal(one_client: Line, vault: Path) -> None:
    _make_hostile(vault)
    for words in (("client", "list"), ("client", "show", "K-001")):
        out = one_client(*words).out
        assert "�[2Jse�evil" in out
        assert all(sign.isprintable() or sign == "\n" for sign in out)


def test_json_is_exact_and_harmless(one_client: Line, vault: Path) -> None:
    _make_hostile(vault)
    out = one_client("client", "list", "--json").out
    assert all(sign.isprintable() or sign == "\n" for sign in out)
    (client,) = json.loads(out)
    assert (client["name"], client["email"]) == (HOSTILE, "a\rb\x07")
    assert "Å" in out


def test_what_is_typed_is_made_harmless_at_once(practice: Line) -> None:
    practice("client", "add", typed="Åse\x1b[2J\u202e Test\n")
    (client,) = json.loads(practice("client", "list", "--json").out)
    assert client["name"] == "Åse�[2J� Test"


def test_columns_are_aligned_by_cells_not_characters(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("Name", "N"), [("日本", "1"), ("A\u030ase", "22"), ("x", "3")], right=(1,))
    assert capsys.readouterr().out == "Name   N\n日本   1\nÅse   22\nx      3\n"


def test_on_a_terminal_the_widest_column_gives_way(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    output.table(("A", "B", "C"), [("x" * 60, "日本" * 20, "short")])
    printed = capsys.readouterr().out.splitlines()
    assert all(output.width(line) <= 30 for line in printed)
    assert "…" in printed[1]
    assert printed[1].endswith("short")


def test_elsewhere_nothing_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("A",), [("x" * 500,)])
    assert "x" * 500 in capsys.readouterr().out

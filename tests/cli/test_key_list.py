"""``coachtui keys``: every command with its keys, and what of the configuration cannot be done."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Line


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Where the configuration is to lie."""
    return Path(os.environ["COACHTUI_CONFIG"])


def test_every_command_is_listed_without_a_vault(line: Line, tmp_path: Path) -> None:
    done = line("keys")
    assert done.code == 0
    assert not done.err
    assert "\nClients\n  clients.add " in done.out
    assert "Add a client" in done.out
    assert "*" not in done.out
    assert not (tmp_path / "vault").exists()


def test_what_has_other_keys_is_marked(line: Line, config: Path) -> None:
    config.write_text('[keys]\nclients.add = "b"\nclient.note = ""\n')
    done = line("keys")
    assert done.code == 0
    words = {row.split()[0]: row.split()[1:3] for row in done.out.splitlines() if "." in row}
    assert words["clients.add"] == ["b", "*"]
    assert words["client.note"] == ["–", "*"]
    assert words["clients.filter"][0] == "/"


def test_a_set_is_chosen_and_stays(line: Line, config: Path) -> None:
    config.write_text('# mine\n[keys]\nclients.add = "b"\n')
    assert line("keys", "--set", "vim").code == 0
    assert "# mine" in config.read_text()
    found = json.loads(line("keys", "--json").out)
    assert found["key_set"] == "vim"
    keys = {each["id"]: each["keys"] for each in found["commands"]}
    assert keys["app.palette"] == ["ctrl+p", ":"]
    assert keys["clients.add"] == ["b"]
    assert line("keys", "--set", "emacs").code == 2


def test_a_clash_is_told_with_the_file_and_ends_with_1(line: Line, config: Path) -> None:
    config.write_text('[keys]\nclients.add = "e"\nclients.vault = "W"\n')
    done = line("keys")
    assert done.code == 1
    assert done.err == (
        f"{config}: “clients.add” cannot have e: on one screen with it, “client.edit” has that key.\n"
    )
    found = json.loads(line("keys", "--json").out)
    assert [each["id"] for each in found["problems"]] == ["clients.add"]
    keys = {each["id"]: each["keys"] for each in found["commands"]}
    assert (keys["clients.add"], keys["clients.vault"]) == (["a"], ["W"])


def test_json_says_all_there_is_to_say_of_a_command(line: Line, config: Path) -> None:
    config.write_text('[keys]\nclients.add = ["b", "^K"]\n')
    (found,) = [
        each
        for each in json.loads(line("keys", "--json").out)["commands"]
        if each["id"] == "clients.add"
    ]
    assert found == {
        "screen": "Clients",
        "id": "clients.add",
        "keys": ["b", "ctrl+k"],
        "usual_keys": ["a"],
        "sentence": "Add a client",
        "changed": True,
    }


def test_a_file_that_cannot_be_read_is_left_as_it_is(line: Line, config: Path) -> None:
    config.write_text("[keys]\nclients.add = 1\n")
    done = line("keys", "--set", "vim")
    assert done.code == 1
    assert "“keys.clients.add” must be a key" in done.err
    assert "vim" not in config.read_text()

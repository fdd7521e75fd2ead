"""The page on keys: its list is the one that the command prints, and its examples do what they say.

When a command has come or a key has changed: ``python -m tests.test_keys_page --write``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from coachtui import config
from coachtui.cli.keys import as_lines
from coachtui.config import Config
from coachtui.language import set_language
from coachtui.tui import every_command
from coachtui.tui.key_names import read_key
from coachtui.tui.key_report import listed, settled
from coachtui.tui.key_sets import SETS

PAGE = Path(__file__).parents[1] / "docs" / "keys.md"
LIST = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


def as_printed() -> str:
    set_language("en")
    return "".join(f"{line}\n" for line in as_lines(listed(Config())))


def test_the_page_lists_exactly_the_commands_there_are() -> None:
    found = LIST.search(PAGE.read_text())
    assert found
    assert found.group() == as_printed()


def test_the_examples_of_the_page_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = re.findall(
        r"(?<=^```toml\n).*?(?=^```$)", PAGE.read_text(), re.DOTALL | re.MULTILINE
    )
    assert examples
    for example in examples:
        assert tomllib.loads(example)
        file = tmp_path / "config.toml"
        file.write_text(example)
        monkeypatch.setenv("COACHTUI_CONFIG", str(file))
        read = config.read()
        assert settled(read) == ({**SETS[read.key_set], **_by_name(read)}, ())


def _by_name(read: Config) -> dict[str, tuple[str, ...]]:
    return {id: tuple(map(read_key, keys)) for id, keys in read.keys.items()}


def test_every_key_that_the_page_names_is_one() -> None:
    paragraph = PAGE.read_text().partition("by its name: ")[2].partition("With Ctrl")[0]
    named = [each for each in re.findall(r"`([^`]+)`", paragraph) if each != "^A"]
    assert named
    assert all(map(read_key, named))


def test_the_sets_of_the_page_are_those_there_are() -> None:
    assert (
        tuple(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), re.MULTILINE))[:3] == config.KEY_SETS
    )
    assert tuple(SETS) == config.KEY_SETS


@pytest.mark.parametrize("name", config.KEY_SETS)
def test_a_set_has_no_clash_and_no_command_that_there_is_not(name: str) -> None:
    assert not every_command.clashes(SETS[name])
    assert SETS[name].keys() <= {each.id for each in listed(Config()).commands}


def test_no_letter_moves_anything_in_the_plain_set() -> None:
    arrows = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown"}
    for command in listed(Config(key_set="plain")).commands:
        if arrows & set(command.keys):
            assert not [key for key in command.keys if len(key) == 1], command.id


def test_arrows_move_in_every_set() -> None:
    for name in config.KEY_SETS:
        keys = {each.id: each.keys for each in listed(Config(key_set=name)).commands}
        for id in ("list.down", "text.down", "review.down", "difference.down", "help.down"):
            assert "down" in keys[id]


if __name__ == "__main__" and "--write" in sys.argv:
    text = PAGE.read_text()
    PAGE.write_text(LIST.sub(lambda _found: as_printed(), text))

"""The tutorial, lived through in a real terminal: what it says to press is pressed, what it shows is seen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.terminal import Terminal

DOCS = Path(__file__).parents[2] / "docs"

KEYS = {
    **{f"Ctrl+{chr(code + 64)}": chr(code) for code in range(1, 27)},
    "Enter": "\r",
    "Esc": "\x1b",
    "Tab": "\t",
    "Space": " ",
    "→": "\x1b[C",
}
KEYS["Mellomrom"] = KEYS["Space"]

STEPS = re.compile(
    r"<!-- not pressed here -->\n```.*?```"
    r"|^```console\n\$ coachtui(?P<starts>[^\n]*)\n```"
    r"|<kbd>(?P<key>[^<]+)</kbd>(?:\s×\s(?P<times>\d+))?"
    r"|`(?P<text>[^`]+)`"
    r"|\*\*(?P<sees>[^*]+)\*\*"
    r"|<!-- (?P<does>[^>]+) -->",
    re.MULTILINE | re.DOTALL,
)


class Reader:
    """Somebody who does what the page says, with a sheet of paper beside the terminal."""

    def __init__(self, home: Path, language: str) -> None:
        self._home, self._language = home, language
        self._terminal: Terminal | None = None
        self._paper: dict[str, str] = {}

    @property
    def terminal(self) -> Terminal:
        assert self._terminal is not None, "the page begins with a command"
        return self._terminal

    def start(self, arguments: str) -> None:
        self.has_left()
        variables = {"LANG": f"{self._language}.UTF-8"}
        words = shlex.split(arguments.replace("~", str(self._home)))
        self._terminal = Terminal(self._home, *words, variables=variables)

    def press(self, key: str, times: str | None) -> None:
        sent = KEYS.get(key, key)
        assert len(sent) == 1 or key in KEYS, f"no key is called “{key}”"
        self.terminal.type(sent * int(times or 1))

    def write_down_the_groups(self) -> None:
        # What was waited for may come before them.
        self.terminal.rest()
        self._paper = dict(re.findall(r"\b([1-8]) ([0-9A-Z]{5})\b", self.terminal.text))
        assert len(self._paper) == 8

    def type_the_groups(self) -> None:
        self.terminal.rest()
        asked = re.findall(r"(?:Group|Gruppe) ([1-8])", self.terminal.text)
        assert len(asked) == 2
        for number in asked:
            self.terminal.type(self._paper[number] + KEYS["Enter"])

    def has_left(self) -> None:
        """Nothing runs any more, and it ended well."""
        assert self._terminal is None or self._terminal.end() == 0
        self._terminal = None


ON_PAPER = {
    "write them down": Reader.write_down_the_groups,
    "skriv dem ned": Reader.write_down_the_groups,
    "type the two asked for": Reader.type_the_groups,
    "skriv de to": Reader.type_the_groups,
}


def steps(page: str) -> Iterator[re.Match[str]]:
    """Everything below the first heading that is to be done or seen, in its order."""
    yield from STEPS.finditer(page, page.index("\n## "))


def on_one_line(text: str) -> str:
    """``text`` as it is meant, wherever the page breaks its lines."""
    return " ".join(text.split())


@pytest.mark.parametrize(("page", "language"), [("tutorial", "C"), ("tutorial.nb", "nb_NO")])
def test_it_goes_as_the_page_says(page: str, language: str, tmp_path: Path) -> None:
    text = (DOCS / f"{page}.md").read_text("utf-8")
    reader = Reader(tmp_path, language)
    for step in steps(text):
        match step.lastgroup:
            case "starts":
                reader.start(step["starts"])
            case "key" | "times":
                reader.press(step["key"], step["times"])
            case "text":
                reader.terminal.type(on_one_line(step["text"]))
            case "sees":
                reader.terminal.wait_for(on_one_line(step["sees"]))
            case "does":
                ON_PAPER[on_one_line(step["does"])](reader)
    reader.has_left()
    assert (tmp_path / "K-001.md").is_file()
    assert list(tmp_path.glob("*.backup"))


def test_it_is_the_same_in_both_languages() -> None:
    pressed = []
    for page in ("tutorial", "tutorial.nb"):
        text = (DOCS / f"{page}.md").read_text("utf-8")
        keys = [step["key"] for step in steps(text) if step["key"]]
        # Only in one of them the agreements are not in the language that is proposed.
        pressed.append([KEYS.get(key, key) for key in keys if key != "→"])
    assert len(pressed[0]) > 60
    assert pressed[0] == pressed[1]


@pytest.mark.parametrize("page", ["tutorial", "tutorial.nb"])
def test_what_comes_after_escape_is_waited_for(page: str) -> None:
    """A terminal takes a key right after it for another one, pressed together with Alt."""
    text = (DOCS / f"{page}.md").read_text("utf-8")
    for step, after in pairwise(steps(text)):
        assert step["key"] != "Esc" or after["sees"] or after["key"] == "Esc"

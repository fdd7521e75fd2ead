"""The page on JSON: every command that prints it, every field, and its type, held against real output."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line
from tests.cli.test_help import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "json.md"

FREE = {"values", "terms"}
"""Objects whose names are given by templates; on the page they are all ``NAME``."""

NOT_SEEN_HERE = {"clauses[].unless", "clauses[].parts[].unless"}
"""What no shipped template has, and a template may have."""

TYPES = {
    bool: "yes or no",
    int: "number",
    float: "number",
    type(None): "null",
    dict: "object",
    list: "list",
}

FORMS = {"day": r"\d{4}-\d\d-\d\d", "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*"}

CSV = "name;e-mail\nNina Ny;nina@example.org\nÅse Ødegård;aase@example.org\n;none@example.org\n"


def fields(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field in ``value`` with what it holds there; ``[]`` stands for each entry of a list."""
    if isinstance(value, dict):
        if path:
            yield path, value
        for name, each in value.items():
            name = "NAME" if path in FREE else name
            yield from fields(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        if path:
            yield path, value
        for each in value:
            yield from fields(each, f"{path}[]")
    else:
        yield path, value


def kinds(value: Any) -> set[str]:
    """The names of the types on the page that ``value`` may be said to have."""
    if isinstance(value, str):
        return {"text", *(kind for kind, form in FORMS.items() if re.fullmatch(form, value))}
    return {TYPES[type(value)]}


def documented() -> dict[tuple[str, ...], dict[str, set[str]]]:
    """The fields of each command on the page, each with the types that it may have."""
    found: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for section in PAGE.read_text("utf-8").split("\n## ")[1:]:
        titles = re.findall(r"`coachtui ([a-z ]+)`", section.splitlines()[0])
        rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section, re.MULTILINE)
        for title in titles:
            found[tuple(title.split())] = {
                name: set(re.split(r", | or (?!no\b)", types.strip())) for name, types in rows
            }
    return found


DOCUMENTED = documented()
WITH_JSON = [
    words
    for words, command in COMMANDS.items()
    if any("--json" in param.opts for param in command.params)
]


@pytest.fixture
def worked_in(one_client: Line, tmp_path: Path) -> Line:
    """A vault in which each command that prints JSON has something to say of each kind."""

    def do(*words: str, typed: str = "", code: int = 0) -> str:
        done = one_client(*words, typed=typed)
        assert done.code == code, (words, done.err)
        return done.out

    do("practice", "edit", "--organisation", "AS", "--training-start", "2025-08-18")
    do("client", "edit", "K-001", "--guardian", "Tone Ødegård")
    do(
        "engagement",
        "add",
        "K-001",
        *["--planned", "12", "--end", "2027-01-01", "--sponsor", "Hus"],
    )
    do("agreement", "new", "K-001", "--lang", "en")
    do("agreement", "comment", "K-001", "cadence", typed="Not in July.\n")
    do("agreement", "accept", "K-001", "--all")
    out = do("agreement", "export", "K-001", "-o", str(tmp_path)).strip()
    copy = tmp_path / "returned.md"
    copy.write_text(re.sub(r"- \[ \] (Yes|Ja)", r"- [x] \1", Path(out).read_text("utf-8")))
    do("agreement", "accept", "K-001", "icf-log")
    do("agreement", "sign", "K-001", "--as", "Åse", "--place", "Oslo")
    do("agreement", "withdraw", "K-001", "icf-log")
    do("agreement", "version", "K-001")
    do("agreement", "amend", "K-001", "cadence", typed="Every week.\n")
    do("note", "K-001", "-", typed="# First\n")
    do("vault", "snapshot", "take")
    do("client", "edit", "K-001", "--phone", "1")
    (tmp_path / "clients.csv").write_text(CSV, "utf-8")
    (tmp_path / "good.csv").write_text("name;Hund\nOla Ny;Fido\n", "utf-8")
    (tmp_path / "broken.en.md").write_text("# No template\n\n<b>raw</b>\n")
    do("vault", "backup", str(tmp_path / "b.backup"))
    Path(os.environ["COACHTUI_CONFIG"]).write_text('[keys]\n"client.nota" = "b"\n')
    return one_client


def behind(tmp_path: Path, snapshot: str) -> dict[tuple[str, ...], list[str]]:
    """What is put behind each command so that it has something to print; several lines for some."""
    return {
        ("client", "show"): ["K-001"],
        ("engagement", "list"): ["K-001"],
        ("agreement", "show"): ["K-001", "K-001 --version 1"],
        ("agreement", "check"): ["K-001"],
        ("agreement", "versions"): ["K-001"],
        ("agreement", "diff"): ["K-001"],
        ("agreement", "read"): [f"K-001 {tmp_path}/returned.md --anyway"],
        ("session", "list"): ["K-001"],
        ("template", "show"): ["core", "full"],
        ("template", "check"): [f"{tmp_path}/broken.en.md"],
        ("import", "csv"): [f"{tmp_path}/clients.csv", f"{tmp_path}/good.csv --apply"],
        ("vault", "backup"): [f"{tmp_path}/c.backup"],
        ("vault", "restore"): [f"{tmp_path}/b.backup {tmp_path}/restored"],
        ("vault", "snapshot", "show"): [snapshot],
        ("vault", "snapshot", "states"): ["K-001"],
    }


def test_every_command_that_prints_json_is_on_the_page_and_no_other() -> None:
    assert set(DOCUMENTED) == set(WITH_JSON)


def test_what_is_printed_is_what_the_page_says(
    worked_in: Line, tmp_path: Path, vault: Path
) -> None:
    taken = json.loads(worked_in("vault", "snapshot", "list", "--json").out)[0]["name"]
    lines = behind(tmp_path, taken)
    printed = {
        words: [
            json.loads(worked_in(*words, *more.split(), "--json").out)
            for more in lines.get(words, [""])
        ]
        for words in WITH_JSON
    }
    next((vault / "records").iterdir()).write_bytes(b"spoiled")
    printed["vault", "check"] = [json.loads(worked_in("vault", "check", "--json").out)]
    for words, values in printed.items():
        found = [each for value in values for each in fields(value) if each[0] != "[]"]
        found = [(path.removeprefix("[]."), value) for path, value in found]
        told = DOCUMENTED[words]
        wrong = [each for each in found if not kinds(each[1]) & told.get(each[0], set())]
        assert wrong == [], words
        missing = told.keys() - {path for path, _value in found} - NOT_SEEN_HERE
        assert missing == set(), words

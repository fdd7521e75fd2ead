"""A reader of agreements that was written from the page alone, and the agreements to try it on."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from coachtui.documents.agreement.markdown import agreement_to_markdown, wording_checksum
from coachtui.domain.agreement import Agreement
from coachtui.domain.signing import canonical, fingerprint
from coachtui.domain.value import from_plain
from tests.documents.agreements import PARTIES, with_a_history

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "agreement-format.md").read_text("utf-8")
VECTORS = sorted((ROOT / "tests" / "vectors" / "agreements").glob("*.json"))
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def written(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(letter, letter) for letter in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return "{" + ",".join(f"{written(key)}:{written(value[key])}" for key in sorted(value)) + "}"


def form(shown: dict[str, Any]) -> str:
    """The canonical form of what ``agreement show --json`` prints."""
    of_party = ("email", "name", "organisation", "phone")
    wanted: dict[str, Any] = {key: shown[key] for key in ("introduction", "language", "title")}
    wanted["clauses"] = [
        {key: clause[key] for key in ("id", "kind", "text", "title")} for clause in shown["clauses"]
    ]
    wanted["parties"] = shown["parties"] and {
        role: {key: party[key] for key in of_party}
        for role, party in shown["parties"].items()
        if party
    }
    if shown["version"] > 1:
        wanted |= {key: shown[key] for key in ("version", "previous")}
    return unicodedata.normalize("NFC", written(wanted))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def example(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)\n```", PAGE, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_worked_example_is_right() -> None:
    assert sha256(example("canonical")) == example("fingerprint")
    vector = json.loads((ROOT / "tests" / "vectors" / "agreements" / "first.json").read_text())
    assert (vector["canonical"], vector["fingerprint"]) == (
        example("canonical"),
        example("fingerprint"),
    )


def test_there_are_vectors() -> None:
    assert [path.stem for path in VECTORS] == ["first", "letters", "second"]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_stranger_comes_to_the_same_fingerprint(path: Path) -> None:
    vector = json.loads(path.read_text("utf-8"))
    shown = vector["agreement"]
    assert form(shown) == vector["canonical"]
    assert sha256(vector["canonical"]) == vector["fingerprint"] == shown["fingerprint"]
    ours = from_plain(Agreement, shown)
    assert canonical(ours).decode() == vector["canonical"]
    assert fingerprint(ours) == vector["fingerprint"]
    assert wording_checksum(ours) == sha256(form({**shown, "parties": None}))


def test_each_version_names_the_one_before() -> None:
    first, second = (
        json.loads((ROOT / "tests" / "vectors" / "agreements" / f"{name}.json").read_text("utf-8"))
        for name in ("first", "second")
    )
    assert json.loads(second["canonical"])["previous"] == first["fingerprint"]


def test_the_page_knows_every_key_of_the_front_matter() -> None:
    text = agreement_to_markdown(with_a_history(), PARTIES)
    keys = re.findall(r"^(\w+): ", text.split("---\n")[1], re.MULTILINE)
    assert len(keys) == 12
    for key in keys:
        assert re.search(rf"^   \| .*`{key}`", PAGE, re.MULTILINE), key

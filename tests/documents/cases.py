"""Fixtures as files: a name, what goes in, what is expected, each part closed by a line with one dot."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "fixtures"


def cases(name: str) -> list[object]:
    """The cases of a fixture file, named for pytest."""
    parts = (FOLDER / name).read_text(encoding="utf-8").split("\n.\n")
    triples = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return [pytest.param(given, expected, id=title.strip()) for title, given, expected in triples]

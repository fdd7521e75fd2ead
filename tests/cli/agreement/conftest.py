"""An agreement at each station of its life, by lines alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Line


def shown(line: Line, *more: str) -> dict[str, Any]:
    """What ``agreement show --json`` says of the only client."""
    found: dict[str, Any] = json.loads(line("agreement", "show", "K-001", *more, "--json").out)
    return found


def clause(line: Line, name: str, *more: str) -> dict[str, Any]:
    """One clause of it."""
    (found,) = [each for each in shown(line, *more)["clauses"] if each["id"] == name]
    return dict(found)


@pytest.fixture
def draft(one_client: Line) -> Line:
    """A draft of fourteen clauses with K-001, all open."""
    assert one_client("agreement", "new", "K-001").code == 0
    return one_client


@pytest.fixture
def answered(draft: Line) -> Line:
    """The same, every clause answered with a yes."""
    assert draft("agreement", "accept", "K-001", "--all", "icf-log").code == 0
    return draft


@pytest.fixture
def signed(answered: Line) -> Line:
    """The same, signed."""
    assert answered("agreement", "sign", "K-001", typed="Åse Ødegård\n").code == 0
    return answered

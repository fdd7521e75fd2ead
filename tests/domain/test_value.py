"""Strict decoding: what does not fit is refused with its field's name, and never quoted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coachtui.domain.client import Client
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.domain.value import checked, from_plain, to_plain
from coachtui.errors import InvalidValue

SESSION = {"id": "s1", "date": "2026-03-02"}
CLIENT = {"code": "K-001", "name": "Test Client", "since": "2026-03-02"}


@pytest.mark.parametrize(
    ("kind", "plain", "message"),
    [
        (Session, SESSION | {"minutes": 1441}, "session.minutes: must be at most 1440"),
        (Session, SESSION | {"minutes": -1}, "session.minutes: must be at least 0"),
        (Session, SESSION | {"minutes": "long"}, "session.minutes: must be a whole number"),
        (Session, SESSION | {"date": "secret"}, "session.date: must be a day"),
        (Session, SESSION | {"kind": "secret"}, "session.kind: is not one of the choices"),
        (Session, SESSION | {"paid": "secret"}, "session.paid: must be yes or no"),
        (Session, SESSION | {"colour": 1}, "session.colour: is not known here"),
        (Session, {"date": "2026-03-02"}, "session: lacks id"),
        (Client, CLIENT | {"name": ""}, "client.name: must not be empty"),
        (Client, CLIENT | {"name": "x" * 401}, "client.name: must have at most 400 characters"),
        (Client, CLIENT | {"code": "secret"}, "client.code: has a value that does not fit"),
        (
            ClientRecord,
            {"id": "0", "client": CLIENT, "sessions": [SESSION, SESSION | {"minutes": 2000}]},
            "clientrecord.sessions[1].minutes: must be at most 1440",
        ),
    ],
)
def test_a_misfit_is_named_and_not_quoted(kind: type, plain: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        from_plain(kind, plain)
    assert str(caught.value).startswith(message)
    assert "secret" not in str(caught.value)


def test_plain_and_back_is_the_same() -> None:
    session = Session(id="s", date=date(2026, 3, 2), note="Æøå\n")
    assert from_plain(Session, to_plain(session)) == session


def test_a_value_made_in_code_is_held_to_its_limits_too() -> None:
    with pytest.raises(InvalidValue, match=r"practice.next_number"):
        checked(Practice(name="Test Coach", next_number=0))

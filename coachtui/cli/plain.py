"""What ``--json`` says of the things that several commands show. Its names are a promise to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coachtui.domain.value import to_plain

if TYPE_CHECKING:
    from coachtui.domain.agreement import Tally
    from coachtui.domain.record import Card, ClientRecord


def of_card(card: Card) -> dict[str, Any]:
    """A client in a list."""
    return {
        "code": card.code,
        "name": card.name,
        "email": card.email,
        "state": card.state.value,
        "agreement": of_tally(card.agreement),
        "sessions": card.sessions,
        "last": to_plain(card.last),
    }


def of_tally(tally: Tally | None) -> dict[str, Any] | None:
    """How far an agreement is: its clauses counted by what was said to them."""
    if tally is None:
        return None
    return {
        "state": tally.state.value,
        "version": tally.version,
        "accepted": tally.accepted,
        "declined": tally.declined,
        "withdrawn": tally.withdrawn,
        "open": tally.open,
        "total": tally.total,
    }


def of_sessions(record: ClientRecord) -> list[dict[str, Any]]:
    """All sessions of a client with their notes, numbered as in the list."""
    return [
        {"number": number, **to_plain(session)} for number, session in enumerate(record.sessions, 1)
    ]

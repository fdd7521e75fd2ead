"""A vault as a foreign or older program might have left it: hostile in every field that is text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from msgspec.structs import replace

from coachtui.domain.client import Client
from coachtui.domain.disclosure import Disclosure
from coachtui.domain.draft import NoteDraft
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.services import agreements
from coachtui.services.opening import Vault
from tests.conftest import DAY
from tests.hostile.strings import hostile_strings, marked

COUNT = 11_000
NAME = 390
"""Characters of a line, nearly as many as one may have."""


def storable(strings: list[str]) -> list[str]:
    """The strings without halves of characters, which no file of a vault can hold."""
    return [string.encode(errors="ignore").decode() for string in strings]


class Stock:
    """The strings, numbered, dealt out one after the other and again from the start."""

    def __init__(self, count: int = COUNT) -> None:
        self._left = self._endless(list(marked(storable(hostile_strings(count)))))

    def _endless(self, strings: list[str]) -> Iterator[str]:
        while True:
            yield from strings

    def line(self, most: int = NAME) -> str:
        """The next strings in a text of about so many characters."""
        text = ""
        while len(following := next(self._left)) + len(text) <= most:
            text += following
        return text or following[:most]

    def text(self, count: int) -> str:
        """The next ``count`` strings, some on a line of their own."""
        pieces = islice(self._left, count)
        return "".join(piece + ("\n\n" if at % 9 == 8 else "") for at, piece in enumerate(pieces))


def fill(vault: Vault, clients: int, notes: int, strings_in_a_note: int) -> list[str]:
    """Write clients with all that hangs on them; gives the ids of the records, in order."""
    stock = Stock()
    ids = [vault.add(_client(stock)).id for _ in range(clients)]
    first = ids[0]
    written = Stock()
    sessions = tuple(
        Session(id=f"s{at}", date=DAY, note=written.text(strings_in_a_note)) for at in range(notes)
    )
    vault.update(first, lambda record: _with_history(record, stock, sessions))
    agreements.begin(vault, first, DAY, language="en")
    vault.update(first, lambda record: _with_answers(record, stock))
    vault.update_practice(
        lambda practice: replace(
            practice, name=stock.line(), email=stock.line(), organisation=stock.line(),
            place=stock.line(), credential=stock.line(), phone=stock.line(),
        )
    )  # fmt: skip
    for at in range(5):
        session = Session(id=f"d{at}", date=DAY, note=stock.text(60))
        saved = datetime(2026, 3, 2, 10, at, tzinfo=UTC)
        vault.save_draft(NoteDraft(id=f"{at:032x}", record=ids[1], session=session, saved=saved))
    return ids


def _client(stock: Stock):
    def build(record_id: str, code: str) -> ClientRecord:
        person = Client(
            code=code, name=stock.line(), since=DAY, email=stock.line(100), phone=stock.line(100)
        )
        return ClientRecord(id=record_id, client=person)

    return build


def _with_history(
    record: ClientRecord, stock: Stock, sessions: tuple[Session, ...]
) -> ClientRecord:
    engagement = Engagement(id="e", start=DAY, sponsor=stock.line())
    left = Disclosure(
        id="x", at=datetime(2026, 3, 2, tzinfo=UTC), what=stock.line(60), form=stock.line(60),
        file="/tmp/" + stock.line(150).replace("\0", ""),
    )  # fmt: skip
    return replace(
        record, client=replace(record.client, remark=stock.text(40)), sessions=sessions,
        engagements=(engagement,), disclosures=(left,),
    )  # fmt: skip


def _with_answers(record: ClientRecord, stock: Stock) -> ClientRecord:
    agreement = agreements.current(record)
    clauses = tuple(
        replace(clause, title=stock.line(), text=stock.text(60), comment=stock.line())
        for clause in agreement.clauses
    )
    amended = replace(clauses[0], template_text=stock.text(60))
    new = replace(
        agreement, title=stock.line(), introduction=stock.text(60), clauses=(amended, *clauses[1:])
    )
    return replace(record, agreements=(*record.agreements[:-1], new))

"""Finding, adding and changing clients."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import filterfalse
from typing import Any

from msgspec.structs import replace

from coachtui.domain.client import Client, code_for
from coachtui.domain.record import Card, ClientRecord, with_client
from coachtui.errors import NotFound, UsageError
from coachtui.language import _
from coachtui.services.entry import entered
from coachtui.services.wording import progress, term
from coachtui.vault.vault import Vault


def add(vault: Vault, fields: Mapping[str, Any], today: date) -> ClientRecord:
    """A new client, saved under the next code; the language is the practice's unless ``fields`` say.

    Raises:
        InvalidValue: a field cannot hold what was given; no code was used up.
    """
    blank = Client(code=code_for(0), name="-", since=today, language=vault.practice().language)
    client = entered(blank, {"name": "", **fields})
    return vault.add(
        lambda record_id, code: ClientRecord(id=record_id, client=replace(client, code=code))
    )


def edit(vault: Vault, record_id: str, fields: Mapping[str, Any]) -> ClientRecord:
    """The client with ``fields`` changed, saved.

    Raises:
        InvalidValue: a field cannot hold what was given.
    """
    return vault.update(
        record_id, lambda record: with_client(record, entered(record.client, fields))
    )


def find(vault: Vault, who: str) -> Card:
    """The one client that ``who`` names: a code, or a part of a name that fits nobody else.

    Raises:
        NotFound: nobody fits.
        UsageError: several do; the message gives their codes.
    """
    return find_among(vault.cards(), who)


def find_among(cards: Iterable[Card], who: str) -> Card:
    """The one of ``cards`` that ``who`` names; errors as for :func:`find`."""
    cards = tuple(cards)
    wanted = folded(who.strip())
    for card in cards:
        if folded(card.code) == wanted:
            return card
    found = [card for card in cards if wanted and wanted in folded(card.name)]
    if not found:
        raise NotFound(_("No client has that code or name."), "clients")
    if len(found) > 1:
        codes = ", ".join(card.code for card in found)
        raise UsageError(_("Several clients fit: {codes}. Give the code.").format(codes=codes))
    return found[0]


def matching(cards: Iterable[Card], text: str) -> tuple[Card, ...]:
    """The cards in whose code, name, e-mail or states every word of ``text`` occurs, accents aside.

    The states are the client's and the agreement's, in the words of the list: ``paused``, ``to sign``.
    """
    words = folded(text).split()
    return tuple(card for card in cards if _has_all(words, card))


def _has_all(words: Sequence[str], card: Card) -> bool:
    states = f"{term(card.state)} {progress(card.agreement)}"
    said = folded(f"{card.code} {card.name} {card.email} {states}")
    return all(word in said for word in words)


_WHOLE_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})
"""Letters that Unicode does not take apart into a plain one and its accent."""


def folded(text: str) -> str:
    """``text`` for comparing: small letters without accents; “aase odegard” finds “Åse Ødegård”."""
    small = text.casefold()
    if not small.isascii():
        decomposed = unicodedata.normalize("NFKD", small.translate(_WHOLE_LETTERS))
        small = "".join(filterfalse(unicodedata.combining, decomposed))
    return small.replace("aa", "a")

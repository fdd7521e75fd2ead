"""Privacy mode: what stands on the screen in the place of a client's name, and of what is written of them.

Every screen asks here, as it asks ``language`` for its words, and asks again whenever it draws:
privacy mode is switched while the screen stands. What is shown is never what is saved, so only texts
go through here, never records. A list, a text or a field that takes free text blurs it by itself
(see ``Column.private``, ``DocumentView`` and ``Field.open``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coachtui.domain.agreement import Role
from coachtui.domain.client import Client
from coachtui.domain.record import Card, ClientRecord

if TYPE_CHECKING:
    from coachtui.services.reading import Block, Span

SHADE = "░"
"""Stands for one sign of what is blurred: in every common font, and ``console`` has one instead."""

_WIDE = "〓"
_NAMELESS = SHADE * 8
"""Stands beside a code where the name has a place of its own; as long for everybody."""

_SHORTEST_PART = 3
"""A part of a name with fewer letters is too often a word of the text."""

Shown = str | Callable[[], str]
"""A text, or what gives it whenever it is drawn: for one that privacy mode changes."""

_on = False


def on() -> bool:
    """Whether privacy mode is on."""
    return _on


def switch(wanted: bool) -> None:
    """Turn privacy mode on or off; the app has everything drawn again."""
    global _on
    _on = wanted


def forget() -> None:
    """Let go of the names that were looked for in texts: ``re`` keeps every pattern it has compiled."""
    re.purge()


def said(text: Shown) -> str:
    """What ``text`` says now."""
    return text if isinstance(text, str) else text()


# -- who it is


def title(who: Client | Card) -> str:
    """Code and name, in a heading or a question; in privacy mode the code alone."""
    return who.code if _on else f"{who.code}  {who.name}"


def beside_code(name: str) -> str:
    """A name in a list where the code stands in the same row."""
    return _NAMELESS if _on else name


def address(text: str) -> str:
    """An e-mail address, a phone number, who pays: nothing of it is left but that it is there."""
    return _NAMELESS if _on and text else text


# -- what is written of them


def blurred(text: str) -> str:
    """Free text; in privacy mode as wide, word by word, and not to be read."""
    return shaded(text) if _on else text


def shaded(text: str) -> str:
    """``text`` as privacy mode shows it, on or off."""
    return "".join(map(_shade, text))


@cache
def _shade(sign: str) -> str:
    if sign.isspace():
        return sign
    # One sign for each: an editor counts them to know where its lines break.
    return _WIDE if cell_len(sign) > 1 else SHADE


def blurred_blocks(shown: Sequence[Block]) -> Sequence[Block]:
    """Blocks of Markdown whose words are blurred; headings, lists and boxes stay what they are."""
    if not _on:
        return shown
    return [
        replace(
            block,
            spans=tuple(map(_blurred_span, block.spans)),
            rows=tuple(
                tuple(tuple(map(_blurred_span, cell)) for cell in row) for row in block.rows
            ),
        )
        for block in shown
    ]


def _blurred_span(span: Span) -> Span:
    return replace(span, text=shaded(span.text), link="")


# -- the agreement: its wording is no secret, who it is made with is


def without_names(text: str, record: ClientRecord) -> str:
    """A text with the code in the place of the client's name, and nothing of who pays or signs for them.

    What is known of the client now counts, and what was written into their agreements. The coach's
    own name stands.
    """
    if not _on:
        return text
    names, others = _who(record)
    for name in sorted(names, key=len, reverse=True):
        text = _wherever(name).sub(record.client.code, text)
    for other in sorted(others, key=len, reverse=True):
        text = _wherever(other).sub(_NAMELESS, text)
    for part in {part for name in names for part in _parts(name)}:
        text = re.sub(rf"(?<!\w){re.escape(part)}(?=s?(?!\w))", record.client.code, text)
    return text


def without_clients(text: str, cards: Iterable[Card]) -> str:
    """A message with codes in the place of whole names and e-mail addresses, whosever they are."""
    if not _on:
        return text
    for card in cards:
        for known in filter(None, (card.name, card.email)):
            if known.casefold() in text.casefold():
                text = _wherever(known).sub(card.code, text)
    return text


def _who(record: ClientRecord) -> tuple[set[str], set[str]]:
    """Every name of the client; and how they are reached, and who pays or signs for them."""
    client = record.client
    names = {client.name}
    others = {client.email, client.phone, client.guardian}
    others |= {each.sponsor for each in record.engagements}
    for agreement in record.agreements:
        names.add(agreement.values.get("client_name", ""))
        others |= {agreement.values.get(name, "") for name in _OTHERS}
        sides = agreement.parties.by_role if agreement.parties else {}
        known = [(role, party.name) for role, party in sides.items()]
        known += [(each.role, each.name) for each in agreement.signatures]
        names |= {name for role, name in known if role is Role.CLIENT}
        others |= {name for role, name in known if role not in (Role.CLIENT, Role.COACH)}
    return names - {""}, others - names - {""}


_OTHERS = ("client_email", "client_phone", "sponsor")
"""The variables of an agreement that tell of others than the client, or how the client is reached."""


def _parts(name: str) -> list[str]:
    """The first names and surnames in ``name``, none that is most likely a word."""
    return [
        part
        for part in re.split(r"[\s-]+", name)
        if len(part) >= _SHORTEST_PART and part[0].isupper()
    ]


def _wherever(known: str) -> re.Pattern[str]:
    """Finds ``known`` as a whole, also escaped for Markdown, across lines, and with an s behind it."""
    signs = (r"\s+" if sign == " " else r"\\?" + re.escape(sign) for sign in known)
    return re.compile(rf"(?<!\w){''.join(signs)}(?=s?(?!\w))", re.IGNORECASE)

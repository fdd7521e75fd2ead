"""The made-up practice that every store holds: so many clients, each with so many sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

PASSPHRASE = "a made-up passphrase"
WORD = "nordlys"
"""What is searched for; one note in a hundred has it, at its end."""

SPARSE = 100
_SIZES = range(512, 3584)
"""From short to long: one size for all would suit, or not suit, the pages of a database."""

_DIFFERENT = 499
_FIRST = date(2025, 1, 1)
_SENTENCE = (
    "hun sa at uken hadde vært lang og at det neste steget er å ringe ham før møtet på torsdag "
    "hva skjedde siden sist én ting av gangen ro søvn grenser håp tvil mot plan øvelse pause"
)


class Note(NamedTuple):
    """One session: its number within the practice, its date, and about 2 KB of text."""

    number: int
    day: date
    text: str


class Person(NamedTuple):
    """One client and the notes about them."""

    number: int
    notes: list[Note]

    @property
    def code(self) -> str:
        """What the client is known by in every store."""
        return code(self.number)

    @property
    def name(self) -> str:
        """A name that is nobody's."""
        return f"Demo {self.number}"

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"k{self.number}@example.org"


class MadeUp(NamedTuple):
    """So many ``clients`` with so many ``sessions`` each."""

    clients: int
    sessions: int

    def people(self) -> Iterator[Person]:
        """All clients, numbered from 1."""
        texts = list(_texts())
        for client in range(1, self.clients + 1):
            numbers = range((client - 1) * self.sessions, client * self.sessions)
            notes = [
                Note(number, _FIRST + timedelta(days=at * 7), _note(texts, number))
                for at, number in enumerate(numbers)
            ]
            yield Person(client, notes)

    @property
    def hits(self) -> int:
        """How many notes have the word."""
        return -(-self.clients * self.sessions // SPARSE)


EMPTY = MadeUp(0, 0)
ONE_MORE = Note(0, date(2026, 1, 1), "Hva skjedde siden sist? Én ting av gangen, sa hun. " * 40)
"""The note that is saved, again and again."""


def code(number: int) -> str:
    """The code of the client with that number."""
    return f"K-{number:03d}"


def _texts() -> Iterator[str]:
    """Notes that differ, the same ones in every run."""
    dice, words = Random(1), _SENTENCE.split()
    for _ in range(_DIFFERENT):
        lines, size, enough = ["Hva skjedde siden sist?"], 0, dice.choice(_SIZES)
        while size < enough:
            lines.append(" ".join(dice.choices(words, k=12)).capitalize() + ".")
            size += len(lines[-1].encode()) + 1
        yield "\n".join(lines)


def _note(texts: list[str], number: int) -> str:
    last = f"\nØkt nummer {number}: {'Nordlys' if number % SPARSE == 0 else 'ingenting'}."
    return texts[number % len(texts)] + last

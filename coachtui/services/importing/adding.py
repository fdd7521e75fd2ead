"""Who of a spreadsheet is new, and adding them all at once.

Someone is there already who has the same e-mail address, or the same name and no other address. So
whoever was added is found again, and a second time adds nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coachtui.documents.spreadsheet import read_table
from coachtui.domain.practice import Practice
from coachtui.domain.record import Card, ClientRecord
from coachtui.errors import Damaged, NotAllowed
from coachtui.language import _
from coachtui.services.clients import folded
from coachtui.services.importing.newcomers import (
    NOTHING,
    Assumed,
    Newcomer,
    Sheet,
    read_sheet,
)
from coachtui.services.opening import Progress, silent
from coachtui.vault.vault import Vault


class By(StrEnum):
    """By what someone was known again."""

    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Double:
    """A line with someone who is there already under ``code``, or who stands in an ``earlier`` line."""

    line: int
    by: By
    code: str = ""
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding a spreadsheet comes to."""

    newcomers: tuple[Newcomer, ...]
    doubles: tuple[Double, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A line of the file, and the record that was made of it."""

    line: int
    record: ClientRecord


def read(
    vault: Vault,
    content: bytes,
    today: date,
    assumed: Assumed = NOTHING,
    left_out: Collection[str] = (),
) -> Sheet:
    """The spreadsheet in ``content``, each line read as far as it can be.

    Raises:
        NoTable: it is none.
    """
    return read_sheet(read_table(content), vault.practice(), today, assumed, left_out)


def plan(vault: Vault, sheet: Sheet) -> Plan:
    """What adding ``sheet`` would come to now; nothing is changed."""
    return _plan(sheet, vault.cards())


def add(
    vault: Vault, sheet: Sheet, today: date, progress: Progress = silent
) -> tuple[Plan, tuple[Added, ...]]:
    """Everybody new in ``sheet``, saved, all or none; and what it came to.

    Raises:
        NotAllowed: lines were refused.
        Damaged: not every record can be read, so that nobody can tell who is new.
        NotSaved: the disk refuses.
    """
    if sheet.refused:
        raise NotAllowed(
            _("Nobody was added: put the refused lines right first, or take them out.")
        )
    practice = vault.practice()
    made = Plan((), ())

    def choose(cards: tuple[Card, ...]) -> Sequence[Callable[[str, str], ClientRecord]]:
        nonlocal made
        if vault.damaged:
            raise Damaged(
                _(
                    "Not every record can be read, so nobody can tell who is new. Nobody was added. "
                    "“coachtui vault check” says what is wrong."
                )
            )
        made = _plan(sheet, cards)
        return [_builder(each, practice, today) for each in made.newcomers]

    records = vault.add_all(choose, progress)
    lines = (each.line for each in made.newcomers)
    return made, tuple(Added(*pair) for pair in zip(lines, records, strict=True))


def _builder(
    newcomer: Newcomer, practice: Practice, today: date
) -> Callable[[str, str], ClientRecord]:
    return lambda record_id, code: newcomer.record(practice, today, record_id, code)


@dataclass(frozen=True, slots=True)
class _Known:
    """Someone who is there, in the vault or earlier in the file."""

    name: str
    email: str
    code: str = ""
    line: int = 0


def _known(name: str, email: str, code: str = "", line: int = 0) -> _Known:
    """Capitals and accents tell nobody apart by name; in an address every letter counts."""
    return _Known(" ".join(folded(name).split()), email.casefold(), code, line)


class _Acquaintances:
    """All who are known so far, found by address or name."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._by_email: dict[str, _Known] = {}
        self._by_name: dict[str, list[_Known]] = {}
        for card in cards:
            self.meet(_known(card.name, card.email, code=card.code))

    def meet(self, someone: _Known) -> None:
        """Know ``someone`` from now on."""
        if someone.email:
            self._by_email.setdefault(someone.email, someone)
        self._by_name.setdefault(someone.name, []).append(someone)

    def again(self, someone: _Known) -> tuple[By, _Known] | None:
        """By what, and as whom, ``someone`` is known; None for a stranger."""
        if someone.email in self._by_email:
            return By.EMAIL, self._by_email[someone.email]
        for each in self._by_name.get(someone.name, ()):
            if not (each.email and someone.email):
                return By.NAME, each
        return None


def _plan(sheet: Sheet, cards: Iterable[Card]) -> Plan:
    known = _Acquaintances(cards)
    newcomers: list[Newcomer] = []
    doubles: list[Double] = []
    for each in sheet.newcomers:
        someone = _known(each.client.name, each.client.email, line=each.line)
        if found := known.again(someone):
            by, before = found
            doubles.append(Double(each.line, by, before.code, before.line))
        else:
            known.meet(someone)
            newcomers.append(each)
    return Plan(tuple(newcomers), tuple(doubles))

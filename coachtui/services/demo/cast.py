"""The people of the made-up practice and the notes about them, as their files describe them."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated

import msgspec

from coachtui.domain.agreement import How
from coachtui.domain.client import ClientState
from coachtui.domain.practice import Practice
from coachtui.domain.value import Value
from coachtui.language import Language


class Paper(StrEnum):
    """How far the agreement of a period has come; ``log declined`` is signed, with a no to ICF's log."""

    OPEN = "open"
    HALF_REVIEWED = "half reviewed"
    AWAITING = "awaiting"
    SIGNED = "signed"
    LOG_DECLINED = "log declined"
    ENDED = "ended"
    SUPERSEDED = "superseded"


class Period(Value, frozen=True):
    """One period of coaching; ``cast.toml`` says what its fields mean."""

    begins: int
    agreement: Paper
    goal: str
    step: str
    obstacle: str
    who: str
    said: str
    how: How = How.ON_SCREEN
    every: Annotated[int, msgspec.Meta(ge=1)] = 2
    until: Annotated[int, msgspec.Meta(ge=1)] = 1
    closed: bool = False
    minutes: int = 90
    planned: int | None = None
    paid: bool = True
    sponsor: str = ""
    template: str = "core"
    withdrawn: int | None = None
    discuss: str = ""
    comment: str = ""
    no_shows: frozenset[int] = frozenset()
    cancelled: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()

    @property
    def weeks(self) -> range:
        """The weeks before today that had a session, the oldest first."""
        return range(self.begins, self.until - 1, -self.every)


class Person(Value, frozen=True):
    """Someone who turned to the practice ``since`` weeks ago, with an ``intro`` talk or without."""

    name: str
    email: str
    language: Language
    state: ClientState
    since: int
    remark: str
    phone: str = ""
    intro: int | None = None
    periods: tuple[Period, ...] = ()


class Cast(Value, frozen=True):
    """Everybody: the coach, and the people who come."""

    practice: Practice
    people: tuple[Person, ...]


class Notes(Value, frozen=True):
    """The notes of one language, by what they are about; ``first`` opens a period."""

    intro: list[str]
    first: list[str]
    session: list[str]
    three_way: list[str]
    contact: list[str]
    closing: list[str]
    no_show: list[str]
    cancelled: list[str]


@cache
def cast() -> Cast:
    """Everybody in the made-up practice."""
    return msgspec.convert(_read("cast.toml"), Cast)


@cache
def notes(language: Language) -> Notes:
    """All notes in ``language``."""
    return msgspec.convert(_read(f"notes.{language}.toml"), Notes)


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))

"""The recovery key: 160 random bits, written so that people can copy them and mistakes are named.

Here belongs how it looks on paper and how it is read back. The slot that it opens does not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from coachtui.errors import InvalidValue
from coachtui.language import _, ngettext

GROUPS = 8
"""How many groups a key has; each is five characters, the last of them a check on the others."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET = 20
_LETTERS = 4
_GROUP = _LETTERS + 1
_ALL = GROUPS * _GROUP
_BETWEEN = re.compile(r"[\s\-‐‑‒–—.,_]+")
_AS_WRITTEN = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class RecoveryKey:
    """The secret of 20 random bytes."""

    secret: bytes = field(repr=False)

    @classmethod
    def make(cls) -> RecoveryKey:
        """A new one."""
        return cls(os.urandom(_SECRET))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups to write down."""
        number = int.from_bytes(self.secret, "big")
        places = range(_SECRET * 8 - 5, -1, -5)
        all_values = [number >> place & 31 for place in places]
        groups = []
        for at in range(GROUPS):
            values = all_values[at * _LETTERS : (at + 1) * _LETTERS]
            groups.append("".join(_ALPHABET[each] for each in (*values, _check(at + 1, values))))
        return tuple(groups)

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not to leave the process")


def read(typed: str) -> RecoveryKey:
    """The key that was typed: in capitals or not, with blanks or hyphens anywhere, O for 0, I or L for 1.

    Raises:
        InvalidValue: it is none; the message names the groups with a mistake.
    """
    parts = [part for part in map(_plain, _BETWEEN.split(typed)) if part]
    letters = "".join(parts)
    # Groups are as the person parted them, or else five characters each.
    parted = len(parts) == GROUPS
    groups = parts if parted else [letters[at : at + _GROUP] for at in range(0, _ALL, _GROUP)]
    wrong = [at for at, group in enumerate(groups, 1) if not _right(at, group)]
    if len(letters) != _ALL and not parted:
        # A character too few or too many moves all that follow: only the first is told.
        raise _refused(wrong[:1] or [GROUPS], len(letters))
    if wrong:
        raise _refused(wrong)
    number = 0
    for group in groups:
        for letter in group[:_LETTERS]:
            number = number << 5 | _ALPHABET.index(letter)
    return RecoveryKey(number.to_bytes(_SECRET, "big"))


def same_group(typed: str, group: str) -> bool:
    """Whether ``typed`` is the one group ``group``, as tolerantly as a whole key is read."""
    return _plain(typed) == group


def _plain(typed: str) -> str:
    return _BETWEEN.sub("", typed).upper().translate(_AS_WRITTEN)


def _right(at: int, group: str) -> bool:
    if len(group) != _GROUP or not set(group) <= set(_ALPHABET):
        return False
    *values, check = (_ALPHABET.index(letter) for letter in group)
    return check == _check(at, values)


def _check(at: int, values: Sequence[int]) -> int:
    """The check on the four ``values`` of the group at place ``at``, counted from 1.

    In the field of 32 elements, so that one wrong character, two that changed places, and two
    groups that changed places are always found.
    """
    total = 0
    for value in reversed(values):
        total = _doubled(total ^ value)
    return total ^ at


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value > 31 else value


def _refused(wrong: list[int], length: int = _ALL) -> InvalidValue:
    named = ", ".join(map(str, wrong))
    reason = ngettext(
        "has a mistake in group {groups}", "has mistakes in the groups {groups}", len(wrong)
    ).format(groups=named)
    if length != _ALL:
        reason += " " + _("and {count} characters instead of {all}").format(count=length, all=_ALL)
    return InvalidValue("recovery", reason)

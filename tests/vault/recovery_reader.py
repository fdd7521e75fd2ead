"""A reader of recovery keys written from ``docs/vault-format.md`` alone, beside ``reader``."""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def times(a: int, b: int) -> int:
    """Multiplication modulo x^5 + x^2 + 1."""
    product = 0
    for bit in reversed(range(5)):
        product <<= 1
        product ^= (product >> 5) * 0b100101
        product ^= a * (b >> bit & 1)
    return product


def recovery_secret(written: str) -> bytes:
    """The 20 bytes of a recovery key, as it stands on paper."""
    letters = re.sub(r"[\s-]", "", written).upper().translate(str.maketrans("OIL", "011"))
    assert len(letters) == 40
    values = [ALPHABET.index(letter) for letter in letters]
    number = 0
    for g in range(1, 9):
        *four, check = values[5 * g - 5 : 5 * g]
        assert (
            check
            == times(2, four[0]) ^ times(4, four[1]) ^ times(8, four[2]) ^ times(16, four[3]) ^ g
        ), g
        for value in four:
            number = number * 32 + value
    return number.to_bytes(20, "big")

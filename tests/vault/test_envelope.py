"""A sealed file opens as what it was sealed as, and as nothing else."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.errors import Damaged
from coachtui.vault.envelope import Keys, Kind, Name, seal, sealed_size, unseal

KEYS = Keys(bytes(range(16)), 2, {1: b"o" * 32, 2: b"n" * 32})
NAME = Name(Kind.RECORD, bytes(range(16, 32)))


@given(st.binary(max_size=20_000), st.integers(0, 2**64 - 1), st.sampled_from(Kind))
def test_what_was_sealed_comes_out(content: bytes, generation: int, kind: Kind) -> None:
    name = Name(kind, NAME.file_id)
    file = seal(KEYS, name, generation, content)
    assert len(file) == sealed_size(len(content))
    assert unseal(KEYS, name, file) == (generation, content)


def test_a_file_sealed_under_an_earlier_key_still_opens() -> None:
    file = seal(replace(KEYS, epoch=1), NAME, 7, b"earlier")
    assert unseal(KEYS, NAME, file) == (7, b"earlier")


@given(st.integers(0, 2**28))
def test_padding_hides_the_size_and_costs_little(length: int) -> None:
    size = sealed_size(length)
    assert size >= max(4096, length + 144)
    assert size == 4096 or size <= (length + 144) * 1.12
    assert bin(size).rstrip("0").count("") <= 9
    assert sealed_size(length + 1) >= size


def test_two_seals_of_the_same_content_share_nothing_but_the_fixed_fields() -> None:
    one, two = seal(KEYS, NAME, 1, b"same"), seal(KEYS, NAME, 1, b"same")
    assert one[:48] == two[:48]
    assert one[48:80] != two[48:80]
    assert one[112:] != two[112:]


def test_every_flipped_bit_is_refused() -> None:
    file = bytearray(seal(KEYS, NAME, 3, b"content " * 400))
    for at in range(len(file)):
        for bit in range(8):
            file[at] ^= 1 << bit
            with pytest.raises(Damaged):
                unseal(KEYS, NAME, bytes(file))
            file[at] ^= 1 << bit
    assert unseal(KEYS, NAME, bytes(file)) == (3, b"content " * 400)


def test_every_length_but_the_right_one_is_refused() -> None:
    file = seal(KEYS, NAME, 3, b"content " * 600)
    for length in range(len(file)):
        with pytest.raises(Damaged):
            unseal(KEYS, NAME, file[:length])
    for more in (1, 16, 4096):
        with pytest.raises(Damaged):
            unseal(KEYS, NAME, file + bytes(more))


@given(st.binary(max_size=9000))
def test_any_other_bytes_are_refused(file: bytes) -> None:
    with pytest.raises(Damaged):
        unseal(KEYS, NAME, file)


def _with(file: bytes, at: int, byte: int) -> bytes:
    return file[:at] + bytes([byte]) + file[at + 1 :]


@pytest.mark.parametrize(
    ("at", "byte", "reason"),
    [
        (0, 0, "no sealed file of coachtui"),
        (8, 2, "newer coachtui"),
        (9, 2, "another kind"),
        (10, 2, "newer coachtui"),
        (11, 1, "first bytes"),
        (15, 9, "key that it was sealed under is not in this vault"),
        (15, 1, "first bytes"),
        (16, 9, "another vault"),
        (32, 9, "content of another file"),
        (50, 9, "first bytes"),
        (90, 9, "first bytes"),
        (200, 9, "changed"),
    ],
)
def test_the_kind_of_damage_is_told(at: int, byte: int, reason: str) -> None:
    file = seal(KEYS, NAME, 1, b"content")
    with pytest.raises(Damaged, match=reason):
        unseal(KEYS, NAME, _with(file, at, byte if file[at] != byte else byte + 1))


def test_keys_are_never_shown_nor_carried_away() -> None:
    keys = replace(KEYS, by_epoch={2: b"secretsecret" + os.urandom(20)})
    assert "secret" not in f"{keys!r}{keys!s}{NAME!r}"
    with pytest.raises(TypeError):
        pickle.dumps(keys)

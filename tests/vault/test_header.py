"""The header has one form; damage is told from a wrong passphrase before any work is done."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.errors import Damaged, InvalidValue, WrongPassphrase
from coachtui.vault import header as text
from coachtui.vault import slots
from coachtui.vault.header import Argon2Cost, Former, Header, Slot
from tests.vault.people import PASSPHRASE

MADE, KEYS = slots.first_header(PASSPHRASE, slots.Cost.MINIMAL)
FILE = text.serialise(MADE)

_numbers = st.integers(0, 999_999_999)
_salts = st.binary(min_size=16, max_size=16)
_wrapped = st.binary(min_size=48, max_size=48)
_costs = st.none() | st.builds(Argon2Cost, _numbers, _numbers, _numbers)
_headers = st.builds(
    Header,
    vault_id=st.binary(min_size=16, max_size=16),
    counter=_numbers,
    epoch=st.just(7),
    slots=st.lists(st.builds(Slot, _costs, _salts, _wrapped), min_size=1, max_size=4).map(tuple),
    former=st.lists(
        st.builds(Former, st.integers(8, 99), _salts, _wrapped),
        max_size=3,
        unique_by=lambda line: line.epoch,
    ).map(tuple),
    mac=st.binary(min_size=32, max_size=32),
)


def checksummed(body: bytes) -> bytes:
    """``body`` with the line that anybody can compute."""
    return body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()


@given(_headers)
def test_what_was_written_is_read(header: Header) -> None:
    assert text.parse(text.serialise(header)) == header


def test_every_flipped_bit_and_every_length_is_told_as_damage() -> None:
    for at in range(len(FILE)):
        for bit in range(8):
            flipped = FILE[:at] + bytes([FILE[at] ^ 1 << bit]) + FILE[at + 1 :]
            with pytest.raises(Damaged):
                text.parse(flipped)
    for length in range(len(FILE)):
        with pytest.raises(Damaged):
            text.parse(FILE[:length])
    with pytest.raises(Damaged):
        text.parse(FILE + b"\n")


@given(st.binary(max_size=600))
def test_any_other_bytes_are_damage(file: bytes) -> None:
    for candidate in (file, checksummed(file), checksummed(b"coachtui vault 1\n" + file)):
        with pytest.raises(Damaged):
            text.parse(candidate)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"counter 1", b"counter 01"),
        (b"counter 1", b"counter +1"),
        (b"counter 1", b"counter 1 "),
        (b"counter 1", b"counter 1\r"),
        (b"counter 1", b"counter 1_0"),
        (b"counter 1", b"counter"),
        (b"counter 1", b"count 1"),
        (b"epoch 1\n", b""),
        (b"epoch 1\n", b"epoch 1\nepoch 1\n"),
        (b"epoch 1\n", b"epoch 1\n\n"),
        (b"argon2id 2 ", b"argon2id 2  "),
        (b"argon2id 2 ", b"argon2id 02 "),
        (b"argon2id", b"argon2i"),
        (b"slot passphrase", b"slot recovery"),
        (b"\nvault ", b"\nvault  "),
    ],
)
def test_there_is_one_form_only(old: bytes, new: bytes) -> None:
    body = FILE[:-72]
    assert old in body
    with pytest.raises(Damaged, match="one form"):
        text.parse(checksummed(body.replace(old, new, 1)))


def test_capital_hex_digits_are_another_form() -> None:
    body = FILE[:-72]
    start = body.index(b"hmac ") + 5
    with pytest.raises(Damaged, match="one form"):
        text.parse(checksummed(body[:start] + body[start:].upper()))


def test_no_slot_and_two_keys_of_one_epoch_are_refused() -> None:
    double = Former(1, bytes(16), bytes(48))
    for wrong in (replace(MADE, slots=()), replace(MADE, former=(double,))):
        with pytest.raises(Damaged, match="one form"):
            text.parse(text.serialise(wrong))


def test_a_newer_version_is_told() -> None:
    with pytest.raises(Damaged, match="newer"):
        text.parse(checksummed(FILE[:-72].replace(b"vault 1", b"vault 2", 1)))


def test_the_right_passphrase_opens_and_another_does_not() -> None:
    assert slots.open_header(MADE, PASSPHRASE) == KEYS
    with pytest.raises(WrongPassphrase):
        slots.open_header(MADE, PASSPHRASE + " ")


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails when a key is begun to be derived, however quickly that is done on this machine."""

    def derive(**parameters: object) -> NoReturn:
        raise AssertionError(f"a key is derived at {parameters}")

    monkeypatch.setattr(slots, "Argon2id", derive)


@pytest.mark.parametrize(
    "cost",
    [
        Argon2Cost(1, 19 * 1024, 1),
        Argon2Cost(2, 19 * 1024 - 1, 1),
        Argon2Cost(2, 19 * 1024, 0),
        Argon2Cost(17, 19 * 1024, 1),
        Argon2Cost(2, 1024 * 1024 + 1, 1),
        Argon2Cost(2, 19 * 1024, 17),
        Argon2Cost(999_999_999, 999_999_999, 999_999_999),
    ],
)
def test_too_little_and_too_much_work_is_refused_before_any_is_done(
    no_work: None, cost: Argon2Cost
) -> None:
    harmless = MADE.slots[0]
    asking = replace(MADE, slots=(harmless, replace(harmless, cost=cost)))
    with pytest.raises(Damaged, match="work"):
        slots.open_header(asking, PASSPHRASE)


def test_a_header_changed_without_its_key_is_damage() -> None:
    for changed in (
        replace(MADE, counter=2),
        replace(MADE, slots=(*MADE.slots, Slot(None, bytes(16), bytes(48)))),
        replace(MADE, former=(Former(9, bytes(16), bytes(48)),)),
        replace(MADE, mac=bytes(32)),
    ):
        with pytest.raises(Damaged, match="without its key"):
            slots.open_header(text.parse(text.serialise(changed)), PASSPHRASE)


def test_a_slot_does_not_fit_another_vault() -> None:
    with pytest.raises(WrongPassphrase):
        slots.open_header(replace(MADE, vault_id=bytes(16)), PASSPHRASE)


def test_no_secret_shows_in_a_header() -> None:
    shown = f"{MADE!r}{MADE.slots[0]!r}"
    assert MADE.slots[0].salt.hex() not in shown
    assert "wrapped" not in shown


def test_many_slots_do_not_add_up_to_more_work_than_one_may_cost(no_work: None) -> None:
    dearest = replace(MADE.slots[0], cost=Argon2Cost(16, 1024 * 1024, 16))
    with pytest.raises(Damaged, match="work"):
        slots.open_header(replace(MADE, slots=(MADE.slots[0], dearest)), PASSPHRASE)
    strong = replace(MADE.slots[0], cost=slots.Cost.STRONG.value)
    assert len(list(slots._passphrase_slots(replace(MADE, slots=(strong,) * 16)))) == 16


@pytest.mark.parametrize("garbled", ["bl\ufffdb\ufffdrsyltet\ufffdy", "bl\udce5b\udce6rsyltet"])
def test_a_new_passphrase_from_a_terminal_that_garbles_letters_is_refused(garbled: str) -> None:
    with pytest.raises(InvalidValue, match="not text"):
        slots.check_new(garbled)

"""A recovery key is read however it was written down, and a mistake is named by its group."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.errors import InvalidValue
from coachtui.vault import recovery_key
from coachtui.vault.recovery_key import GROUPS, RecoveryKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

keys = st.binary(min_size=20, max_size=20).map(RecoveryKey)
at_group = st.integers(0, GROUPS - 1)
at_letter = st.integers(0, 4)


def told(typed: str) -> str:
    """What is said of a key that is none."""
    with pytest.raises(InvalidValue) as refused:
        recovery_key.read(typed)
    return refused.value.reason


@given(keys, st.sampled_from(["-", " ", "", "  ", "\n", " - ", "–"]), st.booleans())
def test_a_key_is_read_in_any_shape(key: RecoveryKey, between: str, small: bool) -> None:
    written = between.join(key.groups)
    assert recovery_key.read(written.lower() if small else written) == key


@given(keys, st.sampled_from(["O", "o", ""]), st.sampled_from("IiLl"))
def test_letters_that_look_alike_are_the_same(key: RecoveryKey, zero: str, one: str) -> None:
    written = "-".join(key.groups).replace("0", zero or "0").replace("1", one)
    assert recovery_key.read(written) == key


@given(keys, at_group, at_letter, st.sampled_from(ALPHABET + "U?Ø"))
def test_one_wrong_character_is_told_by_its_group(
    key: RecoveryKey, group: int, letter: int, wrong: str
) -> None:
    groups = list(key.groups)
    before = groups[group]
    groups[group] = before[:letter] + wrong + before[letter + 1 :]
    if groups[group] == before:
        assert recovery_key.read("".join(groups)) == key
    else:
        assert told("-".join(groups)) == f"has a mistake in group {group + 1}"
        assert told("".join(groups)) == f"has a mistake in group {group + 1}"


@given(keys, at_group, at_letter, at_letter)
def test_two_characters_that_changed_places_are_told(
    key: RecoveryKey, group: int, one: int, other: int
) -> None:
    groups = list(key.groups)
    letters = list(groups[group])
    letters[one], letters[other] = letters[other], letters[one]
    changed = "".join(letters)
    if changed != groups[group]:
        groups[group] = changed
        assert told("".join(groups)) == f"has a mistake in group {group + 1}"


@given(keys, at_group, at_group)
def test_two_groups_that_changed_places_are_told(key: RecoveryKey, one: int, other: int) -> None:
    if one != other:
        groups = list(key.groups)
        groups[one], groups[other] = groups[other], groups[one]
        first, last = sorted((one + 1, other + 1))
        assert told(" ".join(groups)) == f"has mistakes in the groups {first}, {last}"


@given(keys, at_group, at_letter)
def test_a_character_left_out_is_told_by_its_group(
    key: RecoveryKey, group: int, letter: int
) -> None:
    groups = list(key.groups)
    groups[group] = groups[group][:letter] + groups[group][letter + 1 :]
    assert told("-".join(groups)) == f"has a mistake in group {group + 1}"
    assert "39 characters instead of 40" in told("".join(groups))


@given(st.text(max_size=60))
def test_anything_else_is_no_key_and_is_not_quoted(typed: str) -> None:
    assert "group" in told(typed)


@given(keys)
def test_a_key_takes_forty_characters_of_the_alphabet(key: RecoveryKey) -> None:
    assert len(key.groups) == GROUPS == 8
    assert {len(group) for group in key.groups} == {5}
    assert set("".join(key.groups)) <= set(ALPHABET)


def test_the_example_of_the_page() -> None:
    key = RecoveryKey(bytes(range(20)))
    assert "-".join(key.groups) == "000GC-40R4Y-0M301-E209M-185G2-R38EE-1W810-24GKG"


def test_keys_are_random_and_stay_in_the_process() -> None:
    key = RecoveryKey.make()
    assert len(key.secret) == 20
    assert key != RecoveryKey.make()
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_one_group_is_compared_as_tolerantly() -> None:
    group = RecoveryKey(bytes(20)).groups[0]
    assert group == "00001"
    assert recovery_key.same_group(" oooo-l ", group)
    assert not recovery_key.same_group("00002", group)

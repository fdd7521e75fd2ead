"""Text from outside: what may stay, what becomes visible, and that cleaning is done once for all."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.clean import REPLACEMENT, clean_line, clean_text, hidden

ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Mn"]),
        st.sampled_from("a1é❤👩🇳🏽र्ی \u200c\u200d\ufe0f\r\n\t"),
    )
)


@pytest.mark.parametrize(
    "hostile",
    [
        *(
            "\x00",
            "\x07",
            "\x08",
            "\x0b",
            "\x0c",
            "\x1b",
            "\x1c",
            "\x7f",
            "\x80",
            "\x85",
            "\x9b",
            "\x9f",
        ),
        *("\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"),
        *("\u2028", "\u2029", "\u00ad", "\u200b", "\u2060", "\u2063", "\ufeff", "\u180e", "\u3164"),
        *(
            "\U000e0041",
            "\U000e007f",
            "\ufdd0",
            "\ufffe",
            "\uffff",
            "\U0010ffff",
            "\ud800",
            "\udfff",
        ),
    ],
    ids=ascii,
)
def test_what_a_terminal_obeys_or_hides_becomes_visible(hostile: str) -> None:
    assert clean_text(f"a{hostile}b") == f"a{REPLACEMENT}b"
    assert clean_line(f"a{hostile}b") == f"a{REPLACEMENT}b"
    assert hidden(f"a{hostile}b") == f"U+{ord(hostile):04X}"


@pytest.mark.parametrize(
    "honest",
    [
        "Åse Ødegård, 24. november",
        "👩‍👩‍👧 og ❤️‍🔥 og 👍🏽 og 🇳🇴 og 1️⃣",
        "می‌خواهم",
        "क्‍ष",
        "日本語 한국어",
        "# Møte\n\n- [x] ring\tKari",
    ],
)
def test_what_people_write_stays(honest: str) -> None:
    assert clean_text(honest) == unicodedata.normalize("NFC", honest)
    assert hidden(honest) == ""


@pytest.mark.parametrize(
    "misused",
    [
        "a\u200db",
        "\u200dab",
        "Kari\u200c",
        "👩\u200d",
        "👩\u200d\u200d👧",
        "\ufe0fa",
        "a\ufe0f\ufe0e",
    ],
)
def test_a_joiner_or_selector_with_nothing_to_do_becomes_visible(misused: str) -> None:
    assert REPLACEMENT in clean_text(misused)


def test_every_line_ends_in_the_same_way() -> None:
    assert clean_text("a\r\nb\rc\n") == "a\nb\nc\n"


def test_a_line_is_one_line_without_space_at_its_ends() -> None:
    assert clean_line("  Åse\r\n\tØdegård\n") == "Åse  Ødegård"


def test_letters_are_composed() -> None:
    assert clean_text("A\u030a") == "Å"


@given(ANYTHING)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANYTHING)
def test_clean_text_has_no_control_and_can_be_written_anywhere(text: str) -> None:
    once = clean_text(text)
    once.encode()
    allowed = {"\n", "\t"}
    kinds = {unicodedata.category(character) for character in once if character not in allowed}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", once)


@given(ANYTHING)
def test_a_clean_line_holds_no_line_break(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


@given(ANYTHING)
def test_what_is_hidden_is_named_exactly_when_cleaning_shows_it(text: str) -> None:
    shown = clean_text(text).count(REPLACEMENT) - text.count(REPLACEMENT)
    assert bool(hidden(text)) == (shown > 0)


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "\u0301" * 29,
                "\u0323\u0301" * 16,
                "\u0f73" * 20,
                "\u0958",
                "\u0ccb" * 20,
                "\x01",
            ]
        )
    )
)
def test_heaps_of_marks_are_cleaned_once_for_all(heaps: list[str]) -> None:
    once = clean_text("".join(heaps))
    assert clean_text(once) == once


def test_a_heap_of_marks_on_one_letter_becomes_visible_and_takes_no_time() -> None:
    heap = "\u0301\u0323" * 200_000
    begun = time.process_time()
    cleaned = clean_text(f"a{heap} and so on")
    assert time.process_time() - begun < 5
    assert cleaned.endswith(f"{REPLACEMENT} and so on")
    assert sum(map(unicodedata.combining, cleaned)) < 40 * 230
    assert hidden(f"a{heap}") == "U+0301"
    assert hidden("\u0f73" * 20) != ""


def test_as_many_marks_as_any_script_uses_stay() -> None:
    assert REPLACEMENT not in clean_text("ở" + "\u0301\u0323" * 10 + "ཨོཾ་མ་ཎི་པ་དྨེ་ཧཱུྃ" + "…" * 80)

"""Bytes as text: the same letters come out of every usual encoding, and what is no text is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.decoding import NoText, decoded

TEXT = "Ærlig – 50 €\r\nBlåbær og rødgrøt\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_the_same_letters_come_out_of_every_encoding(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT
    assert decoded("".encode(encoding)) == ""


def test_utf_16_with_a_mark_may_hold_any_script() -> None:
    assert decoded("日本語".encode("utf-16")) == "日本語"
    assert decoded(b"\xfe\xff" + "日本語".encode("utf-16-be")) == "日本語"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_utf_8_comes_out_as_it_was_written(text: str) -> None:
    if text[:1] == "\ufeff" or text.startswith(("%PDF", "{\\rtf", "PK\x03\x04")):
        return
    assert decoded(text.encode()) == text


def test_one_broken_letter_does_not_spoil_the_others() -> None:
    assert decoded("Blåbær og rødgrøt".encode() + b"\xff") == "Blåbær og rødgrøt\ufffd"


@pytest.mark.parametrize(
    ("content", "reason", "has_text"),
    [
        (b"%PDF-1.7\n", "it is a PDF", True),
        (b"PK\x03\x04" + bytes(20), "it is a packed file", True),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "it is a file of an old Word or Excel", True),
        (b"{\\rtf1 Avtale}", "it is RTF", True),
        (bytes(range(256)), "it is not text", False),
        (b"a\0b\xff", "it is not text", False),
        ("a\0b".encode("utf-16"), "it is not text", False),
        (b"\xff\xfe\x00\xd8", "it is neither UTF-8", False),
        (b"\xff\xfeodd", "it is neither UTF-8", False),
        (b"Navn\n\x81\n", "it is neither UTF-8", False),
    ],
    ids=repr,
)
def test_what_is_no_text_is_named(content: bytes, reason: str, has_text: bool) -> None:
    with pytest.raises(NoText, match=f"^{reason}") as refused:
        decoded(content)
    assert refused.value.has_text is has_text


@given(st.binary(max_size=100))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = decoded(content)
    except NoText:
        return
    assert "\0" not in text

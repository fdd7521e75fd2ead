"""The bytes of a file that anybody may have written, as text: UTF-8, UTF-16 or Windows-1252.

Here belongs which encoding it is, and what the bytes are where they are no text. Nothing is cleaned
here, and what the text means, and which of its characters count, is known where it is used.
"""

from __future__ import annotations

import codecs

from coachtui.language import N_, _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF", N_("it is a PDF")),
    (b"PK\x03\x04", N_("it is a packed file, such as Word and Excel write")),
    (b"\xd0\xcf\x11\xe0", N_("it is a file of an old Word or Excel")),
    (b"{\\rtf", N_("it is RTF")),
)
_NOT_TEXT = N_("it is not text")


class NoText(Exception):
    """The bytes are no text; ``str(error)`` says what they are.

    ``has_text`` is whether they are of a program that can save the text in them as text.
    """

    def __init__(self, reason: str = _NOT_TEXT, has_text: bool = False) -> None:
        super().__init__(_(reason))
        self.has_text = has_text


def decoded(content: bytes) -> str:
    """The text that ``content`` is, without its byte order mark.

    A mark says which encoding it is; without one it is UTF-8, or UTF-16 where every second byte is
    empty, or else what old editors on Windows write. A letter that is broken in UTF-8 becomes U+FFFD.

    Raises:
        NoText: it is none.
    """
    for signature, reason in _FORMATS:
        if content.startswith(signature):
            raise NoText(reason, has_text=True)
    try:
        text = _text(content, _encoding(content))
    except UnicodeDecodeError:
        raise NoText(N_("it is neither UTF-8, UTF-16 nor Windows-1252")) from None
    if "\0" in text:
        raise NoText
    return text


def _encoding(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\0" not in content:
        return "utf-8"
    # Letters of our languages leave every second byte of UTF-16 empty, and no other.
    for encoding, empty, full in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if b"\0" not in content[full::2] and content[empty::2].count(0) > len(content) // 4:
            return encoding
    raise NoText


def _text(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise
    text = content.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    # A file with one broken letter is still UTF-8; one in which most are broken never was.
    if sum(not letter.isascii() for letter in text) < broken * 2:
        return content.decode("cp1252")
    return text

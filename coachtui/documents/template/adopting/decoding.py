"""The bytes of a file as text: UTF-8, UTF-16 with its mark, or Windows-1252.

Here belongs which bytes are text, and which characters of a text are only its layout.
"""

from __future__ import annotations

import codecs
import re

from coachtui.documents.clean import clean_text
from coachtui.language import N_, _

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORMATS = (
    (b"%PDF", N_("this is a PDF; save its text as plain text or Markdown")),
    (b"PK\x03\x04", N_("this is a packed document, such as Word's; save it as plain text")),
    (b"\xd0\xcf\x11\xe0", N_("this is a Word document; save it as plain text")),
    (b"{\\rtf", N_("this is RTF; save it as plain text")),
)
_FEW = 3
_NO_TEXT = N_("this is no text")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

# A page break, Word's own line break, and what Unicode has of both.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Where a word may be broken, or must not be: nothing that is read.
_LAYOUT = re.compile("[\u00ad\u200b\u2060\ufeff]")


class NoText(Exception):
    """The bytes are no text; ``str(error)`` says what they are."""


def decoded(content: bytes) -> str:
    """The text that ``content`` is, cleaned, its lines ending in LF.

    Raises:
        NoText: it is none.
    """
    for signature, reason in _FORMATS:
        if content.startswith(signature):
            raise NoText(_(reason))
    text = _text(content)
    if len(_CONTROLS.findall(text)) > max(len(text) // 50, _FEW):
        raise NoText(_(_NO_TEXT))
    if not any(character.isalnum() for character in text):
        raise NoText(_("there are no words in it"))
    return clean_text(_LAYOUT.sub("", _LINE_ENDS.sub("\n", text)))


def _text(content: bytes) -> str:
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise NoText(_(_NO_TEXT))
    text = content.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    # A file with one broken letter is still UTF-8; one in which every letter is broken never was.
    if broken and sum(not character.isascii() for character in text) < broken * 2:
        return content.decode("cp1252", "replace")
    return text

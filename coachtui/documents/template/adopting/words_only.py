"""The words of a file that a template is to be made of, without what only lays them out.

Here belongs which text has words in it, and which characters of one are layout. How bytes become
text is the matter of ``documents.decoding``.
"""

from __future__ import annotations

import re

from coachtui.documents.clean import clean_text
from coachtui.documents.decoding import NoText, decoded
from coachtui.language import N_

_FEW = 3
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

# A page break, Word's own line break, and what Unicode has of both.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Where a word may be broken, or must not be: nothing that is read.
_LAYOUT = re.compile("[\u00ad\u200b\u2060\ufeff]")


def words_only(content: bytes) -> str:
    """The text that ``content`` is, cleaned, its lines ending in LF.

    Raises:
        NoText: it is none, or none with words in it.
    """
    text = decoded(content)
    if len(_CONTROLS.findall(text)) > max(len(text) // 50, _FEW):
        raise NoText
    if not any(character.isalnum() for character in text):
        raise NoText(N_("there are no words in it"))
    return clean_text(_LAYOUT.sub("", _LINE_ENDS.sub("\n", text)))

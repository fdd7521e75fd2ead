"""Making a template of an agreement that was written elsewhere, in Markdown or as plain text.

Here belongs reading what others wrote: in any encoding, with any sort of heading. Nothing of the
text is lost or changed; ids, kinds and topics are proposals, for somebody to look through.
"""

from coachtui.documents.template.adopting.making import Made, TooLong, made
from coachtui.documents.template.adopting.words_only import words_only

__all__ = ["Made", "TooLong", "made", "words_only"]

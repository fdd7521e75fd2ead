"""Making a template of an agreement that was written elsewhere, in Markdown or as plain text.

Here belongs reading what others wrote: in any encoding, with any sort of heading. Nothing of the
text is lost or changed; ids, kinds and topics are proposals, for somebody to look through.
"""

from coachtui.documents.template.adopting.decoding import NoText, decoded
from coachtui.documents.template.adopting.making import Made, TooLong, made

__all__ = ["Made", "NoText", "TooLong", "decoded", "made"]

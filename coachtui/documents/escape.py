"""Text that must stay text: escaped so that Markdown reads it as the characters it is.

Here belongs the escaping of one line or of several. What is hostile to a terminal is the matter of
``clean``; both functions here clean before they escape.
"""

from __future__ import annotations

import re

from coachtui.documents.clean import clean_line, clean_text

# What can open or close an inline construct anywhere in a line; `&` only where an
# entity may begin, `!` where a bracket may come next.
_INLINE = re.compile(r"[\\`*_\[\]<~|#$]|&(?!\s)|!$")
# What makes a list, a quote, a rule, a heading's underline or a table's when it comes first in a line.
_FIRST = re.compile(r"^(?:-(?![0-9A-Za-z])|\+(?=\s|$)|[=>(]|:(?=-)|\d{1,9}(?=[.)](?:\s|$)))")


def escape_line(text: str) -> str:
    """``text`` cleaned, as one line of Markdown that renders as exactly these characters."""
    return _FIRST.sub(_disarmed, escape_within(text))


def escape_within(text: str) -> str:
    """``text`` cleaned, to stand in a line of Markdown behind other words: ``30. June`` as it is."""
    return _INLINE.sub(lambda found: "\\" + found.group(), clean_line(text))


def escape_text(text: str) -> str:
    """``text`` cleaned, as paragraphs of Markdown: every line stays a line, nothing else happens."""
    paragraphs: list[list[str]] = [[]]
    for line in clean_text(text).split("\n"):
        if escaped := escape_line(line):
            paragraphs[-1].append(escaped)
        elif paragraphs[-1]:
            paragraphs.append([])
    # Two spaces at the end of a line are a line break, and the quietest one to read as plain text.
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def _disarmed(first: re.Match[str]) -> str:
    found = first.group()
    return f"{found}\\" if found.isdigit() else f"\\{found}"

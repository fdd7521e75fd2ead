"""The characters that the screens may draw of themselves: no terminal needs a special font for them.

What a person has typed is drawn whatever it is. A sign that belongs here has to be in every common
fixed-width font (as those of the Windows Glyph List 4 are), or is drawn by the terminal itself.
"""

from __future__ import annotations

LATIN_1 = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}

CONSOLE = LATIN_1 | set("─│┌┐└┘█■•←↑→↓")
"""What the console of Linux draws, be it in the font of the kernel (code page 437; a letter of
Latin 1 that it lacks is drawn as the letter without its accent) or in one of Debian's."""

_PUNCTUATION = set("–“”…‹›")
_SHAPES = set("●○▎▏▌▐▀▄░")
_SCROLLBAR = set("▁▂▃▄▅▆▇")
_ROUND_CORNERS = set("╭╮╰╯")

COMMON = CONSOLE | _PUNCTUATION | _SHAPES | _SCROLLBAR | _ROUND_CORNERS
"""What any other terminal draws."""

"""Strings that somebody could be called, or write, who wants to rule the terminal they are shown on.

Made by a seeded generator, so that a failure comes back. Here belongs what is sent, not how it is
sent nor what must not come out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

SEQUENCES = (
    *(f"{ESC}[{rest}" for rest in ("2J", "3J", "H", "31m", "8m", "999D", "5n", "6n", "c", ">c")),
    *(f"{ESC}[{rest}" for rest in ("?1049l", "?1049h", "?25l", "?2004l", "?1003h", "?5h", "20h")),
    *(f"{ESC}[{rest}" for rest in ("21t", "22;0t", "4i", "!p", "1;1r", "200~", "99999@", "5 q")),
    *(f"{ESC}{rest}" for rest in ("c", "7", "8", "D", "M", "Z", "(0", ")B", "#8", "%@", "=", "n")),
    *(f"{ESC}]{rest}{BEL}" for rest in ("0;owned", "1;icon", "2;title", "52;c;cm0gLXJm", "52;c;?")),
    *(f"{ESC}]{rest}{ST}" for rest in ("4;1;?", "8;;http://evil/", "9;note", "777;notify;a;b")),
    *(f"{ESC}]{rest}{BEL}" for rest in ("1337;File=inline=1:eA==", "1337;CopyToClipboard=", "50;#")),
    *(f"{ESC}P{rest}{ST}" for rest in ("$q\"p", "+q544e", "tmux;\x1b\x1b]0;x\x07", "0;1|17/6c73")),
    *(f"{ESC}{kind}payload{ST}" for kind in "_^X"),
    f"{ESC}_Gf=24,s=1,v=1;AAAA{ST}",
    f"{ESC}kscreen title{ST}",
    f"{ESC}[",
    f"{ESC}]0;never ended",
    f"{ESC}Pnever ended",
    ESC,
)  # fmt: skip
"""What a terminal obeys in seven bits, whole and cut short."""

EIGHT_BIT = (
    *(f"\x9b{rest}" for rest in ("2J", "31m", "?1049l", "6n", "21t")),
    *(f"\x9d{rest}\x9c" for rest in ("0;owned", "52;c;cm0=", "8;;http://evil/")),
    *("\x90$qm\x9c", "\x98sos\x9c", "\x9epm\x9c", "\x9fapc\x9c", "\x84", "\x85", "\x88", "\x8d"),
    *("\x8e", "\x8f", "\x96", "\x97", "\x9a", "\x80", "\x9d0;never ended"),
)
"""The same as C1 controls."""

CONTROLS = (
    *("\x00", "\x01", "\x05", "\x07", "\x08", "\x08" * 8, "\x0b", "\x0c", "\x0e", "\x0f", "\x11"),
    *("\x13", "\x18", "\x1a", "\x1c", "\x1d", "\x1e", "\x1f", "\x7f", "\x7f\x7f"),
    *("\rroot@host", "ok\r\x1b[K", "\x08\x08\x08fake", "a\x00b"),
)
LINE_ENDS = ("\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r\n\r\x85")
DIRECTIONS = (
    *("\u202egpj.exe", "\u202e", "\u202d", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067"),
    *("\u2068", "\u2069", "\u200e", "\u200f", "\u061c", "\u202eirak\u2066 \u2069\u2066"),
)
INVISIBLE = (
    *("\u200b", "\u2060", "\u2061", "\u2064", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u115f\u3164"),
    *("\u17b4", "\uffa0", "\ufff9x\ufffay\ufffb", "\u206a", "\u206f", "\U0001d173", "\U0001bca0"),
    *("\U000e0001", "".join(chr(0xE0000 + ord(sign)) for sign in "ls -la"), "\U000e007f"),
    *("\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\ufe0f\ufe0e", "a\U000e0100\ufe0f"),
    *("\u200d", "a\u200d\u200db", "\u200c" * 5),
)  # fmt: skip
HEAPS = ("Z" + "\u0301\u0335\u0489" * 30, "\u0e49" * 60, "a" + "\u20dd" * 40)
SURROGATES = ("\ud800", "\udfff", "\udc1b[2J", "\ud83d", "\udc9b", "x\udcff")
"""Halves of characters; the last ones are what Python makes of bytes on the command line."""

MARKUP = (
    *("[@click=app.screenshot]x[/]", "[link=http://evil/]x[/link]", "[bold red", "[/]", "[/bold]"),
    *("[blink]x[/blink]", "[on red]x", "\\[b]", "[reverse]x", "$error", "{0}", "%s", "{{fee}}"),
    *("[x](javascript:\x1b]0;t\x07)", "![a](\x9b2J)", "<http://e/\x1b[2J>", "`\x1b[2J`", "**\x9b1m**"),
    *("[a\x1b[8m](http://e \"\x1b]0;t\x07\")", "| a\x1b[2J | b |", "- [ ] \x1b[5m", "# \x9d0;t\x9c"),
    *("&#27;[2J", "&#x9b;2J", "&#x202e;", "&#155;", "<b>\x1b[1m</b>", "[r]: http://\x1b[2J", "&zwj;"),
)  # fmt: skip
"""What Rich, Textual, Markdown or a format would make something of."""

_KINDS = (SEQUENCES, EIGHT_BIT, CONTROLS, LINE_ENDS, DIRECTIONS, INVISIBLE, SURROGATES, MARKUP)
_WORDS = ("", "a", "Åse", "K-001", " ", "日本", "👧", "é", "[x] ", "ja ", ";", "0m", "\\")
_NUMBERS = (0, 1, 2, 7, 25, 38, 52, 999, 1049, 2004, 65535)


SEED = 20_260_302


def hostile_strings(count: int, seed: int = SEED) -> list[str]:
    """``count`` different strings, each with something hostile in it, the same for the same seed.

    The given ones come first, then mixtures of them, and sequences that nobody has thought of.
    """
    chance = random.Random(seed)
    found = dict.fromkeys(each for kind in (*_KINDS, HEAPS) for each in kind)
    while len(found) < count:
        found[_mixture(chance)] = None
    return list(found)[:count]


def _mixture(chance: random.Random) -> str:
    if chance.random() < 0.01:
        return chance.choice(HEAPS) + chance.choice(chance.choice(_KINDS))
    pieces: list[str] = []
    for _piece in range(chance.randint(1, 2)):
        pieces += (chance.choice(_WORDS), _attack(chance))
    return "".join([*pieces, chance.choice(_WORDS)])


def _attack(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return chance.choice(chance.choice(_KINDS))
    opener, closer = chance.choice(
        (("\x1b[", ""), ("\x9b", ""), ("\x1b]", "\x07"), ("\x9d", "\x9c"), ("\x1bP", "\x1b\\"))
    )
    prefix = chance.choice(("", "?", ">", "=", "<", "!"))
    numbers = ";".join(str(chance.choice(_NUMBERS)) for _ in range(chance.randint(0, 3)))
    final = chr(chance.randint(0x40, 0x7E))
    return f"{opener}{prefix}{numbers}{final}{closer}"


def marked(strings: list[str]) -> Iterator[str]:
    """Each string behind a number of its own, by which it is known again on a screen."""
    for number, string in enumerate(strings):
        yield f"#{number:05d}{string}"

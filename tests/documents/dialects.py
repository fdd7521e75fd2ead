"""What editors do to a Markdown file that somebody only ticked something in."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from random import Random

Dialect = Callable[[str, Random], str]

# A word that would begin something else than a paragraph if it came first in a line.
_RISKY = re.compile(r"^(?:[-+*>#=|:<\[~`_\\&\d]|$)")
_PLAIN = re.compile(r"^(?:[^\W\d]|[\"'“(«])")


def crlf(text: str, _random: Random) -> str:
    return text.replace("\n", "\r\n")


def byte_order_mark(text: str, _random: Random) -> str:
    return "\ufeff" + text


def trailing_spaces(text: str, random: Random) -> str:
    lines = text.split("\n")
    # Not behind words: there two spaces are a line break.
    return "\n".join(line or " " * random.randint(0, 3) for line in lines)


def no_trailing_spaces(text: str, _random: Random) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def other_bullets(text: str, random: Random) -> str:
    bullet = random.choice("*+")
    return re.sub(r"^- (?=\S)", f"{bullet} ", text, flags=re.MULTILINE)


def other_spacing(text: str, random: Random) -> str:
    space = random.choice(["  ", "   ", "\t"])
    return re.sub(r"^- (?=\[)", f"-{space}", text, flags=re.MULTILINE)


def indented_boxes(text: str, random: Random) -> str:
    return re.sub(r"^- (?=\[)", f"{' ' * random.randint(1, 3)}- ", text, flags=re.MULTILINE)


def bullets_as_text(text: str, random: Random) -> str:
    bullet = random.choice(["-", "-\u00a0", r"\- ", "• ", "– "])
    return re.sub(r"^- (?=\[)", lambda _found: bullet, text, flags=re.MULTILINE)


def one_bullet_as_text(text: str, _random: Random) -> str:
    return re.sub(r"^- (?=\[.\] (?:Nei|No)$)", "-", text, flags=re.MULTILINE)


def other_ticks(text: str, random: Random) -> str:
    tick = random.choice(["[X]", "[ x ]", "[✓]", "[✔]", "☒", "☑", r"\[x\]"])
    empty = random.choice(["[ ]", "[  ]", "[]", "☐", r"\[ \]"])
    text = re.sub(r"^- \[x\]", lambda _found: f"- {tick}", text, flags=re.MULTILINE)
    return re.sub(r"^- \[ \]", lambda _found: f"- {empty}", text, flags=re.MULTILINE)


def smart_quotes(text: str, random: Random) -> str:
    for plain, smart in ((' "', " “"), ('"', "”"), ("'", "’"), ("...", "…"), (" - ", " – ")):
        text = text.replace(plain, smart)
    return text


def rewrapped(text: str, random: Random) -> str:
    width = random.randint(30, 90)
    return "\n\n".join(_rewrapped(block, width) for block in text.split("\n\n"))


def _rewrapped(block: str, width: int) -> str:
    lines = block.split("\n")
    words = " ".join(lines).split(" ")
    if not all(_PLAIN.match(line) for line in lines) or any(map(_RISKY.match, words)):
        return block
    return textwrap.fill(" ".join(lines), width, break_long_words=False, break_on_hyphens=False)


def one_line_a_paragraph(text: str, random: Random) -> str:
    return "\n\n".join(_rewrapped(block, 100_000) for block in text.split("\n\n"))


def loose(text: str, _random: Random) -> str:
    return re.sub(r"^(- .*)\n(?=- )", r"\1\n\n", text, flags=re.MULTILINE)


def more_blank_lines(text: str, _random: Random) -> str:
    return text.replace("\n\n", "\n\n\n")


def no_front_matter(text: str, _random: Random) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def no_fences(text: str, _random: Random) -> str:
    return re.sub(r"\A---\n(.*?\n)---\n", r"\1\n", text, flags=re.DOTALL)


def no_comments(text: str, _random: Random) -> str:
    return re.sub(r"^<!-- clause: \S+ -->\n\n", "", text, flags=re.MULTILINE)


def comments_as_text(text: str, _random: Random) -> str:
    return re.sub(r"^<!--(.*)-->$", r"\\<!--\1--\\>", text, flags=re.MULTILINE)


def comments_right_below(text: str, _random: Random) -> str:
    return text.replace("\n\n<!-- clause", "\n<!-- clause")


def closed_headings(text: str, _random: Random) -> str:
    return re.sub(r"^## (\d+\. \w+)$", r"##  \1 ##", text, flags=re.MULTILINE)


# The order in which they are applied: what looks for plain bullets comes before what changes them.
DIALECTS: tuple[Dialect, ...] = (
    no_front_matter,
    no_fences,
    no_comments,
    comments_as_text,
    comments_right_below,
    closed_headings,
    loose,
    rewrapped,
    one_line_a_paragraph,
    smart_quotes,
    other_ticks,
    other_spacing,
    indented_boxes,
    other_bullets,
    bullets_as_text,
    one_bullet_as_text,
    no_trailing_spaces,
    trailing_spaces,
    more_blank_lines,
    crlf,
    byte_order_mark,
)


def spoken(text: str, chosen: set[int], seed: int) -> str:
    """``text`` after it went through the editors with the numbers ``chosen``."""
    random = Random(seed)
    for number, dialect in enumerate(DIALECTS):
        if number in chosen:
            text = dialect(text, random)
    return text

"""The pages there are, and what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

_MARKDOWN = MarkdownIt().enable("table")


def name(page: Path) -> str:
    """A page as the tests call it."""
    return str(page.relative_to(ROOT))


def text(page: Path) -> str:
    return page.read_text("utf-8")


def spans(page: Path) -> list[str]:
    """What stands in its sentences and tables as code."""
    return [
        child.content
        for token in _MARKDOWN.parse(text(page))
        for child in token.children or ()
        if child.type == "code_inline"
    ]


def links(page: Path) -> list[str]:
    """Where it points: links and pictures, in Markdown and in HTML."""
    written = [
        str(child.attrs.get("href") or child.attrs["src"])
        for token in _MARKDOWN.parse(text(page))
        for child in token.children or ()
        if child.type in ("link_open", "image")
    ]
    return written + re.findall(r'<img src="([^"]+)"', text(page))


def anchors(page: Path) -> set[str]:
    """The names by which GitHub knows its headings."""
    tokens = _MARKDOWN.parse(text(page))
    headings = [tokens[at + 1] for at, each in enumerate(tokens) if each.type == "heading_open"]
    return {
        re.sub(r"[^\w\- ]", "", heading.content.lower()).replace(" ", "-") for heading in headings
    }

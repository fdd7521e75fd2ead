"""What a Markdown document is made of, without its words: for comparing two of them."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin


def structure(text: str, front_matter: bool = True) -> list[str]:
    """Every block and inline construct in order; boxes and comments with what they say."""
    reader = MarkdownIt("gfm-like", {"linkify": False}).disable("linkify")
    if front_matter:
        reader.use(front_matter_plugin)
    found: list[str] = []
    for token in reader.parse(text):
        if token.type == "inline":
            found.append(_box(token.content))
            found.extend(
                f"{child.type} {child.content if child.type == 'html_inline' else ''}"
                for child in token.children or ()
                if child.type not in ("text", "softbreak")
            )
        elif token.type == "html_block":
            found.append(token.content.strip())
        else:
            found.append(f"{token.type} {token.tag} {token.level}")
    return found


def _box(content: str) -> str:
    return content[:3] if content[:4] in ("[ ] ", "[x] ", "[X] ") else "words"

"""An agreement as one HTML page, for the screen and for paper.

Here belongs its shape and nothing of its content: the page is rendered from the same Markdown that
leaves as a file, with HTML off; its look is in ``page.css``. It holds no script and loads
nothing, and says so to the browser.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from coachtui.documents.agreement.markdown import Sheet
from coachtui.documents.agreement.words import BOXES, LINE_TO_WRITE_ON, TITLES
from coachtui.documents.parser import parser
from coachtui.language import Language

if TYPE_CHECKING:
    from markdown_it.token import Token

_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
_FRAME = '<rect x="1" y="1" width="14" height="14" rx="1.5"/>'
_CROSS = '<path d="M4 4 12 12M12 4 4 12"/>'


def agreement_to_html(made: Sheet) -> str:
    """``made`` as one self-contained page; its title in the window names nobody."""
    return "\n".join(_page(made)) + "\n"


def _page(made: Sheet) -> Iterator[str]:
    style = (resources.files("coachtui.documents.agreement") / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    yield "<!DOCTYPE html>"
    yield f'<html lang="{made.language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    policy = escape(_POLICY.format(digest=digest))
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(TITLES[made.language])}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<header>\n{_rendered(made.title, made.top, made.language)}</header>"
    yield "<main>"
    for section in made.sections:
        said = _rendered(section.heading, section.body, made.language, section.to_sign)
        yield f"<section>\n{said}</section>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _rendered(heading: str, body: str, language: Language, to_sign: tuple[int, ...] = ()) -> str:
    """Both as HTML; ``to_sign`` are the paragraphs of ``body`` that are lines to write on."""
    reader = parser(html=False)
    tokens = reader.parse(f"{heading}\n\n{body}")
    block = -2
    for place, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0:
            block += 1
        if token.type == "inline" and token.children:
            if token.content[:4] in ("[ ] ", "[x] ") and tokens[place - 2].type == "list_item_open":
                _draw_box(token.children, tokens[place - 2], language)
            if block in to_sign:
                _draw_line(token.children, tokens[place - 1])
    rendered: str = reader.renderer.render(tokens, reader.options, {})
    return rendered


def _draw_box(children: list[Token], item: Token, language: Language) -> None:
    """The box that an item begins with as a picture, which is read out as what it says."""
    first = children[0]
    ticked = first.content[1] == "x"
    name = BOXES[language][ticked]
    drawn = f"{_FRAME}{_CROSS}" if ticked else _FRAME
    picture = f'<svg class="box" viewBox="0 0 16 16" role="img" aria-label="{name}">{drawn}</svg>'
    first.content = first.content[4:]
    children.insert(0, _html(picture, first))
    item.attrSet("class", "boxed")


def _draw_line(children: list[Token], paragraph: Token) -> None:
    """A line to write on, drawn as one."""
    last = children[-1]
    last.content = last.content.removesuffix(LINE_TO_WRITE_ON)
    children[:] = [_html("<b>", last), *children, _html("</b><span></span>", last)]
    paragraph.attrSet("class", "sign")


def _html(content: str, beside: Token) -> Token:
    """A token that is rendered as it is; nothing that a person wrote goes into one."""
    made = beside.copy()
    made.type, made.content = "html_inline", content
    return made

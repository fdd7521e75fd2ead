"""An agreement as one HTML page, for the screen and for paper.

Here belongs its look and nothing of its content: the page is rendered from the same Markdown that
leaves as a file, with HTML off. It holds no script and loads nothing, and says so to the browser.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from coachtui.documents.agreement_markdown import Sheet
from coachtui.documents.agreement_words import BOXES, LINE_TO_WRITE_ON, TITLES
from coachtui.documents.parser import parser
from coachtui.language import Language

if TYPE_CHECKING:
    from markdown_it.token import Token

# The measures are those of the PDF: see agreement.typ.
_STYLE = """
@page { size: A4; margin: 24mm 25mm 26mm; @bottom-center {
  content: counter(page) " / " counter(pages); font: 8.5pt serif; color: #555; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 160mm; padding: 12mm 6mm 20mm; color: #1a1a1a; background: #fff;
  font: 10.5pt/1.45 "Libertinus Serif", "Linux Libertine O", "Iowan Old Style", Palatino,
  "Palatino Linotype", Georgia, serif; overflow-wrap: anywhere; }
h1 { font-size: 20pt; line-height: 1.2; font-weight: 600; margin: 0 0 2mm; }
h2 { font-size: 12.5pt; line-height: 1.3; font-weight: 600; margin: 0 0 1.8mm; }
h3, h4, h5, h6 { font-size: 10.5pt; margin: 3mm 0 1mm; }
h1, h2, h3, h4, h5, h6 { break-after: avoid; }
section { margin-top: 7mm; break-inside: avoid; }
p, ul, ol, blockquote, table { margin: 0 0 2mm; }
p { orphans: 2; widows: 2; }
ul, ol { padding-left: 5.5mm; }
li > p { margin: 0; }
blockquote { margin-left: 0; padding-left: 4mm; border-left: 0.7mm solid #b9b9b9; color: #444; }
table { border-collapse: collapse; }
th, td { border: 0.2mm solid #999; padding: 1mm 2mm; text-align: left; vertical-align: top; }
header p:first-of-type { color: #555; margin-bottom: 5mm; }
a { color: inherit; }
a::after { content: " (" attr(href) ")"; }
li.boxed { list-style: none; margin-left: -5.5mm; padding-left: 6mm; text-indent: -6mm; }
.box { width: 3.4mm; height: 3.4mm; margin-right: 2.6mm; vertical-align: -0.4mm; fill: none;
  stroke: #1a1a1a; stroke-width: 1.3; }
.sign { display: flex; align-items: flex-end; margin: 8mm 0 7mm; }
.sign b { flex: 0 0 30mm; font-weight: inherit; }
.sign span { flex: 1; max-width: 90mm; border-bottom: 0.2mm solid #1a1a1a; }
@media print { body { max-width: none; padding: 0; } }
"""
_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
_FRAME = '<rect x="1" y="1" width="14" height="14" rx="1.5"/>'
_CROSS = '<path d="M4 4 12 12M12 4 4 12"/>'


def agreement_to_html(made: Sheet) -> str:
    """``made`` as one self-contained page; its title in the window names nobody."""
    return "\n".join(_page(made)) + "\n"


def _page(made: Sheet) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    yield "<!DOCTYPE html>"
    yield f'<html lang="{made.language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    policy = escape(_POLICY.format(digest=digest))
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(TITLES[made.language])}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<header>\n{_rendered(made.title, made.top, made.language)}</header>"
    yield "<main>"
    for section in made.sections:
        yield f"<section>\n{_rendered(section.heading, section.body, made.language)}</section>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _rendered(heading: str, body: str, language: Language) -> str:
    reader = parser(html=False)
    tokens = reader.parse(f"{heading}\n\n{body}")
    for place, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            if token.content[:4] in ("[ ] ", "[x] ") and tokens[place - 2].type == "list_item_open":
                _draw_box(token.children, tokens[place - 2], language)
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
    if last.type == "text" and last.content.endswith(f" {LINE_TO_WRITE_ON}"):
        last.content = last.content.removesuffix(LINE_TO_WRITE_ON)
        children[:] = [_html("<b>", last), *children, _html("</b><span></span>", last)]
        paragraph.attrSet("class", "sign")


def _html(content: str, beside: Token) -> Token:
    """A token that is rendered as it is; nothing that a person wrote goes into one."""
    made = beside.copy()
    made.type, made.content = "html_inline", content
    return made

"""An agreement as a PDF, set by Typst, which is an extra that not everybody installs.

Here belongs handing the document over: as data beside a source that never changes
(``page.typ``), in memory, so that nothing of it is read as a program or written in clear.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from coachtui.documents.agreement.markdown import Sheet
from coachtui.documents.agreement.words import LINE_TO_WRITE_ON, TITLES
from coachtui.documents.markdown import Block, BlockKind, Spans, blocks
from coachtui.errors import CoachError, NotFound
from coachtui.language import _

_LONGEST_WORD = 60
_PIECE = 20


def agreement_to_pdf(made: Sheet) -> bytes:
    """``made`` as a PDF; its title in the window names nobody.

    Raises:
        NotFound: Typst is not installed.
        CoachError: Typst cannot set it.
    """
    try:
        import typst
    except ImportError:
        message = _(
            "A PDF needs an extra that is not installed. It comes with pipx inject coachtui typst, "
            "or in the folder that coachtui was installed from with pip install '.[pdf]' or uv tool "
            "install '.[pdf]'. Nothing left the vault; Markdown and HTML work without it."
        )
        raise NotFound(message) from None
    source = (resources.files("coachtui.documents.agreement") / "page.typ").read_bytes()
    data = json.dumps(_plain(made), ensure_ascii=False)
    try:
        return typst.compile(source, format="pdf", sys_inputs={"agreement": data})
    except typst.TypstError:
        # Its own message could quote the agreement.
        message = _("The PDF could not be made. Nothing left the vault; Markdown and HTML work.")
        raise CoachError(message) from None


def _plain(made: Sheet) -> dict[str, Any]:
    return {
        "language": made.language,
        "title": TITLES[made.language],
        "head": list(_blocks(f"{made.title}\n\n{made.top}")),
        "sections": [
            list(_blocks(f"{each.heading}\n\n{each.body}", each.to_sign)) for each in made.sections
        ],
    }


def _blocks(markdown: str, to_sign: tuple[int, ...] = ()) -> Iterator[dict[str, Any]]:
    """The blocks of a heading and what is below it; ``to_sign`` counts from below the heading."""
    before: Block | None = None
    for place, block in enumerate(blocks(markdown, keep_lines=False), -1):
        sign = place in to_sign
        yield {
            "kind": block.kind,
            "level": block.level,
            "indent": block.indent,
            "quote": block.quote,
            "marker": block.marker,
            "done": block.done,
            "close": _close(before, block),
            "sign": sign,
            "spans": _spans(block.spans, LINE_TO_WRITE_ON if sign else ""),
            "rows": [[{"spans": _spans(cell)} for cell in row] for row in block.rows],
        }
        before = block


def _close(before: Block | None, block: Block) -> bool:
    """Whether ``block`` is an item right below another."""
    return before is not None and before.kind is block.kind is BlockKind.ITEM


def _spans(spans: Spans, line: str = "") -> list[dict[str, Any]]:
    """``spans`` as data, without the ``line`` to write on that is drawn in its place."""
    return [
        {
            "text": _breakable(span.text.removesuffix(line)),
            "strong": span.strong,
            "emphasis": span.emphasis,
            "code": span.code,
            "strike": span.strike,
            "link": _breakable(span.link),
        }
        for span in spans
    ]


def _breakable(text: str) -> str:
    """``text`` with places to break in words that are longer than a line may be."""
    return " ".join(
        word
        if len(word) <= _LONGEST_WORD
        else "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
        for word in text.split(" ")
    )

"""The view of Markdown: what a person reads, at any width, and how it scrolls."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.screen import Screen

from coachtui.services.reading import blocks
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.document_lines import lines_of
from coachtui.tui.widgets.document_view import DocumentView
from tests.tui.stand_in import StandIn, text_of

NOTE = """# Title

Some **strong** words and a [link](https://example.org) follow each other here.

- [ ] call
- [x] write down three things that gave energy this week
- plain

3. third

> quoted words that go on

```
code  as   typed
```

| A | B |
| -- | -- |
| one | two |

---
"""


def lines(text: str, width: int) -> list[str]:
    laid_out = lines_of(blocks(text), width)
    return ["".join(piece for piece, _style in line).rstrip() for line in laid_out]


def test_a_note_reads_like_this() -> None:
    assert lines(NOTE, 40) == [
        "Title",
        "",
        "Some strong words and a link",
        "(https://example.org) follow each other",
        "here.",
        "",
        "[ ] call",
        "[x] write down three things that gave",
        "    energy this week",
        "• plain",
        "3. third",
        "",
        "▎ quoted words that go on",
        "",
        "  code  as   typed",
        "",
        "A    B",
        "───  ───",
        "one  two",
        "",
        "────────────────────────",
    ]


@pytest.mark.parametrize("width", [8, 20, 33, 80])
@pytest.mark.parametrize(
    "text", [NOTE, "日本語テキスト" * 20, "x" * 300, "a " * 200, "- " + "long " * 50, ""]
)
def test_no_line_is_wider_than_the_room(text: str, width: int) -> None:
    assert all(cell_len(line) <= max(width, 11) for line in lines(text, width))


@pytest.mark.parametrize("width", [20, 80])
def test_no_word_is_lost_in_wrapping(width: int) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    assert " ".join(lines(text, width)).split() == text.split()


class Document(StandIn):
    """The app on a document of 200 lines."""

    def get_default_screen(self) -> Screen[Any]:
        class Reading(CoachScreen[None]):
            def compose(self) -> ComposeResult:
                yield DocumentView(blocks("\n\n".join(f"Paragraph {at}" for at in range(100))))

        return Reading()


async def test_keys_scroll_and_the_ends_are_known() -> None:
    app = Document()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.query_one(DocumentView)
        assert view.at_top
        assert not view.at_end
        await pilot.press("j", "j")
        assert "Paragraph 0" not in text_of(app)
        await pilot.press("space")
        assert "Paragraph 1\n" not in text_of(app)
        assert view.scroll_offset.y == 2 + 23
        await pilot.press("G")
        await pilot.pause()
        assert view.at_end
        assert "Paragraph 99" in text_of(app)
        await pilot.press("g")
        assert view.at_top


async def test_another_width_lays_the_text_out_again() -> None:
    app = Document()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.query_one(DocumentView)
        view.show(blocks("some words " * 40))
        wide = view.line_count
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert view.line_count > wide


async def test_a_text_of_as_many_lines_at_another_width_is_drawn_again() -> None:
    app = Document()
    async with app.run_test(size=(60, 24)) as pilot:
        app.screen.query_one(DocumentView).show(blocks("word " * 18))
        await pilot.pause()
        assert text_of(app).split("\n")[:2] == [" word" * 11, " word" * 7]
        await pilot.resize_terminal(52, 24)
        await pilot.pause()
        assert text_of(app).split("\n")[:2] == [" word" * 10, " word" * 8]

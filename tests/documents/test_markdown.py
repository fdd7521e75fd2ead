"""Markdown as blocks for the screen: what each becomes, and that any text at all has an answer."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.clean import clean_text
from coachtui.documents.markdown import MAX_BYTES, Block, BlockKind, Span, Spans, blocks
from coachtui.documents.parser import TABLE_CELLS, TABLE_COLUMNS
from tests.documents.cases import cases


def _shown(block: Block) -> str:
    """A block on one line: kind, level or indent, marker, box, quote, then its spans."""
    box = {None: "", True: " [x]", False: " [ ]"}[block.done]
    number = f" {block.level or block.indent}" if block.level or block.indent else ""
    marker = f" {block.marker}" if block.marker else ""
    quote = f" >{block.quote}" if block.quote else ""
    return f"{block.kind}{number}{marker}{box}{quote}: {_words(block)}".rstrip()


def _words(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        return ";".join(",".join(_plain(cell) for cell in row) for row in block.rows)
    first, *rest = [_span(span) for span in block.spans] or [""]
    return first + "".join(each if each.startswith("|") else f"|{each}" for each in rest)


def _plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _span(span: Span) -> str:
    styles = [name for name in ("strong", "emphasis", "code", "strike") if getattr(span, name)]
    styles += [f"link={span.link}"] if span.link else []
    text = span.text.replace("\n", "/")
    return f"|{'+'.join(styles)}:{text}" if styles else text


@pytest.mark.parametrize(("text", "expected"), cases("blocks.md"))
def test_blocks(text: str, expected: str) -> None:
    assert [_shown(block) for block in blocks(text)] == expected.split("\n")


def test_lines_flow_together_where_they_are_not_kept() -> None:
    assert blocks("en\nto  \ntre", keep_lines=False)[0].text == "en to\ntre"
    assert blocks("en\nto  \ntre")[0].text == "en\nto\ntre"


def test_the_first_row_of_a_table_is_its_header_and_every_row_is_as_wide() -> None:
    (table,) = blocks("| a | b |\n|-|-|\n| 1 | 2 | 3 |\n| 1 |")
    assert [len(row) for row in table.rows] == [2, 2, 2]
    assert table.rows[0][0] == (Span("a"),)


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks("") == blocks(" \n\n") == ()


def test_a_text_that_is_too_long_is_shown_as_it_was_typed() -> None:
    shown = blocks("# a\n\n" + "b" * MAX_BYTES)
    assert [block.kind for block in shown] == [BlockKind.PARAGRAPH] * 2
    assert shown[0].text == "# a"


def test_a_text_that_is_nested_too_deep_is_shown_as_it_was_typed() -> None:
    text = "> " * 40 + "innerst"
    assert blocks(text) == (Block(BlockKind.PARAGRAPH, (Span(text),)),)


def test_nothing_is_left_out_however_deep_it_stands() -> None:
    for depth in range(1, 30):
        nested = "".join("  " * level + f"- a{level}\n" for level in range(depth))
        shown = "".join(block.text for block in blocks(nested))
        assert all(f"a{level}" in shown for level in range(depth))


def test_a_wide_table_is_shown_as_text() -> None:
    wide = "|a" * (TABLE_COLUMNS + 1) + "|\n" + "|-" * (TABLE_COLUMNS + 1) + "|\nx\n"
    assert [block.kind for block in blocks(wide)] == [BlockKind.PARAGRAPH]


def test_tables_have_so_many_cells_and_the_rest_of_their_rows_stay_readable() -> None:
    table = "|a" * 32 + "|\n" + "|-" * 32 + "|\n" + "x\n" * 2_000 + "\n"
    shown = blocks(table * 3 + "slutt")
    cells = sum(len(row) for block in shown for row in block.rows)
    assert cells <= TABLE_CELLS
    assert shown[-1].text == "slutt"
    words = "".join(block.text for block in shown) + "".join(
        _plain(cell) for block in shown for row in block.rows for cell in row
    )
    assert words.count("x") == 6_000


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "[",
            "![",
            "](",
            "[a](",
            "[a]: b\n",
            "<",
            "<a ",
            "<!-- ",
            "*a ",
            "**a",
            "*_",
            "` ``",
            "&",
            "~~a",
        ),
        *(
            "> ",
            "> a\n",
            "- ",
            "- a\n",
            "1. ",
            "# a\n",
            "```\n",
            "a\n===\n",
            "|",
            "|a|\n|-|\n",
            "\\",
            "\t",
        ),
        *(
            "|a|b|\n|-|-|\n" + "x\n" * 30 + "\n",
            "\ud800",
            "\u200d",
            "\u0301",
            "\x00",
            "_a_ ",
            "a@b.",
        ),
    ],
    ids=ascii,
)
def test_a_hostile_note_is_shown_in_good_time(piece: str) -> None:
    began = time.process_time()
    blocks(piece * (12_000 // len(piece)))
    assert time.process_time() - began < 5


@given(st.text(st.sampled_from("#-+*_`~[]()<>!|:&\\=1.x \n\t\x1b\u202e\ud800é"), max_size=200))
def test_any_text_has_blocks_with_nothing_hostile_in_them(text: str) -> None:
    for block in blocks(text):
        cells = [span for row in block.rows for cell in row for span in cell]
        for span in (*block.spans, *cells):
            assert span.text
            assert clean_text(span.text) == span.text
            assert clean_text(span.link) == span.link


@given(st.text(max_size=200))
def test_no_letter_or_digit_of_a_note_is_lost(text: str) -> None:
    letters = [each for each in clean_text(text) if each.isalpha()]
    shown = "".join(
        block.text + "".join(_plain(cell) for row in block.rows for cell in row)
        for block in blocks(text)
    )
    assert all(letter in shown for letter in letters)


def test_who_needs_only_words_or_clean_text_does_not_wait_for_the_parser() -> None:
    code = (
        "import sys; from coachtui.documents import clean, escape, words, markdown; "
        "from coachtui.documents.template import fill, parsing, shipped; "
        "import coachtui.documents.agreement.markdown; print('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

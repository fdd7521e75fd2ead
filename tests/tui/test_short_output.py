"""What goes to the terminal is shorter, and shows the same."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as some
from rich.color import ColorSystem
from rich.style import Style

from coachtui.tui.short_output import shortened

COLOURS = some.sampled_from([None, "default", "red", "bright_blue", "color(200)", "#17212b"])
SWITCHES = some.sampled_from([None, True])
STYLES = some.builds(
    Style,
    color=COLOURS,
    bgcolor=COLOURS,
    bold=SWITCHES,
    italic=SWITCHES,
    underline=SWITCHES,
    reverse=SWITCHES,
    strike=SWITCHES,
)
MOVES = some.sampled_from(["", "\x1b[2;9H\n\x1b[3;1H", "\n\x1b[3;1H", "\x1b[2;5H", "\n"])
RUNS = some.lists(some.tuples(STYLES, some.sampled_from(["a", "Åse"]), MOVES), max_size=8)


def drawn(output: str) -> list[list[object]]:
    """Every cell of a small terminal after ``output``, and what comes after it in plain text."""
    screen = pyte.Screen(20, 8)
    pyte.Stream(screen).feed(output + "after")
    return [[screen.buffer[y][x] for x in range(20)] for y in range(8)]


def frame_of(runs: list[tuple[Style, str, str]]) -> str:
    return "".join(
        style.render(text, color_system=ColorSystem.TRUECOLOR) + move for style, text, move in runs
    )


@given(RUNS)
def test_a_shortened_frame_shows_the_same(runs: list[tuple[Style, str, str]]) -> None:
    frame = frame_of(runs)

    short = shortened(frame)

    assert drawn(short) == drawn(frame)
    assert len(short) <= len(frame)


def test_only_what_differs_is_said() -> None:
    frame = "\x1b[38;2;1;2;3;48;2;4;5;6mname\x1b[0m\x1b[1;38;2;7;8;9;48;2;4;5;6mstate\x1b[0m"

    assert shortened(frame) == "\x1b[38;2;1;2;3;48;2;4;5;6mname\x1b[1;38;2;7;8;9mstate\x1b[m"


def test_only_the_last_of_several_moves_is_made() -> None:
    frame = "\x1b[2;1H\x1b[31mone\x1b[0m\x1b[2;9H\n\x1b[3;1H\x1b[31mtwo\x1b[0m\x1b[3;9H\x1b[1;3H"

    assert shortened(frame) == "\x1b[2H\x1b[31mone\x1b[3Htwo\x1b[m\x1b[1;3H"


def test_other_sequences_stay_and_keep_the_reset_before_them() -> None:
    frame = "\x1b[?2026h\x1b[31mone\x1b[0m\x1b]8;;\x1b\\\x1b[31mtwo\x1b[0m\x1b[?2026l"

    assert shortened(frame) == frame.replace("\x1b[0m", "\x1b[m")

"""What the screens cost on a terminal, beside Textual's own widgets: ``python -m benchmarks.screens``."""

from __future__ import annotations

from statistics import median

from benchmarks.made import PASSPHRASE, READER, Made, made
from benchmarks.report import Line, Part, Round, publish, wanted
from benchmarks.terminal import Answer, Program
from coachtui.vault import slots
from coachtui.vault.slots import Cost

DOWN, PAGE_DOWN, ENTER, ESCAPE, ERASE, CTRL_S = "\x1b[B", "\x1b[6~", "\r", "\x1b", "\x7f", "\x13"
IDLE = 5.0

ENTERED = "Enter after the passphrase to the list"
REMINDER = "There is no recovery key yet"
RSS, PSS = "memory with the list, RSS", "memory with the list, PSS"
MOVE, SCROLL, FILTER = (
    "key in the list, on screen",
    "key in the list, scrolling",
    "key in the filter",
)
OPEN, PAGE = "200-line note, open", "200-line note, page down"
TYPE, WAIT = "key in the editor, 10 KB", f"{IDLE:.0f} s with a text field focused"
BAREST, TABLE, MARKDOWN, AREA = "barest Textual app", "DataTable", "Markdown widget", "TextArea"

LINES = (
    Line(ENTERED, "ms", f"start of the {BAREST}", 0.4),
    *(
        Line(f"{what}: {kind}", unit, peer, most)
        for what, peer, time, size in (
            (MOVE, TABLE, 0.5, 0.5),
            (SCROLL, TABLE, 1 / 3, 1 / 3),
            (FILTER, TABLE, 0.6, 0.6),
            (OPEN, MARKDOWN, 0.15, None),
            (PAGE, MARKDOWN, 0.05, 0.05),
            (TYPE, AREA, 1.0, 1.0),
        )
        for kind, unit, most in (("time", "ms", time), ("bytes", "B", size))
    ),
    Line(f"{WAIT}: bytes", "B", "Input", 0, absolute=True),
    # A hundredth of a second is what the system's own clock of CPU time can tell.
    Line(f"{WAIT}: CPU", "ms", "Input", 10, absolute=True),
    Line(RSS, "MiB", BAREST, 1.6),
    Line(PSS, "MiB", BAREST, 1.6),
)

Side = dict[str, float]
"""What one program came to in one round, by the name of the line."""


def ours(files: Made) -> Side:
    """One walk through coachtui, from the prompt to the editor."""
    side: Side = {}
    with Program(files.home, files.coachtui) as program:
        program.shows("Passphrase:")
        program.rest()
        shown = program.enter_and_show(PASSPHRASE + ENTER, READER)
        side[ENTERED] = shown - median(derived() for _ in range(3))
        program.rest()
        side[RSS], side[PSS] = program.memory()
        # It goes by itself, and is no answer to a key.
        program.without(REMINDER)
        side |= in_the_list(program)
        program.press(ESCAPE)
        program.press("g")
        program.press(ENTER)
        program.shows("Sessions")
        side |= in_a_note(program)
        program.press(ESCAPE)
        program.press(DOWN)
        program.press(ENTER)
        program.press("e")
        program.shows("Preview")
        program.rest()
        side |= two(TYPE, program.press_each("neste gang tar vi"))
        program.press(CTRL_S)
    return side


def derived() -> float:
    """Milliseconds that the key derivation of the vault takes, which stands apart."""
    return slots.seconds(Cost.MINIMAL.value) * 1000


def theirs(files: Made) -> Side:
    """The same steps in the peers."""
    side: Side = {}
    with Program(files.home, files.peer("barest")) as program:
        side[ENTERED] = program.shows("Ready")
        program.rest()
        side[RSS], side[PSS] = program.memory()
    with Program(files.home, files.peer("list", files.rows)) as program:
        program.shows(READER)
        program.rest()
        side |= in_the_list(program)
    with Program(files.home, files.peer("reader", files.long)) as program:
        program.shows("Ready")
        program.rest()
        side |= in_a_note(program)
    with Program(files.home, files.peer("writer", files.text)) as program:
        program.shows("neste gang")
        program.rest()
        side |= two(TYPE, program.press_each("neste gang tar vi"))
    return side


def in_the_list(program: Program) -> Side:
    """Moves on screen, moves beyond its edge, the filter; nobody typing in the filter."""
    side = two(MOVE, program.press_each([DOWN] * 15))
    program.press(DOWN * 8)
    # The mean: it may scroll far with a few keys, or a little with each.
    side |= two(SCROLL, program.press_each([DOWN] * 44, mean=True))
    program.press("/")
    side |= two(FILTER, program.press_each(["a", "n", ERASE, ERASE] * 3))
    side[f"{WAIT}: bytes"], side[f"{WAIT}: CPU"] = program.idle(IDLE)
    return side


def in_a_note(program: Program) -> Side:
    """The long note, opened and paged through."""
    # Reading Markdown may take long before the first byte of it comes.
    side = two(OPEN, program.press(ENTER, quiet=2))
    program.shows("Opptakt")
    return side | two(PAGE, program.press_each([PAGE_DOWN] * 7))


def two(what: str, answer: Answer) -> Side:
    """The two lines of one measure."""
    return {f"{what}: time": answer.ms, f"{what}: bytes": answer.size}


def one_round(files: Made) -> Round:
    """Ours and, right after it, the peers'."""
    mine, peers = ours(files), theirs(files)
    return {what: (mine[what], peers[what]) for what in mine}


def main() -> None:
    """Print the table."""
    asked = wanted(__doc__, 5)
    with made() as files:
        one_round(files)
        found = [one_round(files) for _ in range(asked.rounds)]
    publish(Part("Screens, 80x24, 1,000 clients", LINES, found), asked.into)


if __name__ == "__main__":
    main()

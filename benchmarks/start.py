"""How soon the program is there: ``python -m benchmarks.start``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.made import script
from benchmarks.report import Line, Round, rounds_wanted, table
from benchmarks.terminal import Program

PROMPT = "start to the passphrase prompt"
VERSION = "coachtui --version"
NOTHING = "`python -c pass`"
LINES = (Line(PROMPT, "ms", NOTHING, 2.5), Line(VERSION, "ms", NOTHING, 2.5))


def one_round(home: Path) -> Round:
    """Each of the starts once, through the installed script."""
    nothing = _ended(home, [sys.executable, "-c", "pass"])
    with Program(home, [script(), "--vault", home]) as program:
        prompt = program.shows("Passphrase:")
    return {PROMPT: (prompt, nothing), VERSION: (_ended(home, [script(), "--version"]), nothing)}


def _ended(home: Path, arguments: Sequence[str | Path]) -> float:
    with Program(home, arguments) as program:
        return program.ended()


def main() -> None:
    """Print the table."""
    rounds = rounds_wanted(__doc__, 21)
    with TemporaryDirectory(prefix="coachtui-benchmark-") as folder:
        # The prompt comes before anything looks at what is in the vault's folder.
        home = Path(folder)
        (home / "something").touch()
        one_round(home)
        print(table("Start", LINES, [one_round(home) for _ in range(rounds)]), "\n")


if __name__ == "__main__":
    main()

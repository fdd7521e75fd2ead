"""How soon the program is there: ``python -m benchmarks.start``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.made import script
from benchmarks.report import Line, Part, Round, publish, wanted
from benchmarks.terminal import Program

PROMPT = "start to the passphrase prompt"
BOKMAAL = 'the same, with `language = "nb"` in config.toml'
VERSION = "coachtui --version"
NORWEGIAN = "norwegian"
NOTHING = "`python -c pass`"
LINES = (
    Line(PROMPT, "ms", NOTHING, 2.5),
    Line(BOKMAAL, "ms", NOTHING, 2.5),
    Line(VERSION, "ms", NOTHING, 2.5),
)


def one_round(home: Path) -> Round:
    """Each of the starts once, through the installed script."""
    nothing = _ended(home, [sys.executable, "-c", "pass"])
    return {
        PROMPT: (_prompted(home, home, "Passphrase:"), nothing),
        BOKMAAL: (_prompted(home / NORWEGIAN, home, "Passfrase:"), nothing),
        VERSION: (_ended(home, [script(), "--version"]), nothing),
    }


def arranged(home: Path) -> Path:
    """``home`` with something where the vault would be, and the home of a Norwegian coach in it."""
    # The prompt comes before anything looks at what is in the vault's folder.
    (home / "something").touch()
    configuration = home / NORWEGIAN / ".config" / "coachtui" / "config.toml"
    configuration.parent.mkdir(parents=True)
    configuration.write_text('language = "nb"\n')
    return home


def _prompted(home: Path, vault: Path, prompt: str) -> float:
    with Program(home, [script(), "--vault", vault]) as program:
        return program.shows(prompt)


def _ended(home: Path, arguments: Sequence[str | Path]) -> float:
    with Program(home, arguments) as program:
        return program.ended()


def main() -> None:
    """Print the table."""
    asked = wanted(__doc__, 21)
    with TemporaryDirectory(prefix="coachtui-benchmark-") as folder:
        home = arranged(Path(folder))
        one_round(home)
        found = [one_round(home) for _ in range(asked.rounds)]
    publish(Part("Start", LINES, found), asked.into)


if __name__ == "__main__":
    main()

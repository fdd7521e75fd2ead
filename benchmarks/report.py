"""From the figures of all rounds to one Markdown table, the ratios first."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from math import floor, log10
from pathlib import Path
from statistics import median
from typing import NamedTuple

Round = dict[str, tuple[float, float]]
"""What one round found, by the name of the line: ours and the peer's."""


class Line(NamedTuple):
    """One line of a table: what was measured, beside which peer, and what it may come to at most.

    ``most`` is a share of the peer's figure, or an absolute figure where ``absolute``; None where
    no budget is set.
    """

    what: str
    unit: str
    peer: str
    most: float | None = None
    absolute: bool = False


class Part(NamedTuple):
    """What one table is made of."""

    title: str
    lines: Sequence[Line]
    rounds: Sequence[Round]

    def found(self, line: Line) -> list[tuple[float, float]]:
        """What each round found for that line."""
        return [each[line.what] for each in self.rounds]


class Wanted(argparse.Namespace):
    """What the command line asks for."""

    rounds: int
    into: Path | None


def words(about: str | None, rounds: int) -> argparse.ArgumentParser:
    """The words of the command line, with the usual number of ``rounds``."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument(
        "--quick", dest="rounds", action="store_const", const=3, help="for a first look: --rounds 3"
    )
    parser.add_argument(
        "--into", type=Path, metavar="FOLDER", help="keep the figures there for benchmarks.budgets"
    )
    return parser


def wanted(about: str | None, usual: int) -> Wanted:
    """What the command line of a part without words of its own asks for."""
    return words(about, usual).parse_args(namespace=Wanted())


def publish(part: Part, into: Path | None) -> None:
    """Print the table, and keep its figures in the folder ``into``, in the place of earlier ones."""
    print(table(part), "\n")
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{part.title}.json").write_text(json.dumps(part), "utf-8")


def kept(folder: Path) -> list[Part]:
    """The parts whose figures were kept in ``folder``."""
    files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    parts = [Part(*json.loads(path.read_text("utf-8"))) for path in files]
    return [part._replace(lines=[Line(*line) for line in part.lines]) for part in parts]


def table(part: Part) -> str:
    """The table in Markdown: medians, and in brackets the lowest and highest ratio of a round."""
    rows = [
        f"### {part.title}",
        "",
        f"Medians of {len(part.rounds)} rounds.",
        "",
        "| what | ratio (rounds) | budget | met | coachtui | peer | which |",
        "| -- | --: | --: | :-: | --: | --: | -- |",
    ]
    return "\n".join(rows + [_row(line, part.found(line)) for line in part.lines])


def budgets(parts: Sequence[Part]) -> str:
    """One table in Markdown of all lines that have a budget."""
    rows = ["| what | beside | ratio (rounds) | budget | met |", "| -- | -- | --: | --: | :-: |"]
    for part in parts:
        for line in part.lines:
            if line.most is not None:
                cells = " | ".join(_judged(line, part.found(line)))
                rows.append(f"| {line.what} | {line.peer} | {cells} |")
    return "\n".join(rows)


def _row(line: Line, found: Sequence[tuple[float, float]]) -> str:
    ours, peer = _medians(found)
    cells = " | ".join(_judged(line, found))
    sizes = f"{figure(ours)} {line.unit} | {figure(peer)} {line.unit}"
    return f"| {line.what} | {cells} | {sizes} | {line.peer} |"


def _judged(line: Line, found: Sequence[tuple[float, float]]) -> tuple[str, str, str]:
    """The ratio with its spread, the budget, and whether it is met."""
    ours, peer = _medians(found)
    ratio, spread = "–", ""
    if peer:
        ratio = figure(ours / peer)
        each = [one / other for one, other in found if other]
        spread = f" ({figure(min(each))}–{figure(max(each))})"
    if line.most is None:
        return ratio + spread, "", ""
    reached = ours if line.absolute else ours / peer
    budget = f"{figure(line.most)} {line.unit}" if line.absolute else figure(line.most)
    return ratio + spread, budget, "yes" if reached <= line.most else "**no**"


def _medians(found: Sequence[tuple[float, float]]) -> tuple[float, float]:
    ours, peer = (median(side) for side in zip(*found, strict=True))
    return ours, peer


def figure(number: float) -> str:
    """Three digits that matter, two of them below a tenth, or whole from a hundred on."""
    if number >= 100:
        return f"{number:,.0f}"
    if 0 < number < 0.1:
        return f"{number:.{1 - floor(log10(number))}f}"
    return f"{number:.{2 if number >= 1 or not number else 3}f}"

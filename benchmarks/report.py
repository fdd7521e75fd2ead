"""From the figures of all rounds to one Markdown table, the ratios first."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import floor, log10
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


def words(about: str | None, rounds: int) -> argparse.ArgumentParser:
    """The words of the command line, with the usual number of ``rounds``."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--rounds", type=int, default=rounds)
    return parser


def rounds_wanted(about: str | None, usual: int) -> int:
    """How many rounds the command line asks for."""
    return int(words(about, usual).parse_args().rounds)


def table(title: str, lines: Sequence[Line], rounds: Sequence[Round]) -> str:
    """The table in Markdown: medians, and in brackets the lowest and highest ratio of a round."""
    rows = [
        f"### {title}",
        "",
        f"Medians of {len(rounds)} rounds.",
        "",
        "| what | ratio (rounds) | budget | met | coachtui | peer | which |",
        "| -- | --: | --: | :-: | --: | --: | -- |",
    ]
    return "\n".join(rows + [_row(line, [each[line.what] for each in rounds]) for line in lines])


def _row(line: Line, found: Sequence[tuple[float, float]]) -> str:
    ours = median(one for one, _ in found)
    peer = median(other for _, other in found)
    ratio, spread = "–", ""
    if peer:
        ratio = figure(ours / peer)
        each = [one / other for one, other in found if other]
        spread = f" ({figure(min(each))}–{figure(max(each))})"
    budget = met = ""
    if line.most is not None:
        reached = ours if line.absolute else ours / peer
        budget = f"{figure(line.most)} {line.unit}" if line.absolute else figure(line.most)
        met = "yes" if reached <= line.most else "**no**"
    sizes = f"{figure(ours)} {line.unit} | {figure(peer)} {line.unit}"
    return f"| {line.what} | {ratio}{spread} | {budget} | {met} | {sizes} | {line.peer} |"


def figure(number: float) -> str:
    """Three digits that matter, two of them below a tenth, or whole from a hundred on."""
    if number >= 100:
        return f"{number:,.0f}"
    if 0 < number < 0.1:
        return f"{number:.{1 - floor(log10(number))}f}"
    return f"{number:.{2 if number >= 1 or not number else 3}f}"

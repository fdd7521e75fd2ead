"""One table for all sizes of a practice: what coachtui takes, and how many times as long the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.acts import ACTS, beside
from benchmarks.report import Round, figure
from benchmarks.stores.store import DISK, PEERS, Peer

Found = Mapping[int, Sequence[Round]]
"""The rounds by the number of clients."""


def comparison(found: Found, missing: Mapping[str, str]) -> str:
    """The table in Markdown: in each cell one figure for each size."""
    sizes = " · ".join(f"{clients:,}" for clients in found)
    peers = (DISK, *PEERS)
    rows = [
        f"### {sizes} clients",
        "",
        "Milliseconds of coachtui, and how many times as long each of the others takes.",
        "",
        f"| what | coachtui, ms | {' | '.join(f'{peer.name}, ×' for peer in peers)} |",
        f"| -- |{' --: |' * (len(peers) + 1)}",
    ]
    for act in ACTS:
        cells = [_cell(found, act, peer, missing) for peer in peers]
        rows.append(f"| {act} | {_ours(found, act)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _ours(found: Found, act: str) -> str:
    medians = []
    for rounds in found.values():
        line = next(name for name in rounds[0] if name.startswith(f"{act}, "))
        medians.append(figure(median(each[line][0] for each in rounds)))
    return " · ".join(medians)


def _cell(found: Found, act: str, peer: Peer, missing: Mapping[str, str]) -> str:
    if peer.name in missing:
        return "missing"
    line = beside(act, peer)
    return " · ".join(_times(rounds, line) for rounds in found.values() if line in rounds[0]) or "–"


def _times(rounds: Sequence[Round], line: str) -> str:
    ours, theirs = (median(each) for each in zip(*(found[line] for found in rounds), strict=True))
    times = theirs / ours
    return f"{times:,.{0 if times >= 10 else 1 if times >= 1 else 2}f}"

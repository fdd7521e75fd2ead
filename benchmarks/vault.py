"""What the vault costs, each figure beside a peer in the same run: ``python -m benchmarks.vault``.

For each size of a practice a table of all that was measured, then one that sums them up. The disk
measured is that of the temporary folder: set ``TMPDIR`` for another.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import floors
from benchmarks.acts import ACTS, SAVE, SEARCH, Acts, beside
from benchmarks.comparison import comparison
from benchmarks.report import Line, Part, Round, Wanted, publish, words
from benchmarks.stores.practice import MadeUp
from benchmarks.stores.store import DISK, PEERS

SIZES = (50, 1000, 10_000)
BUSY_BUDGET = {1000: 3.0}
BUDGETS = {
    10_000: {
        f"{SAVE}, beside TinyDB": 0.01,
        f"{SEARCH}, beside SQLCipher": 1.0,
        f"{SEARCH}, beside jrnl": 0.1,
    }
}
"""By the number of clients: the budgets are set for 50,000 notes."""


class Result(NamedTuple):
    """What was found with one size."""

    rounds: list[Round]
    missing: dict[str, str]


def lines(clients: int, found: Round) -> list[Line]:
    """The lines of the table for one size, as far as they were measured."""
    budgets = BUDGETS.get(clients, {})
    both = [(beside(act, peer), peer) for act in ACTS for peer in (DISK, *PEERS)]
    beside_stores = [
        Line(name, "ms", peer.what, budgets.get(name)) for name, peer in both if name in found
    ]
    return [*beside_stores, *floors.lines(BUSY_BUDGET.get(clients))]


def sessions(clients: int) -> int:
    """How many sessions each has: 50,000 notes with 10,000 clients."""
    return 5 if clients >= 10_000 else 10


def measured(clients: int, rounds: int) -> Result:
    """All rounds with that many clients."""
    with TemporaryDirectory(prefix="coachtui-benchmark-") as folder:
        home = Path(folder)
        _say(f"{clients:,} clients: filling")
        acts = Acts(home, MadeUp(clients, sessions(clients)))
        floor = floors.Floors(home, acts.vault)
        found = []
        for number in range(rounds + 1):
            _say(f"{clients:,} clients: round {number} of {rounds}")
            found.append(acts.one_round() | floor.one_round())
    return Result(found[1:], acts.missing)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(each) for each in text.split(","))
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError("there must be a client")
    return sizes


def main() -> None:
    """Print the tables."""
    parser = words(__doc__, 5)
    parser.add_argument("--clients", type=_sizes, default=SIZES, help="such as 50,1000")
    asked = parser.parse_args(namespace=Wanted())
    found: dict[int, list[Round]] = {}
    missing: dict[str, str] = {}
    for clients in asked.clients:
        found[clients], missing = measured(clients, asked.rounds)
        title = f"Vault, {clients:,} clients with {sessions(clients)} sessions each"
        part = Part(title, lines(clients, found[clients][0]), found[clients])
        publish(part, asked.into)
        for name, reason in missing.items():
            print(f"Missing: {name} ({reason}).\n")
    print(comparison(found, missing), "\n")


if __name__ == "__main__":
    main()

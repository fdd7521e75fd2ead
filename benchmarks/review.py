"""What a key costs in the review of a long agreement, beside a short one: ``python -m benchmarks.review``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from benchmarks.made import PASSPHRASE, READER, script
from benchmarks.report import Line, Part, Round, publish, wanted
from benchmarks.terminal import Answer, Program
from coachtui.domain import record as records
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients
from coachtui.vault.vault import Cost, Vault

SHORT, LONG = 14, 200
ENTER, MOST = "\r", 1.5
KEYS = 10

MOVE, ANSWER, FILTER = "to the next clause", "a clause accepted", "the next filter"

LINES = tuple(Line(what, "ms", f"{SHORT} clauses", MOST) for what in (MOVE, ANSWER, FILTER))


@contextmanager
def vaults() -> Iterator[tuple[Path, Path]]:
    """A folder with a vault of one client whose agreement is long, and one with a short one."""
    with TemporaryDirectory(prefix="coachtui-benchmark-") as folder:
        homes = Path(folder) / "long", Path(folder) / "short"
        for home, count in zip(homes, (LONG, SHORT), strict=True):
            home.mkdir()
            _fill(home / "vault", count)
        yield homes


def _fill(path: Path, count: int) -> None:
    vault = Vault.create(path, PASSPHRASE, Practice(name="Kari Coach"), Cost.MINIMAL)
    today = date.today()
    record = clients.add(vault, {"name": READER, "email": "a@example.org", "phone": "1"}, today)
    record = agreements.begin(vault, record.id, today)
    vault.update(record.id, lambda record: _with_clauses(record, count))
    vault.close()


def _with_clauses(record: ClientRecord, count: int) -> ClientRecord:
    """``record`` with an agreement of ``count`` clauses, those it has again and again; no consents."""
    agreement = agreements.current(record)
    terms = [clause for clause in agreement.clauses if clause.kind != "consent"]
    clauses = tuple(
        replace(terms[number % len(terms)], id=f"clause-{number}") for number in range(count)
    )
    return records.with_agreement(record, replace(agreement, clauses=clauses))


def walk(home: Path) -> dict[str, float]:
    """Milliseconds from a key to the last of what it paints, in the review of the vault there."""
    with Program(home, [script(), "--vault", home / "vault"]) as program:
        program.shows("Passphrase:")
        program.rest()
        program.enter_and_show(PASSPHRASE + ENTER, READER)
        program.press("v")
        program.shows("answered")
        program.rest()
        found: dict[str, Answer] = {
            MOVE: program.press_each(["j", "k"] * KEYS),
            ANSWER: program.press_each([" "] * KEYS),
            FILTER: program.press_each(["f"] * KEYS),
        }
    return {what: answer.ms for what, answer in found.items()}


def one_round(homes: tuple[Path, Path]) -> Round:
    """The long one and, right after it, the short one."""
    long, short = walk(homes[0]), walk(homes[1])
    return {what: (long[what], short[what]) for what in long}


def main() -> None:
    """Print the table."""
    asked = wanted(__doc__, 5)
    found = []
    for _round in range(asked.rounds):
        # Anew each time: what was accepted is not to be accepted again.
        with vaults() as homes:
            found.append(one_round(homes))
    publish(Part(f"Review of {LONG} clauses, 80x24", LINES, found), asked.into)


if __name__ == "__main__":
    main()

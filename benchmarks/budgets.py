"""All budgets in one table, of figures that were kept: ``python -m benchmarks.budgets FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.report import budgets, kept


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="what the parts were given with --into")
    print(budgets(kept(parser.parse_args().folder)))


if __name__ == "__main__":
    main()

"""All the benchmarks, one table after the other: ``python -m benchmarks``."""

from __future__ import annotations

from benchmarks import review, screens, start, vault

if __name__ == "__main__":
    for part in (start, screens, review, vault):
        part.main()

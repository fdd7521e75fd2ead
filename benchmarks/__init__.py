"""What coachtui costs, each figure beside a peer measured in the same run (see docs/benchmarks.md)."""

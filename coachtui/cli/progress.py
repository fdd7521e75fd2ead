"""How far something long is: a bar on the terminal, on standard error; nothing where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from coachtui.services.opening import Progress, silent


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """The function to call with the number of steps that are done, and of all."""
    if not sys.stderr.isatty():
        yield silent
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as shown:

        def show(done: int, of: int) -> None:
            shown.length = of
            shown.update(done - shown.pos)

        yield show

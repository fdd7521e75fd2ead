"""How far something long is: a bar on the terminal, on standard error; nothing where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from coachtui import services

if TYPE_CHECKING:
    from coachtui.services.opening import Progress


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """The function to call with the number of steps that are done, and of all.

    Nothing is drawn before its first call: a passphrase may be asked for until then.
    """
    if not sys.stderr.isatty():
        yield services.opening.silent
        return
    with ExitStack() as drawn:
        shown: Any = None

        def show(done: int, of: int) -> None:
            nonlocal shown
            if shown is None:
                new = click.progressbar(length=of, label=label, file=sys.stderr)
                shown = drawn.enter_context(new)
            shown.length = of
            shown.update(done - shown.pos)

        yield show

"""The way out that a command has, said behind what a service says is wrong.

A service does not know who calls it: which option of a line, or which field of a form, asks for a
thing all the same is for each of them to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coachtui.errors import NotAllowed, OnlyIfAsked
from coachtui.language import N_, _

FORCE = N_("With --force it is overwritten.")
ANYWAY = N_("With --anyway it is read all the same.")


@contextmanager
def way_out(sentence: str) -> Iterator[None]:
    """Say ``sentence``, a message id, where something inside is only done if it is asked for.

    Raises:
        NotAllowed: it was not asked for; the way to ask for it stands behind.
    """
    try:
        yield
    except OnlyIfAsked as error:
        raise NotAllowed(f"{error} {_(sentence)}") from None

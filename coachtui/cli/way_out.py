"""The way out that a command has, said behind what a service says is wrong.

A service does not know who calls it: which option of a line, or which field of a form, asks for a
thing all the same is for each of them to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coachtui.errors import NotAllowed, NotFound, OnlyIfAsked
from coachtui.language import N_, _

_SHOWN = {
    "clients": N_("“coachtui client list” shows them."),
    "agreements": N_("“coachtui agreement new” makes one."),
    "clauses": N_("“coachtui agreement show” lists them."),
    "versions": N_("“coachtui agreement versions” lists them."),
    "states": N_("“coachtui vault snapshot states” lists them."),
}
"""Which command shows that among which something was not found, or makes the first."""

FORCE = N_("With --force it is overwritten.")
REPLACE_DRAFT = N_("With --replace-draft it is begun again.")
SIGN_DRAFT = N_("“coachtui agreement sign” signs it; --date is its own day.")
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


def where_to_look(error: NotFound) -> NotFound:
    """``error`` with the command that shows what there is instead, if one does."""
    if error.among not in _SHOWN:
        return error
    return NotFound(f"{error} {_(_SHOWN[error.among])}")

"""What a disk or a changed file did to the vault, told in one message each.

No message holds more of a path than the vault's own folder and names that say nothing of a person.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from coachtui import refusal
from coachtui.errors import Damaged, InvalidValue, NotSaved
from coachtui.language import _


def in_words(error: OSError) -> str:
    """Why the system refused, as a part of a sentence; what is missing can only be the vault's folder."""
    if error.errno == errno.ENOENT:
        return _("the folder of the vault is gone")
    return refusal.in_words(error)


@contextmanager
def saving() -> Iterator[None]:
    """Turn whatever the system refuses inside into :class:`NotSaved`, and what is no text into
    :class:`InvalidValue`."""
    try:
        yield
    except UnicodeEncodeError:
        # A text may hold half of a character where a terminal or a file name was not UTF-8.
        raise InvalidValue("text", _("has a character that is not text")) from None
    except OSError as error:
        raise NotSaved(
            _(
                "It could not be saved: {reason}. What was saved before is untouched, "
                "and nothing is lost on screen. Put that right and save again."
            ).format(reason=in_words(error))
        ) from None


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever the system refuses inside into :class:`Damaged`."""
    try:
        yield
    except OSError as error:
        raise Damaged(
            _(
                "The vault cannot be read: {reason}. Nothing was changed. "
                "Put that right and try again."
            ).format(reason=in_words(error))
        ) from None


def damaged(name: str, reason: str, advice: str) -> Damaged:
    """The error for the file ``name`` of the vault: what is wrong, and ``advice`` on what is safe."""
    return Damaged(
        _("The file {name} cannot be used: {reason}. It was left as it is. {advice}").format(
            name=name, reason=reason, advice=advice
        )
    )

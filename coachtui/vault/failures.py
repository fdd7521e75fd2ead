"""What a disk or a changed file did to the vault, told in one message each.

No message holds more of a path than the vault's own folder and names that say nothing of a person.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from coachtui.errors import Damaged, InvalidValue, NotSaved
from coachtui.language import N_, _

_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is used up"),
    errno.EFBIG: N_("the file would be larger than is allowed here"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EACCES: N_("permission is denied"),
    errno.EPERM: N_("permission is denied"),
    errno.EIO: N_("the disk reports an error"),
    errno.ENOENT: N_("the folder of the vault is gone"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
}


def in_words(error: OSError) -> str:
    """Why the system refused, as a part of a sentence."""
    if error.errno in _REASONS:
        return _(_REASONS[error.errno])
    return os.strerror(error.errno) if error.errno else _("the system gave no reason")


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

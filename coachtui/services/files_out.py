"""Files that a person asked for, beside the vault: private, whole or not at all, over nothing unasked."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from coachtui import refusal
from coachtui.errors import NotSaved, OnlyIfAsked
from coachtui.language import _


def write_private(path: Path, content: bytes, overwrite: bool, parents: bool = False) -> None:
    """Write all of ``content`` or nothing, readable by the owner alone; a link is never followed.

    The folder is made if it is missing; with ``parents`` those around it too, which would else be a
    slip of the fingers.

    Raises:
        OnlyIfAsked: a file is there already and ``overwrite`` is not set; it is as it was.
        NotSaved: it cannot be written.
    """
    if os.path.lexists(path) and not overwrite:
        raise in_the_way(path)
    try:
        path.parent.mkdir(mode=0o700, parents=parents, exist_ok=True)
        _write(path, content, overwrite)
    except FileExistsError:
        if path.parent.is_dir():
            raise in_the_way(path) from None
        raise _refused(path, NotADirectoryError(errno.ENOTDIR, "")) from None
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None


def _write(path: Path, content: bytes, overwrite: bool) -> None:
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}") if overwrite else path
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(beside, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _refused(path: Path, error: OSError | ValueError) -> NotSaved:
    message = _("{path} could not be written: {reason}. Nothing was written; name another place.")
    return NotSaved(message.format(path=path, reason=refusal.in_words(error)))


def in_the_way(path: Path) -> OnlyIfAsked:
    """What is said of a file that stands where one is to be written."""
    message = _("{path} exists already and was left as it is.")
    return OnlyIfAsked(message.format(path=path))

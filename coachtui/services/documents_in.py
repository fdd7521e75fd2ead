"""Text files that a person names, read with care: no device is waited for, nothing endless is read.

Here belongs opening a file from outside and what is said where it cannot be read. What its text
means is the matter of ``documents``.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from coachtui import refusal
from coachtui.errors import CoachError, NotFound
from coachtui.language import _


class Unreadable(CoachError):
    """A file cannot be read; ``reason`` says why, without its name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("{file}: {reason}. Give another file.").format(file=path, reason=reason))
        self.reason = reason


class NotUtf8(Exception):
    """A text is in another encoding, or none at all; ``line`` counts from 1."""

    def __init__(self, content: bytes, place: int) -> None:
        self.line = content.count(b"\n", 0, place) + 1
        self.reason = (
            _("this is no text") if b"\0" in content else _("this is not UTF-8; save it as UTF-8")
        )
        super().__init__(self.reason)


def read_bytes(path: Path, most: int, follow: bool = True) -> bytes:
    """What the file holds; a link is only taken for its file with ``follow``.

    Raises:
        NotFound: there is no such file.
        Unreadable: it is no file, it is longer than ``most``, or it may not be read.
    """
    # Without waiting: a pipe that nobody writes to would never open.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        if not follow and path.is_symlink():
            raise Unreadable(path, _("it is a link to another file, which is not followed"))
        descriptor = os.open(path, flags)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise Unreadable(path, _("it is not a file that holds text"))
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise NotFound(
            _("There is no file {file}. Nothing was changed; give another.").format(file=path)
        ) from None
    except (OSError, ValueError) as error:
        raise Unreadable(path, refusal.in_words(error)) from None
    if len(content) > most:
        message = _("it is longer than {limit} KiB")
        raise Unreadable(path, message.format(limit=most // 1024))
    return content


def read_utf8(path: Path, most: int, follow: bool = True) -> str:
    """The text of a file in UTF-8, without a byte order mark.

    Raises:
        NotFound: there is no such file.
        Unreadable: as for ``read_bytes``, or it is not UTF-8.
    """
    try:
        return utf8(read_bytes(path, most, follow))
    except NotUtf8 as error:
        reason = _("line {line}: {reason}").format(line=error.line, reason=error.reason)
        raise Unreadable(path, reason) from None


def utf8(content: bytes) -> str:
    """``content`` as text, without a byte order mark.

    Raises:
        NotUtf8: it is not UTF-8.
    """
    try:
        return content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise NotUtf8(content, error.start) from None

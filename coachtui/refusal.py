"""Why the system refused something, in the coach's words.

Here belongs what the system says by a number. What came of it, what is safe and what to do is for
each message to say that takes the reason in.
"""

from __future__ import annotations

import errno
import os

from coachtui.early import _


def in_words(error: OSError | ValueError) -> str:
    """Why the system refused, as a part of a sentence; what has no words here is said in its own.

    A ``ValueError`` is how Python refuses a path that no system would take.
    """
    if isinstance(error, ValueError):
        return _("no file can have that name")
    if not error.errno:
        return _("the system gave no reason")
    return _reasons().get(error.errno) or os.strerror(error.errno)


def _reasons() -> dict[int, str]:
    denied = _("permission is denied")
    files = _("too many files are open")
    return {
        errno.EACCES: denied,
        errno.EBUSY: _("something else is using it"),
        errno.EDQUOT: _("your share of the disk is used up"),
        errno.EEXIST: _("something of that name is in the way"),
        errno.EFBIG: _("the file would be larger than is allowed here"),
        errno.EIO: _("the disk reports an error"),
        errno.EISDIR: _("it is a folder"),
        errno.ELOOP: _("it is a link, or links lead round in a circle"),
        errno.EMFILE: files,
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ENFILE: files,
        errno.ENODEV: _("the disk is not there any more"),
        errno.ENOENT: _("there is no such file or folder"),
        errno.ENOMEM: _("not enough memory is free"),
        errno.ENOSPC: _("the disk is full"),
        errno.ENOTCONN: _("the disk is not there any more"),
        errno.ENOTDIR: _("a part of the path is no folder"),
        errno.ENOTEMPTY: _("the folder is not empty"),
        errno.ENXIO: _("the disk is not there any more"),
        errno.EOPNOTSUPP: _("the disk cannot do that"),
        errno.EPERM: denied,
        errno.EROFS: _("the disk is read-only"),
        errno.ESTALE: _("the disk is not there any more"),
    }

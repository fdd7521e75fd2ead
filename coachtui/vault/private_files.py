"""Reading and replacing one private file: only plain files of one's own, and all of it or nothing.

Here belongs the order of system calls that makes a save durable. What the bytes mean does not.
"""

from __future__ import annotations

import errno
import os
import secrets
import shlex
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coachtui.errors import Damaged, NotAllowed
from coachtui.language import _
from coachtui.vault.failures import in_words
from coachtui.vault.place import PREVIOUS, TEMPORARY

Identity = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of content and of the file itself, in nanoseconds."""

LARGEST = 1 << 28
"""No file of a vault has more bytes; a larger one is refused before it is read."""

NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)
"""What a file system says that has no hard links, or no more of them for one file."""

_NEVER_A_LINK = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


def identity(status: os.stat_result) -> Identity:
    """What tells one state of a file from the next without reading it."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def check_folder(path: Path, *, anyones: bool = False) -> None:
    """Make sure that ``path`` is a folder that nobody but its owner, oneself, may enter.

    With ``anyones`` it will do whoever may.

    Raises:
        FileNotFoundError: nothing is there.
        Damaged: it is something else.
        NotAllowed: it is open to others, or someone else's.
    """
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise Damaged(
            _(
                "{path} should be a folder of the vault and is not. Nothing was changed; put the "
                "folder back, or restore a backup elsewhere."
            ).format(path=path)
        )
    if not anyones:
        _check_private(path, status)


def make_folder(path: Path) -> None:
    """Make a private folder and those above it, where they are missing.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)


def _check_private(path: Path, status: os.stat_result) -> None:
    if status.st_uid != os.geteuid():
        raise NotAllowed(
            _("{path} belongs to another user. Nothing was changed; open it as its owner.").format(
                path=path
            )
        )
    if status.st_mode & 0o077:
        raise NotAllowed(
            _(
                "{path} can be reached by other users of this machine. Nothing was changed. "
                "Close it to them with: chmod -R go= {quoted}"
            ).format(path=path, quoted=shlex.quote(str(path)))
        )


def read(path: Path, most: int | None = None, *, anyones: bool = False) -> tuple[bytes, Identity]:
    """The bytes of a plain file, or the first ``most``, and the identity they were read under.

    Never waits for a pipe. With ``anyones`` a file that others can reach is read all the same.

    Raises:
        FileNotFoundError: nothing is there.
        Damaged: it is no plain file, or cannot be read; the message is the bare reason.
        NotAllowed: it is open to others, or someone else's.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            # Opening a device may already do something, so it is looked at first.
            raise Damaged(_("it is not a plain file"))
        descriptor = os.open(path, os.O_RDONLY | _NEVER_A_LINK)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Damaged(_unreadable(error)) from None
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Damaged(_("it is not a plain file"))
        if not anyones:
            _check_private(path, status)
        if status.st_size > LARGEST:
            raise Damaged(_("it is larger than any file of a vault"))
        try:
            return file.read(-1 if most is None else most), identity(status)
        except OSError as error:
            raise Damaged(_unreadable(error)) from None


def _unreadable(error: OSError) -> str:
    return _("it cannot be read, {reason}").format(reason=in_words(error))


def replace(path: Path, *content: bytes, keep_previous: bool = False, durable: bool = True) -> None:
    """Put ``content``, which may come in pieces, in the place of ``path``; whoever reads gets the old
    bytes or the new ones.

    With ``keep_previous`` the old file stays beside it under its name with ``.prev``. When a
    ``durable`` call returns, the content survives a loss of power.

    Raises:
        OSError: it failed. Unless it was the very last step that did, ``path`` is as it was.
    """
    if sum(map(len, content)) > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    temporary = write_beside(path, *content, durable=durable)
    try:
        if keep_previous:
            _keep(path)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def replace_shared(paths: Sequence[Path], content: bytes) -> None:
    """Put ``content`` in the place of all ``paths``, names of one file, which stay that.

    The content is synced; that of the folders is left to :func:`sync_folder`.

    Raises:
        OSError: it failed; each of ``paths`` has the old bytes or the new ones.
    """
    first, *others = paths
    new = [write_beside(first, content)]
    try:
        for path in others:
            new.append(_temporary(path))
            link(new[0], new[-1])
        for path, temporary in zip(paths, new, strict=True):
            temporary.replace(path)
    finally:
        for temporary in new:
            temporary.unlink(missing_ok=True)


def _temporary(path: Path) -> Path:
    return path.with_name(TEMPORARY + secrets.token_hex(8))


def write_beside(path: Path, *content: bytes, durable: bool = True) -> Path:
    """A new temporary file in the folder of ``path``, complete; nothing is left of one that fails.

    Raises:
        OSError: it failed.
    """
    temporary = _temporary(path)
    with new(temporary) as descriptor:
        for piece in content:
            write(descriptor, piece)
        if durable:
            os.fsync(descriptor)
    return temporary


@contextmanager
def new(path: Path) -> Iterator[int]:
    """A new private file, open for writing as long as one is inside; nothing is left of a failure.

    Raises:
        OSError: something is there already, or it cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NEVER_A_LINK
    descriptor = os.open(path, flags, 0o600)
    try:
        try:
            yield descriptor
        finally:
            os.close(descriptor)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write(descriptor: int, content: bytes) -> None:
    """Write all of ``content``, however small the pieces that the system takes.

    Raises:
        OSError: it could not be written.
    """
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _keep(path: Path) -> None:
    """Let the ``.prev`` of ``path`` be what ``path`` is now, without a moment that has neither."""
    second = _temporary(path)
    try:
        link(path, second)
    except FileNotFoundError:
        return
    try:
        second.replace(path.with_name(path.name + PREVIOUS))
    finally:
        # Renaming between two names of one file does nothing and leaves the first name there.
        second.unlink(missing_ok=True)


def link(path: Path, second: Path) -> None:
    """Give a plain file a second name, where nothing may be yet; a copy where links cannot be had.

    Raises:
        FileNotFoundError: there is no file.
        OSError: it cannot be done; nothing is left of it.
    """
    try:
        os.link(path, second, follow_symlinks=False)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        content, _identity = read(path)
        times = path.lstat()
        copy = write_beside(second, content)
        os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))
        copy.replace(second)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a loss of power.

    Raises:
        OSError: they may not.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network disks cannot do this for a folder, and say so with this error alone.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> int:
    """Remove the temporary files that a crash left; how many. Only for the holder of the vault's lock."""
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if entry.name.startswith(TEMPORARY)]
    files = [entry for entry in left if not entry.is_dir(follow_symlinks=False)]
    for entry in files:
        Path(entry.path).unlink(missing_ok=True)
    return len(files)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, following no link; what is gone already is no matter.

    Raises:
        OSError: something in it cannot be removed.
    """
    for inside, folders, files in os.walk(folder, topdown=False):
        for name in files:
            Path(inside, name).unlink(missing_ok=True)
        for name in folders:
            each = Path(inside, name)
            each.unlink() if each.is_symlink() else each.rmdir()
    if os.path.lexists(folder):
        folder.rmdir()

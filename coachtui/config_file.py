"""Change lines of ``config.toml`` and leave all others, with their comments, as the coach wrote them.

What may stand there, and how it is read, is in ``coachtui.config``; this takes longer to import.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from coachtui import config
from coachtui.errors import CoachError
from coachtui.language import _
from coachtui.refusal import in_words


def put(key: str, value: str | int) -> None:
    """Let ``key`` be ``value`` from the next start on; a file that is not there is made.

    Raises:
        CoachError: it cannot be written; the file is as it was.
    """
    put_all({key: value})


def put_all(values: Mapping[str, str | int]) -> None:
    """Let each key have its value from the next start on, all of them or none.

    Raises:
        CoachError: it cannot be written; the file is as it was.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = Path(config.place()).resolve()
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        for key, value in values.items():
            document[key] = value
        _replace(path, tomlkit.dumps(document))
    except (OSError, ValueError, TOMLKitError) as error:
        reason = in_words(error) if isinstance(error, OSError) else error
        raise CoachError(
            _(
                "{path} cannot be written: {reason}. It was left as it is; put that right first."
            ).format(path=path, reason=reason)
        ) from None


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file at once, under its own permissions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, made = tempfile.mkstemp(dir=path.parent, prefix=".config-")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
        if path.exists():
            shutil.copymode(path, made)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink()
        raise

"""The coach's configuration, ``config.toml``: how coachtui looks and behaves, nothing of clients.

It lies in ``$XDG_CONFIG_HOME/coachtui`` (``~/.config/coachtui``), or where ``COACHTUI_CONFIG``
says. It is only read here. Facts of the practice live in the vault instead.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import msgspec

from coachtui.errors import CoachError
from coachtui.language import Language, _


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``config.toml`` may hold. ``lock_minutes`` of 0 never locks by itself."""

    theme: str = "coach-dark"
    language: Language = "en"
    lock_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 10


def path() -> Path:
    """Where the configuration lies, whether or not it is there."""
    named = os.environ.get("COACHTUI_CONFIG")
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "coachtui" / "config.toml"


def themes_folder() -> Path:
    """The folder of the coach's own themes, beside the configuration."""
    return path().parent / "themes"


def read() -> Config:
    """The configuration; what the file leaves out, or no file at all, is the default.

    Raises:
        CoachError: it cannot be read. The message names the file, the key and what would do.
    """
    place = path()
    try:
        text = place.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError):
        raise CoachError(_("{file} cannot be read.").format(file=place)) from None
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(text), Config)
    except tomllib.TOMLDecodeError as error:
        raise CoachError(
            _("{file} is not TOML: {reason}.").format(file=place, reason=error)
        ) from None
    except msgspec.ValidationError as error:
        raise CoachError(f"{place}: {_reason(str(error))}") from None


def _reason(message: str) -> str:
    """The library's words about a wrong key or value in ours, with the nearest key that exists."""
    import re

    unknown = re.search(r"unknown field `([^`]*)`", message)
    if unknown:
        import difflib

        known = Config.__struct_fields__
        near = difflib.get_close_matches(unknown[1], known, 1, 0.4)
        if near:
            return _("“{key}” is not known. Did you mean “{near}”?").format(
                key=unknown[1], near=near[0]
            )
        return _("“{key}” is not known. There are: {known}.").format(
            key=unknown[1], known=", ".join(known)
        )
    key = message.rpartition("`$.")[2].rstrip("`")
    wants = {
        "theme": _("the name of a theme"),
        "language": _("“nb” or “en”"),
        "lock_minutes": _("a whole number from 0 to 1440"),
    }
    if key in wants:
        return _("“{key}” must be {wanted}.").format(key=key, wanted=wants[key])
    return _("it does not hold what a configuration holds.")

"""The coach's configuration, ``config.toml``: how coachtui looks and behaves, nothing of clients.

It lies in ``$XDG_CONFIG_HOME/coachtui`` (``~/.config/coachtui``), or where ``COACHTUI_CONFIG``
says. It is only read here, and its language is wanted before the passphrase prompt stands, so nothing
large is imported.
Facts of the practice live in the vault instead.
"""

from __future__ import annotations

import os

from coachtui.early import LANGUAGES, _, of_the_environment
from coachtui.errors import CoachError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from coachtui.language import Language


class Config:
    """What ``config.toml`` may hold.

    Without a ``language`` it is the one that the terminal is set to.

    After ``blur_minutes`` without a key the screen is covered, after ``lock_minutes`` it is locked;
    0 never does it for that. A machine that slept, or a tmux that nobody looks at, locks all the same.

    ``keys`` has the keys of commands as they are written there, by the commands' ids; they come on
    top of the ``key_set``. Whether there is such a command, and such a key, only the screens know.

    With ``privacy`` the screens begin in privacy mode.
    """

    __slots__ = (
        "blur_minutes", "key_set", "keys", "language", "lock_minutes", "privacy", "theme",
    )  # fmt: skip

    def __init__(
        self,
        theme: str = "coach-dark",
        language: Language | None = None,
        blur_minutes: int = 2,
        lock_minutes: int = 10,
        key_set: str = "standard",
        keys: dict[str, Any] | None = None,
        privacy: bool = False,
    ) -> None:
        self.theme, self.language = theme, language or of_the_environment()
        self.blur_minutes, self.lock_minutes = blur_minutes, lock_minutes
        self.key_set = key_set
        self.keys: dict[str, tuple[str, ...]] = dict(_flat(keys or {}))
        self.privacy = privacy


KEY_SETS = ("standard", "plain", "vim")
"""The names of the sets of keys; what is in them, the screens know."""


def place() -> str:
    """The path of the configuration, whether or not it is there."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    return os.environ.get("COACHTUI_CONFIG") or f"{home}/coachtui/config.toml"


def themes_folder() -> Path:
    """The folder of the coach's own themes, beside the configuration."""
    from pathlib import Path

    return Path(place()).parent / "themes"


def templates_folder() -> Path:
    """The folder of the coach's own templates, beside the configuration."""
    from pathlib import Path

    return Path(place()).parent / "templates"


def language_at_a_glance() -> Language:
    """The language that :func:`read` will most likely give, without what takes long: to read TOML.

    For the first messages alone. Never fails; what cannot be read is told by :func:`read`.
    """
    try:
        with open(place(), encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes too long here
            for line in file:
                if named := _named_on(line):
                    return named
    except (OSError, UnicodeDecodeError):
        pass
    return of_the_environment()


def _named_on(line: str) -> Language | None:
    """The language that one line of the file sets, if it is such a line."""
    key, _equals, value = line.partition("=")
    if key.strip(" \t\"'") != "language":
        return None
    wanted = value.partition("#")[0].strip().strip("\"'")
    return next((language for language in LANGUAGES if language == wanted), None)


def read() -> Config:
    """The configuration; what the file leaves out, or no file at all, is the default.

    Raises:
        CoachError: it cannot be read. The message names the file, the key and what would do.
    """
    try:
        with open(place(), encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes too long here
            text = file.read()
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError):
        problem = _("it cannot be read as text. Put that right, or put the file aside.")
        raise _unreadable(problem) from None
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = _("it is not TOML: {reason}. Put that right, or put the file aside.")
        raise _unreadable(problem.format(reason=error)) from None
    for key, value in table.items():
        if problem := _problem(key, value):
            raise _unreadable(problem)
    return Config(**table)


def _unreadable(reason: str) -> CoachError:
    return CoachError(f"{place()}: {reason}")


def _problem(key: str, value: Any) -> str:
    """What is wrong with one line of the file, in a sentence; empty if nothing is."""
    if key == "theme":
        return "" if isinstance(value, str) else _("“theme” must be the name of a theme.")
    if key == "language":
        return "" if value in LANGUAGES else _("“language” must be “nb” or “en”.")
    if key in ("blur_minutes", "lock_minutes"):
        fits = type(value) is int and 0 <= value <= 1440
        problem = _("“{key}” must be a whole number from 0 to 1440.")
        return "" if fits else problem.format(key=key)
    if key == "key_set":
        fits = value in KEY_SETS
        return "" if fits else _("“key_set” must be “standard”, “plain” or “vim”.")
    if key == "keys":
        return _problem_with_keys(value)
    if key == "privacy":
        return "" if type(value) is bool else _("“privacy” must be true or false.")
    import difflib

    known = sorted(Config.__slots__)
    near = difflib.get_close_matches(key, known, 1, 0.4)
    if near:
        return _("“{key}” is not known. Did you mean “{near}”?").format(key=key, near=near[0])
    return _("“{key}” is not known. There are: {known}.").format(key=key, known=", ".join(known))


def _problem_with_keys(table: Any) -> str:
    """What is wrong with the table ``[keys]``: it has a key, or a list of keys, for each command."""
    if not isinstance(table, dict):
        return _("“keys” must be a table: a line “[keys]”, and below it one line for each command.")
    for id, keys in _flat(table):
        if not all(isinstance(key, str) and key for key in keys):
            problem = _("“{key}” must be a key such as “ctrl+s”, or a list of them.")
            return problem.format(key=f"keys.{id}")
    return ""


def _flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The ids of a table and their keys; ``client.add`` without quotes is a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, list):
            yield f"{before}{name}", tuple(value)
        else:
            yield f"{before}{name}", () if value == "" else (value,)

"""What a key is called: by Textual, by a person who writes it down, and on the screen."""

from __future__ import annotations

from functools import cache

from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character

from coachtui.language import _

# What stands on the keys, on a Norwegian keyboard too; only the space bar has no name on it.
_ON_THE_KEY = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}
_OTHER_NAMES = {
    **{sign: key for key, sign in _ON_THE_KEY.items() if not sign.isascii()},
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "mellomrom": "space",
}
_ALSO_WITH_SHIFT = ("tab", "up", "down", "left", "right", "home", "end")
_OTHERS_IN_A_TERMINAL = "cijm"
"""With Ctrl these are Ctrl+C, which never is a command, and Tab, Enter and a new line."""


def read_key(written: str) -> str:
    """Textual's name of a key as people write it: ``Ctrl+S``, ``^S``, ``?``, ``Esc``; empty for none."""
    if written in _OTHER_NAMES:
        return _OTHER_NAMES[written]
    if len(written) == 1:
        return _of_character(written)
    if written[0] == "^" and len(written) == 2:
        written = f"ctrl+{written[1]}"
    name = written.lower()
    before, _plus, last = name.rpartition("+")
    if before == "ctrl":
        plain = len(last) == 1 and "a" <= last <= "z" and last not in _OTHERS_IN_A_TERMINAL
        return name if plain or last in ("underscore", "minus") else ""
    if before == "shift":
        last = _OTHER_NAMES.get(last, last)
        return f"shift+{last}" if last in _ALSO_WITH_SHIFT else ""
    name = _OTHER_NAMES.get(name, name)
    if name in _ON_THE_KEY or (name[0] == "f" and name[1:] in map(str, range(1, 13))):
        return name
    return name if printable(name) else ""


def _of_character(character: str) -> str:
    return _character_to_key(character) if character.isprintable() else ""


@cache
def printable(key: str) -> bool:
    """Whether a text field takes the key as a letter or sign."""
    return bool(_character(key))


def _character(key: str) -> str:
    """The letter or sign of a key, empty for a key that has none."""
    # Textual finds none for those that it gave a shorter name than Unicode does, such as slash.
    character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
    return character if character.isprintable() else ""


def written_key(key: str) -> str:
    """The key as it is written in ``config.toml``: ``?``, ``space``, ``ctrl+s``."""
    return _character(key).strip() or key


def shown_key(key: str) -> str:
    """The key where there is little room: ``ctrl+s`` is ``^S``, ``question_mark`` is ``?``."""
    if key.startswith("ctrl+"):
        return "^" + written_key(key.removeprefix("ctrl+")).upper()
    return spoken_key(key)


def spoken_key(key: str) -> str:
    """The key in a sentence: ``Ctrl+S``, ``?``, ``Esc``, the space bar by its name."""
    if key.startswith("ctrl+"):
        return "Ctrl+" + written_key(key.removeprefix("ctrl+")).upper()
    if key.startswith("shift+"):
        return "Shift+" + spoken_key(key.removeprefix("shift+"))
    if key == "space":
        return _("Space")
    if key in _ON_THE_KEY:
        return _ON_THE_KEY[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else written_key(key)

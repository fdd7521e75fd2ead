"""Messages for what is said before anything large is imported: the prompt, options, configuration.

``coachtui.language`` takes as long to import as the rest of the way to the prompt, and ``gettext``
longer still. So the few messages until then are looked up here, in the same compiled catalogue,
one at a time, until ``coachtui.language`` is imported and takes over.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.language import Language

LANGUAGES: tuple[Language, ...] = ("nb", "en")
SOURCE: Language = "en"
"""The language that the messages are written in, which needs no catalogue."""

FOLDER = f"{os.path.dirname(__file__)}/locale"  # noqa: PTH120 - pathlib takes too long here

_NORWEGIAN = ("nb", "nn", "no")

spoken: Language = SOURCE
"""What is spoken now; :func:`speak` changes it."""

_catalogue = b""


def of_the_environment() -> Language:
    """The language that the terminal is set to: Norwegian of any kind is ``nb``, all else ``en``."""
    named = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), "")
    return "nb" if locale.partition("_")[0].partition(".")[0] in _NORWEGIAN else SOURCE


def speak(language: Language) -> None:
    """Speak ``language`` from now on; what its catalogue does not have, the source says."""
    global spoken
    spoken = language
    _load(language)


def _(message: str) -> str:
    """``message`` in the language of the screens."""
    return _translate(message)


def hand_over(load: Callable[[Language], None], translate: Callable[[str], str]) -> None:
    """Let ``coachtui.language`` speak from now on, in the language that is spoken."""
    global _load, _translate
    load(spoken)
    _load, _translate = load, translate


def _load_file(language: Language) -> None:
    global _catalogue
    _catalogue = (
        b"" if language == SOURCE else _read(f"{FOLDER}/{language}/LC_MESSAGES/coachtui.mo")
    )


def _look_up(message: str) -> str:
    return _find(message.encode()).decode() or message if _catalogue else message


_load, _translate = _load_file, _look_up


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes too long here
            return file.read()
    except OSError:
        return b""


def _find(message: bytes) -> bytes:
    """What stands for ``message``, empty for nothing. GNU gettext's manual describes the file."""
    count, messages, translations = (_number(at) for at in (8, 12, 16))
    for entry in range(0, 8 * count, 8):
        if _number(messages + entry) == len(message) and _string(messages + entry) == message:
            return _string(translations + entry)
    return b""


def _string(entry: int) -> bytes:
    length, start = _number(entry), _number(entry + 4)
    return _catalogue[start : start + length]


def _number(at: int) -> int:
    return int.from_bytes(_catalogue[at : at + 4], "little")

"""Values that were left out of the line: asked for on the terminal, or read from standard input.

Both in the same order, one line for each, so that what can be typed can also be sent. Passphrases
are not asked for here, see ``coachtui.prompt``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from coachtui.errors import UsageError
from coachtui.language import N_, _

ASK = "\0"
"""What an option holds that was given without its value; no argument can hold this itself."""

THE_NOTE = N_("The note; Ctrl+D on a line of its own ends it:")

_LONGEST_LINE = 16 * 1024
_LONGEST_TEXT = 2 * 1024 * 1024


def on_terminal() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def answer(question: str) -> str | None:
    """What is answered to ``question``; None where standard input has come to its end.

    Raises:
        UsageError: it is not text.
        KeyboardInterrupt: the person left with Ctrl+D.
    """
    asked = on_terminal()
    if asked:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
    typed = _read(_LONGEST_LINE, whole=False)
    if asked and not typed:
        sys.stderr.write("\n")
        raise KeyboardInterrupt
    return typed.rstrip("\r\n") if typed else None


def needed(question: str) -> str:
    """What is answered to ``question``.

    Raises:
        UsageError: there is neither a terminal nor anything on standard input.
    """
    given = answer(question)
    if given is None:
        raise UsageError(
            _(
                "There is no terminal to ask on, and nothing on standard input. Missing: {question}. "
                "Send it there, each answer on a line of its own."
            ).format(question=question)
        )
    return given


def whole_input(question: str) -> str:
    """Everything on standard input; ``question`` says on a terminal what it is to be.

    Raises:
        UsageError: there is nothing, or it is not text.
    """
    if on_terminal():
        sys.stderr.write(_(question) + "\n")
    text = _read(_LONGEST_TEXT, whole=True)
    if not text.strip():
        raise UsageError(
            _("There is nothing on standard input. Nothing was saved; send it the text.")
        )
    return text


def raw_input(most: int) -> bytes:
    """What is on standard input, up to a byte more than ``most``; nothing where there is none."""
    return sys.stdin.buffer.read(most + 1) if sys.stdin else b""


def given_or_asked(given: Mapping[str, str | None], questions: Mapping[str, str]) -> dict[str, str]:
    """The fields that the line gives; those given without a value are asked for."""
    return {
        name: needed(_(questions[name])) if value == ASK else value
        for name, value in given.items()
        if value is not None
    }


def changes_asked(questions: Mapping[str, str]) -> dict[str, str]:
    """What to change, asked for field by field; an empty answer keeps what is there.

    Raises:
        UsageError: nothing at all is to be changed.
    """
    changed = {}
    for name, question in questions.items():
        text = _("{question} (Enter keeps it)").format(question=_(question))
        if typed := answer(text):
            changed[name] = typed
    if not changed:
        raise UsageError(
            _("Nothing was said that is to be changed. Answer a question, or give an option.")
        )
    return changed


def agreed(question: str, otherwise: bool = False) -> bool:
    """Whether the person on the terminal says yes to ``question``; Enter is ``otherwise``."""
    typed = (answer(f"{question} [{'Y/n' if otherwise else 'y/N'}]") or "").strip().lower()
    return typed in ("y", "yes", "j", "ja") if typed else otherwise


def _read(most: int, whole: bool) -> str:
    """The next line or all of standard input as text."""
    if sys.stdin is None:
        return ""
    content = raw_input(most) if whole else sys.stdin.buffer.readline(most + 1)
    if len(content) > most:
        raise UsageError(
            _(
                "Standard input is longer than anything kept here, {limit} KiB. Nothing was saved; "
                "make it shorter."
            ).format(limit=most // 1024)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(
            _("Standard input is not UTF-8 text. Nothing was saved; send it as UTF-8.")
        ) from None

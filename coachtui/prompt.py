"""The passphrase: asked for on the plain terminal with the echo off, or read from where one says.

Lean, because it stands before everything else: what it imports is what one waits for.
"""

from __future__ import annotations

import os
import sys
import termios

from coachtui.early import _
from coachtui.errors import CoachError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from coachtui.invocation import Invocation

LONGEST = 4096
"""The most bytes that a passphrase may have."""

FORGOTTEN = "\x12"
"""What Ctrl+R answers, where it is asked for; no text that is typed holds it."""

_CTRL_C, _CTRL_D, _CTRL_U, _CTRL_W = b"\x03", b"\x04", b"\x15", b"\x17"
_ERASE_LINE = "\r\x1b[K"


class QuietTerminal:
    """The terminal with its echo off, from the prompt until a screen owns it, and restored after.

    A question that still stands there is erased then. Keys that come while nobody reads wait in the
    terminal, unseen, for whoever reads next.

    Raises:
        UsageError: there is no terminal; nothing is ever asked for where it would be echoed.
    """

    def __init__(self) -> None:
        try:
            self._input = sys.__stdin__.fileno()  # type: ignore[union-attr]
            self._output = sys.__stderr__.fileno()  # type: ignore[union-attr]
            self.found: list[Any] = termios.tcgetattr(self._input)
        except (AttributeError, ValueError, OSError, termios.error):
            raise _no_terminal() from None
        if not os.isatty(self._output):
            raise _no_terminal()
        self._question = False

    def __enter__(self) -> QuietTerminal:
        quiet = [*self.found[:6], list(self.found[6])]
        quiet[0] &= ~(termios.ICRNL | termios.IXON)
        # Signals off as well: Ctrl+C is read as a key, so that leaving always restores the echo.
        quiet[3] &= ~(
            termios.ECHO | termios.ECHONL | termios.ICANON | termios.ISIG | termios.IEXTEN
        )
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        # Now, and without throwing away what was typed before the prompt stood.
        termios.tcsetattr(self._input, termios.TCSANOW, quiet)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._give_back()

    def guard(self) -> None:
        """Leave by SystemExit on SIGTERM: a plain kill would leave the terminal mute."""
        import signal  # not before the prompt stands

        signal.signal(signal.SIGTERM, _leave)

    def guard_imports(self) -> None:
        """Give the terminal back and end at once on SIGTERM, until :meth:`guard` is called.

        For as long as there is nothing else to put back. An exception may come in the middle of an
        import, which may lose it.
        """
        import signal

        signal.signal(signal.SIGTERM, self._end)

    def _end(self, number: int, _frame: object) -> None:
        self._give_back()
        os._exit(128 + number)

    def _give_back(self) -> None:
        if self._question:
            self.write(_ERASE_LINE)
        try:
            termios.tcsetattr(self._input, termios.TCSANOW, self.found)
        except termios.error:
            return

    def put(self, question: str) -> None:
        """Let ``question`` stand on the terminal; :meth:`answer` reads what is typed to it."""
        self.write(f"{_ERASE_LINE}{question} ")
        self._question = True

    def answer(self, or_key: str = "") -> str | None:
        """What is typed until Enter; None if Ctrl+C or Ctrl+D is. The question is erased then.

        The control character ``or_key`` is an answer by itself.
        """
        typed = bytearray()
        try:
            while True:
                key = os.read(self._input, 1)
                if key in (b"\r", b"\n"):
                    return typed.decode("utf-8", "replace")
                if key in (b"", _CTRL_C) or (key == _CTRL_D and not typed):
                    return None
                if key == or_key.encode():
                    return or_key
                _edit(typed, key)
        except OSError:
            return None
        finally:
            typed[:] = bytes(len(typed))
            self.write(_ERASE_LINE)
            self._question = False

    def write(self, text: str) -> None:
        """Write to the terminal, which may be gone."""
        try:
            os.write(self._output, text.encode())
        except OSError:
            return


def given(invocation: Invocation) -> str | None:
    """The passphrase of ``--passphrase-file`` or the command in the environment; None to ask for it.

    One newline at the end is not part of it.

    Raises:
        CoachError: it cannot be had from there, or it is not text.
    """
    if invocation.passphrase_file:
        return from_file(invocation.passphrase_file)
    if invocation.passphrase_command:
        return _text(_command_output(invocation.passphrase_command))
    return None


def from_file(path: str) -> str:
    """The passphrase that the file at ``path`` holds; errors as for :func:`given`."""
    return _text(_file_content(path))


def ask_once(question: str) -> str | None:
    """Ask on the plain terminal; None if the person leaves with Ctrl+C or Ctrl+D.

    Raises:
        UsageError: there is no terminal.
    """
    with QuietTerminal() as terminal:
        terminal.put(question)
        terminal.guard()
        return terminal.answer()


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _edit(typed: bytearray, key: bytes) -> None:
    """Apply one byte: backspace takes a character, Ctrl+U all, Ctrl+W a word; others are text."""
    if key in (b"\x7f", b"\x08"):
        while typed and typed.pop() & 0xC0 == 0x80:
            pass
    elif key == _CTRL_U:
        typed.clear()
    elif key == _CTRL_W:
        before, space, _word = bytes(typed).rstrip().rpartition(b" ")
        del typed[len(before + space) :]
    elif key >= b" " and len(typed) < LONGEST:
        typed += key


def _file_content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes too long here
            return file.read(LONGEST + 2)
    except OSError as error:
        from coachtui.refusal import in_words

        raise CoachError(
            _(
                "The passphrase file {path} cannot be read: {reason}. Nothing was changed; name "
                "one that can."
            ).format(path=path, reason=in_words(error))
        ) from None


def _command_output(command: str) -> bytes:
    import shlex
    import subprocess

    failed = CoachError(
        _(
            "The command for the passphrase did not work. Nothing was changed; try by itself what "
            "COACHTUI_PASSPHRASE_COMMAND holds."
        )
    )
    # What is piped in is a note or a name, and not for the command to read.
    piped = subprocess.DEVNULL if not os.isatty(0) else None
    try:
        done = subprocess.run(  # noqa: S603 - the coach's own command, without a shell
            shlex.split(command), stdin=piped, stdout=subprocess.PIPE, check=False
        )
    except (OSError, ValueError, IndexError):
        raise failed from None
    if done.returncode:
        raise failed
    return done.stdout


def _text(content: bytes) -> str:
    content = content.removesuffix(b"\n").removesuffix(b"\r")
    if not content or len(content) > LONGEST:
        raise CoachError(
            _(
                "What was given for the passphrase is empty, or longer than {most} bytes. Nothing "
                "was changed; look at the file, or the command, that gives it."
            ).format(most=LONGEST)
        )
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise CoachError(
            _(
                "What was given for the passphrase is not UTF-8 text. Nothing was changed; look at "
                "the file, or the command, that gives it."
            )
        ) from None


def _no_terminal() -> UsageError:
    return UsageError(
        _(
            "There is no terminal to ask for the passphrase on. "
            "Give it with --passphrase-file or COACHTUI_PASSPHRASE_COMMAND."
        )
    )

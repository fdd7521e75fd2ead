"""Where ``coachtui`` begins, and where whatever goes wrong ends: one message, never a traceback.

Lean on purpose: nothing is imported before it is known to be needed.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # what typing says too; importing it takes as long as all the rest
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from coachtui.config import Config
    from coachtui.invocation import Invocation
    from coachtui.key_list import KeyList
    from coachtui.services.opening import Vault


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``coachtui`` and exit with its code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if list(arguments) == ["--version"]:
        from coachtui import __version__

        print(f"coachtui {__version__}")
        sys.exit(0)
    sys.exit(_guarded(arguments))


def _guarded(arguments: Sequence[str]) -> int:
    """The exit code of what was asked for, its failure told."""
    from coachtui.config import language_at_a_glance
    from coachtui.early import speak
    from coachtui.errors import CoachError
    from coachtui.invocation import read_arguments
    from coachtui.process import be_private

    be_private()
    speak(language_at_a_glance())
    try:
        return _run(read_arguments(arguments, _show, _list_keys))
    except CoachError as error:
        _say(f"coachtui: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has stopped; nothing more can be said, also not at exit.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from coachtui.failure import sentence

        _say(f"coachtui: {sentence(error)}")
        return 1


def _run(invocation: Invocation) -> int:
    if invocation.rest:
        _refuse_commands_if_restricted()
        from coachtui.cli.main import run

        return run(invocation) or 0
    from coachtui.launch import launch

    return launch(invocation)


def _refuse_commands_if_restricted() -> None:
    from coachtui.restriction import restricted

    if restricted():
        from coachtui.early import _
        from coachtui.errors import UsageError

        raise UsageError(
            _("--restricted opens the screens and does nothing else. Leave out the command.")
        )


def _show(
    invocation: Invocation,
    vault: Vault,
    note_for: str = "",
    greeting: str = "",
    present: str = "",
) -> int:
    from coachtui.launch import show

    return show(invocation, vault, note_for, greeting, present)


def _list_keys(config: Config) -> KeyList:
    from coachtui.tui.key_report import listed

    return listed(config)


def _say(message: str) -> None:
    """One message to stderr, which may be gone, without anything that a terminal obeys."""
    from coachtui.documents.clean import clean_line

    try:
        print(clean_line(message), file=sys.stderr)
    except OSError:
        return

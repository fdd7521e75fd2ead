"""What was asked for on the command line: the options that every command takes, and the rest.

Read by hand and without large imports, because it stands before everything else. The commands' own
options belong to the command line (``coachtui.cli``).
"""

from __future__ import annotations

import os

from coachtui.early import LANGUAGES, _, speak
from coachtui.errors import UsageError
from coachtui.restriction import restrict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Protocol

    from coachtui.key_list import List
    from coachtui.language import Language
    from coachtui.services.opening import Vault

    class Show(Protocol):
        """Opens the screens on an open vault and gives the exit code, for a command such as demo."""

        def __call__(
            self,
            invocation: Invocation,
            vault: Vault,
            note_for: str = "",
            greeting: str = "",
            present: str = "",
        ) -> int:
            """``note_for`` is the record whose editor opens at once, ``greeting`` is told first.

            ``present`` is the record whose agreement alone is shown, for a client who looks on.
            """


HELP = ("-h", "--help")

_GLOBAL = ("--vault", "--passphrase-file", "--lang")

_MAKING_A_DOCUMENT = (["agreement", "new"], ["agreement", "record"], ["template", "new"])
"""Commands behind which ``--lang`` is their own: the language of the document."""


class Invocation:
    """What was asked for, the global options taken out. Does not change.

    Attributes:
        folder: where the vault is or is to be, as given; :attr:`vault` is the same as a path.
        passphrase_file: the file that holds the passphrase; empty for none.
        passphrase_command: the command that prints it; empty for none. With neither it is asked
            for (see ``coachtui.prompt``).
        language: that of the messages as ``--lang`` says, or None.
        rest: the command and its own arguments.
        show: opens the screens (see ``coachtui.launch.show``).
        list_keys: gives what the screens know of commands and keys, without opening any.
    """

    __slots__ = (
        "folder", "language", "list_keys", "passphrase_command", "passphrase_file", "rest", "show",
    )  # fmt: skip

    def __init__(
        self, given: dict[str, str], rest: Sequence[str], show: Show, list_keys: List
    ) -> None:
        environment = os.environ.get
        self.folder = given.get("--vault") or environment("COACHTUI_VAULT") or default_vault()
        self.passphrase_file = given.get("--passphrase-file") or environment(
            "COACHTUI_PASSPHRASE_FILE", ""
        )
        self.passphrase_command = environment("COACHTUI_PASSPHRASE_COMMAND", "")
        self.language = _language(given["--lang"]) if "--lang" in given else None
        self.rest = list(rest)
        self.show, self.list_keys = show, list_keys

    @property
    def taken(self) -> bool:
        """Whether anything is at :attr:`folder`; what it is, is found out when it is opened."""
        try:
            with os.scandir(self.folder) as entries:
                return any(entries)
        except FileNotFoundError:
            return False
        except NotADirectoryError:
            return os.path.lexists(self.folder)
        except OSError:
            return True

    @property
    def vault(self) -> Path:
        """Where the vault is or is to be."""
        from pathlib import Path

        return Path(self.folder)


def read_arguments(arguments: Sequence[str], show: Show, list_keys: List) -> Invocation:
    """Take the global options out of ``arguments``, from anywhere before a ``--``.

    ``--restricted`` restricts this process at once, before its environment is asked for anything,
    and the language of ``--lang`` is spoken at once. Behind a command that makes a document it is
    left to the command, unless help is asked for, which makes none.

    Raises:
        UsageError: an option has no value, or a value that it does not take.
    """
    given: dict[str, str] = {}
    rest: list[str] = []
    left = iter(arguments)
    helped = any(argument in HELP for argument in arguments)
    for argument in left:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *left]
        elif name == "--lang" and rest[:2] in _MAKING_A_DOCUMENT and not helped:
            rest.append(argument)
        elif name in _GLOBAL:
            given[name] = value if equals else next(left, "")
            if not given[name]:
                raise UsageError(_("{option} needs a value.").format(option=name))
            if name == "--lang":
                speak(_language(given[name]))
        elif argument == "--restricted":
            restrict()
        else:
            rest.append(argument)
    return Invocation(given, rest, show, list_keys)


def default_vault() -> str:
    """Where the vault is if nobody says: ``$XDG_DATA_HOME/coachtui/vault``, or under ``~/.local/share``."""
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")  # noqa: PTH111
    return os.path.join(data, "coachtui", "vault")  # noqa: PTH118 - pathlib takes too long here


def _language(given: str) -> Language:
    for language in LANGUAGES:
        if given == language:
            return language
    raise UsageError(_("--lang is “nb” or “en”."))

"""What may come next on a line, found in the commands themselves. Nothing is opened or asked for."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, ShellComplete

from coachtui.errors import UsageError
from coachtui.language import LANGUAGES, N_, _

_GLOBAL = {
    "--vault": N_("where the vault is"),
    "--passphrase-file": N_("read the passphrase there instead of asking for it"),
    "--lang": N_("the language of the messages"),
}


def proposals(before: list[str], begun: str) -> list[CompletionItem]:
    """What the word ``begun`` may become after the words ``before``, the command's own name left out.

    An item's type is ``plain``, or ``file`` or ``dir`` where the shell knows better. A line that makes
    no sense gives nothing.
    """
    if before and before[-1] in _GLOBAL:
        return _value_of(before[-1], begun)
    from coachtui.cli.main import command

    try:
        found = ShellComplete(command, {}, "coachtui", "").get_completions(_commands(before), begun)
    except (UsageError, click.ClickException):
        return []
    if begun.startswith("-"):
        found += [
            CompletionItem(name, help=_(meaning))
            for name, meaning in _GLOBAL.items()
            if name.startswith(begun) and name not in {item.value for item in found}
        ]
    return found


def _commands(words: list[str]) -> list[str]:
    """The ``words`` without the options that every command takes, which are read before the commands."""
    left = iter(words)
    rest = []
    for word in left:
        if word in _GLOBAL:
            next(left, None)
        elif word.partition("=")[0] not in _GLOBAL:
            rest.append(word)
    return rest


def _value_of(option: str, begun: str) -> list[CompletionItem]:
    if option == "--lang":
        return [CompletionItem(each) for each in LANGUAGES if each.startswith(begun)]
    return [CompletionItem(begun, type="dir" if option == "--vault" else "file")]

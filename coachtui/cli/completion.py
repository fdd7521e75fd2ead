"""``coachtui completion``: what a shell may propose while a line is typed.

Here belongs what the scripts beside this module are answered. Nothing here opens a vault: where a line
wants a client, a clause or a session, nothing is proposed, since only the vault knows them.
"""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, ShellComplete

from coachtui.cli import asking
from coachtui.cli.spoken import Command
from coachtui.language import LANGUAGES, N_, _

_SHELLS = ("bash", "zsh", "fish")
"""Those whose script lies beside this module."""

_MEANINGS = {
    "--vault": N_("Where the vault is."),
    "--passphrase-file": N_("Read the passphrase there instead of asking for it."),
    "--lang": N_("The language of the messages."),
}
"""The options that every command takes, which click never sees."""

_LONGEST = 64 * 1024


@click.command(
    "completion",
    cls=Command,
    help=N_(
        "Print what lets a shell, bash, zsh or fish, complete commands, options, files and "
        "templates on a line. It never opens the vault and never asks for anything, so it knows no "
        "client."
    ),
    examples=(
        "$ coachtui completion bash >> ~/.bashrc",
        "$ coachtui completion zsh > ~/.zfunc/_coachtui",
        "$ coachtui completion fish > ~/.config/fish/completions/coachtui.fish",
    ),
)
@click.argument("shell", metavar=N_("SHELL"), type=click.Choice(_SHELLS))
@click.option(
    "--answer",
    is_flag=True,
    help=N_("Answer what the shell asks on standard input; its script says this."),
)
def command(shell: str, answer: bool) -> None:
    """Print the script for ``shell``, or what its script asks for."""
    if answer:
        for item in proposals(_words()):
            meaning = " ".join((item.help or "").split())
            click.echo(f"{item.type}\t{item.value}\t{meaning}")
    else:
        from pathlib import Path

        click.echo(Path(__file__).with_suffix(f".{shell}").read_text("utf-8"), nl=False)


def _words() -> list[str]:
    """The words after ``coachtui`` up to the one that is being typed, each on a line of its own.

    They come on standard input, since what is on a line may be a name. bash takes ``--lang=nb`` apart.
    """
    typed = asking.raw_input(_LONGEST).decode(errors="replace")
    words = typed.removesuffix("\n").split("\n")
    return [word for word in words[:-1] if word != "="] + [words[-1].removeprefix("=")]


def proposals(words: list[str]) -> list[CompletionItem]:
    """What the last of ``words`` may become."""
    *before, typed = words
    name, equals, begun = typed.partition("=")
    if typed.startswith("--") and equals and "--" not in before:
        found = proposals([*before, name, begun])
        return [_led_by(f"{name}=", each) for each in found if not each.value.startswith("-")]
    if "--restricted" in before:
        return []
    awaited = before[-1] if before else ""
    if awaited in _MEANINGS:
        return _values(awaited, typed)
    from coachtui.cli.main import command as root

    found = ShellComplete(root, {}, "coachtui", "").get_completions(_without_globals(before), typed)
    if typed.startswith("-") and "--" not in before:
        own = {each.value for each in found}
        found += [
            CompletionItem(option, help=_(meaning))
            for option, meaning in _MEANINGS.items()
            if option.startswith(typed) and option not in own
        ]
    return found


def _values(option: str, typed: str) -> list[CompletionItem]:
    """What an option that every command takes can hold."""
    if option == "--lang":
        return [CompletionItem(each) for each in LANGUAGES if each.startswith(typed)]
    return [CompletionItem(typed, type="dir" if option == "--vault" else "file")]


def _without_globals(words: list[str]) -> list[str]:
    """The words that click is to read: the options that every command takes are not among them."""
    rest: list[str] = []
    left = iter(words)
    for word in left:
        name, equals, _value = word.partition("=")
        if word == "--":
            return [*rest, word, *left]
        if name not in _MEANINGS:
            rest.append(word)
        elif not equals:
            next(left, None)
    return rest


def _led_by(beginning: str, item: CompletionItem) -> CompletionItem:
    """``item`` as it stands behind an option on the same word; a shell finds files by itself."""
    if item.type == "plain":
        item.value = beginning + item.value
    return item

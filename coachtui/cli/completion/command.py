"""The command itself: prints a shell's script, and answers that script."""

from __future__ import annotations

import sys
from importlib import resources

import click

from coachtui.cli import output
from coachtui.cli.completion.words import proposals
from coachtui.cli.spoken import Command
from coachtui.language import N_

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=Command,
    help=N_(
        "Print what completes the line with Tab in a shell. Commands, options, choices, templates and "
        "files are proposed, never a client: the vault stays closed."
    ),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice([*SHELLS, "words"]))
def command(shell: str) -> None:
    """Print the script of ``shell``, or, for a script that asks, what may come next."""
    if shell in SHELLS:
        script = resources.files(__package__) / f"coachtui.{shell}"
        output.text(script.read_text(encoding="utf-8"))
        return
    *before, begun = sys.stdin.read().removesuffix("\n").split("\n")
    for item in proposals(before, begun):
        output.fields(item.type, item.value, item.help or "")

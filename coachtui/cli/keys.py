"""``coachtui keys``: every command of the screens with its keys. No vault is needed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

from coachtui import config, config_file
from coachtui.cli import options, output
from coachtui.cli.spoken import Command
from coachtui.invocation import Invocation
from coachtui.key_list import KeyList, Listed
from coachtui.language import N_, _

_SETTING = "key_set"


@click.command(
    "keys",
    cls=Command,
    help=N_(
        "List every command of the screens with its keys, and what of the keys in the "
        "configuration cannot be done. Exit code 0 means that all of it can, 1 that something "
        "cannot."
    ),
    examples=(
        "$ coachtui keys",
        "$ coachtui keys --set vim",
    ),
)
@click.option(
    "--set",
    "key_set",
    type=click.Choice(config.KEY_SETS),
    metavar="|".join(config.KEY_SETS),
    help=N_("Use this set of keys from now on."),
)
@options.as_json
@click.pass_obj
def command(invocation: Invocation, /, key_set: str | None, json: bool) -> int:
    """Print the commands; gives 1 if some of the keys in the configuration cannot be given."""
    # One that cannot be read is told before anything is written into it.
    config.read()
    if key_set:
        config_file.put(_SETTING, key_set)
    found = invocation.list_keys(config.read())
    if json:
        output.as_json(_as_plain(found))
    elif not key_set:
        output.text("\n".join(as_lines(found)))
    if not json:
        for problem in found.problems:
            output.say(f"{config.place()}: {problem.message}")
    return int(bool(found.problems))


def as_lines(found: KeyList) -> Iterator[str]:
    """One line for each command, those of a screen below its name."""
    yield _("Keys: {name}").format(name=found.key_set)
    ids = max(output.width(each.id) for each in found.commands)
    keys = max(output.width(_keys(each)) for each in found.commands)
    for screen, commands in groupby(found.commands, lambda each: each.screen):
        yield ""
        yield screen
        for each in commands:
            yield f"  {each.id:{ids}}  {_keys(each):{keys}}  {each.sentence}"
    if any(each.changed for each in found.commands):
        yield ""
        yield _("* has other keys than where nothing is configured")


def _keys(listed: Listed) -> str:
    return " ".join(listed.keys or ("–",)) + (" *" if listed.changed else "")


def _as_plain(found: KeyList) -> dict[str, Any]:
    return {
        "key_set": found.key_set,
        "commands": [
            {
                "screen": each.screen,
                "id": each.id,
                "keys": list(each.keys),
                "usual_keys": list(each.usual),
                "sentence": each.sentence,
                "changed": each.changed,
            }
            for each in found.commands
        ],
        "problems": [{"id": each.id, "message": each.message} for each in found.problems],
    }

"""``coachtui vault info``: where the vault is, how much is in it, what protects it."""

from __future__ import annotations

from typing import Any

import click

from coachtui import services, spelling
from coachtui.cli import opened, options, output
from coachtui.cli.spoken import Command
from coachtui.domain.value import to_plain
from coachtui.errors import Damaged
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext


@click.command(
    "info",
    cls=Command,
    help=N_(
        "Show where the vault is, how much is in it and what protects it. Counts and sizes only: "
        "no name, no code, no key."
    ),
    examples=(
        "$ coachtui vault info",
        "$ coachtui vault info --json",
    ),
)
@options.as_json
@click.pass_obj
def info(invocation: Invocation, /, json: bool) -> None:
    """Show what can be told of the vault that ``invocation`` names."""
    with opened.unlocked(invocation) as vault:
        known: dict[str, Any] = to_plain(vault.info())
        known["damaged"] += services.checking.damaged_beside(vault)
        known["seconds_to_open"] = round(services.keys.seconds_to_open(vault), 3)
        known["files"] = sum(each.is_file() for each in vault.path.rglob("*"))
    if json:
        output.as_json(known)
    else:
        _print(known)
    if known["damaged"]:
        message = ngettext(
            "{count} of its files is damaged and was left as it is. “coachtui vault check” says which.",
            "{count} of its files are damaged and were left as they are. “coachtui vault check” says "
            "which.",
            known["damaged"],
        )
        raise Damaged(message.format(count=known["damaged"]))


def _print(known: dict[str, Any]) -> None:
    output.facts(
        (
            (_("Path"), known["path"]),
            (_("Vault id"), known["id"]),
            (_("Clients"), str(known["clients"])),
            (_("Drafts"), str(known["drafts"])),
            (_("Files"), str(known["files"])),
            (_("Size"), _("{size} KiB").format(size=spelling.number(-(-known["bytes"] // 1024)))),
            (_("Key epoch"), str(known["epoch"])),
            (_("Re-keying"), _rekeying(known["rekeying"])),
            (_("Opens in"), output.seconds(known["seconds_to_open"])),
            *((_("Opens with"), _slot(slot)) for slot in known["slots"]),
        )
    )


def _rekeying(unfinished: bool) -> str:
    return _("not finished; “coachtui vault rekey” goes on") if unfinished else ""


def _slot(slot: dict[str, Any]) -> str:
    if slot["memory_mib"] is None:
        return str(slot["kind"])
    return _(
        "{kind}; one guess costs Argon2id: memory {memory} MiB, passes {passes}, lanes {lanes}"
    ).format(
        kind=slot["kind"], memory=slot["memory_mib"], passes=slot["passes"], lanes=slot["lanes"]
    )

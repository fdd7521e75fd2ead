"""``coachtui vault snapshot``: earlier states of everything, looked into and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coachtui import clock, services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Group
from coachtui.errors import Damaged, UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext

if TYPE_CHECKING:
    from coachtui.services.opening import Vault
    from coachtui.services.snapshots import Copy, Kept

command = Group(
    "snapshot",
    help=N_(
        "Earlier states of everything: take, list, show, restore. One is taken before the first "
        "save of each day and before something is taken away."
    ),
    examples=(
        "$ coachtui vault snapshot list",
        "$ coachtui vault snapshot restore previous K-001",
    ),
)

_the_snapshot = click.argument("name", metavar=N_("SNAPSHOT"))


@command.command(
    "take",
    help=N_("Take a snapshot of how everything stands, and print its name."),
    examples=("$ coachtui vault snapshot take",),
)
@click.pass_obj
def _take(invocation: Invocation, /) -> None:
    with opened.unlocked(invocation) as vault:
        output.line(services.snapshots.take(vault, clock.now()).name)


@command.command(
    "list",
    help=N_("List the snapshots, the newest first."),
    examples=(
        "$ coachtui vault snapshot list",
        "$ coachtui vault snapshot list --json",
    ),
)
@options.as_json
@click.pass_obj
def _list(invocation: Invocation, /, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        found = services.snapshots.listed(vault)
    if json:
        output.as_json(
            [
                {"name": each.name, "at": each.at.isoformat(), "clients": each.clients}
                for each in found
            ]
        )
    elif found:
        rows = [(each.name, f"{each.at:%Y-%m-%d %H:%M}", str(each.clients)) for each in found]
        output.table((_("Snapshot"), _("Taken"), _("Clients")), rows, right=(2,))
    else:
        output.say(_("There are no snapshots yet. The next save takes one."))


@command.command(
    "show",
    help=N_("Show the clients in a snapshot, and whether each is another now."),
    examples=(
        "$ coachtui vault snapshot show 20261125T171205Z",
        "$ coachtui vault snapshot show 20261125T171205Z --json",
    ),
)
@_the_snapshot
@options.as_json
@click.pass_obj
def _show(invocation: Invocation, /, name: str, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        kept = services.snapshots.contents(vault, name)
    if json:
        output.as_json([_plain(each) for each in kept])
    else:
        output.table((_("Code"), _("Name"), _("Sessions"), _("Since then")), map(_row, kept), (2,))
    if damaged := sum(each.record is None for each in kept):
        raise _damaged(damaged)


def _plain(kept: Kept) -> dict[str, Any]:
    if kept.record is None:
        return {"id": kept.record_id, "damaged": True}
    client = kept.record.client
    return {
        "id": kept.record_id,
        "code": client.code,
        "name": client.name,
        "sessions": len(kept.record.sessions),
        "changed": kept.changed,
        "damaged": False,
    }


def _row(kept: Kept) -> tuple[str, ...]:
    if kept.record is None:
        return ("–", "–", "–", _("damaged in the snapshot"))
    client = kept.record.client
    since = _("changed") if kept.changed else _("as it was")
    return (client.code, client.name, str(len(kept.record.sessions)), since)


def _damaged(count: int) -> Damaged:
    return Damaged(
        ngettext(
            "{count} client in it is damaged and cannot be brought back from there. All others can.",
            "{count} clients in it are damaged and cannot be brought back from there. All others can.",
            count,
        ).format(count=count)
    )


@command.command(
    "states",
    help=N_(
        "List every state of one client that lies in the vault: at present, previous, and those "
        "in snapshots. “coachtui vault snapshot restore” takes the first column."
    ),
    examples=(
        "$ coachtui vault snapshot states K-001",
        "$ coachtui vault snapshot states K-001 --json",
    ),
)
@options.the_client
@options.as_json
@click.pass_obj
def _states(invocation: Invocation, /, who: str | None, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        who = who if who is not None else asking.needed(_("Client"))
        record_id = services.snapshots.find(vault, services.snapshots.PRESENT, who)
        states = services.snapshots.states(vault, record_id)
    if json:
        output.as_json(list(map(_plain_state, states)))
    else:
        headings = (_("State"), _("Saved"), _("Sessions"), _("Last"), _("Problem"))
        output.table(headings, map(_state_row, states), (2,))


def _plain_state(state: Copy) -> dict[str, Any]:
    return {
        "source": state.source,
        "saved": state.saved.astimezone().isoformat(timespec="seconds"),
        "generation": state.generation,
        "sessions": len(state.record.sessions) if state.record else None,
        "problem": state.problem or None,
    }


def _state_row(state: Copy) -> tuple[str, ...]:
    saved = f"{state.saved.astimezone():%Y-%m-%d %H:%M}"
    if state.record is None:
        return (state.source, saved, "–", "–", state.problem)
    sessions = state.record.sessions
    last = sessions[-1].date.isoformat() if sessions else "–"
    return (state.source, saved, str(len(sessions)), last, state.problem)


@command.command(
    "restore",
    help=N_(
        "Bring back all clients of a snapshot, or one, after a question. SNAPSHOT is a name from "
        "the list, or “previous” for the state of one client before the last save. What is "
        "replaced stays as an earlier state; clients added since stay as they are."
    ),
    examples=(
        "$ coachtui vault snapshot restore previous K-001",
        "$ coachtui vault snapshot restore 20261125T171205Z K-001",
        "$ coachtui vault snapshot restore 20261125T171205Z --yes",
    ),
)
@_the_snapshot
@options.the_client
@click.option("--yes", is_flag=True, help=N_("Do not ask."))
@click.pass_obj
def _restore(invocation: Invocation, /, name: str, who: str | None, yes: bool) -> None:
    if not yes and not asking.on_terminal():
        raise UsageError(_("There is no terminal to ask on. Add --yes to restore without asking."))
    if name in (services.snapshots.PRESENT, services.snapshots.PREVIOUS) and who is None:
        raise UsageError(
            _("“{name}” is the state of one client. Name the client behind it.").format(name=name)
        )
    with opened.unlocked(invocation) as vault:
        if who is None:
            _restore_all(vault, name, yes)
        else:
            _restore_one(vault, name, who, yes)


def _restore_one(vault: Vault, name: str, who: str, yes: bool) -> None:
    record_id = services.snapshots.find(vault, name, who)
    if not yes:
        for each in services.snapshots.differences(vault, record_id, name):
            output.say(str(each))
        if not asking.agreed(_("Bring this state back?")):
            output.say(_("It was left as it is."))
            return
    record = services.snapshots.restore(vault, record_id, name, clock.now())
    output.say(
        _("Restored: {code}. What it replaced is an earlier state now.").format(
            code=record.client.code
        )
    )


def _restore_all(vault: Vault, name: str, yes: bool) -> None:
    kept = services.snapshots.contents(vault, name)
    changed = [each.record.client.code for each in kept if each.record and each.changed]
    if not changed:
        output.say(_("Every client in it is as it was. Nothing was changed."))
        return
    question = ngettext(
        "Bring {count} client back as they were: {codes}?",
        "Bring {count} clients back as they were: {codes}?",
        len(changed),
    ).format(count=len(changed), codes=", ".join(changed))
    if not yes and not asking.agreed(question):
        output.say(_("It was left as it is."))
        return
    with bar(_("Restoring")) as progress:
        done = services.snapshots.restore_all(vault, name, clock.now(), progress)
    count = len(done.restored)
    output.say(
        ngettext("Restored: {count} client.", "Restored: {count} clients.", count).format(
            count=count
        )
    )
    if done.damaged:
        raise _damaged(len(done.damaged))

"""Giving the coach a recovery key: shown once and asked back, or written to a file, then valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui import clock, services
from coachtui.cli import asking, opened, output
from coachtui.cli.shown_once import shown_once
from coachtui.errors import CoachError, InvalidValue, UsageError
from coachtui.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.services.keys import RecoveryKey
    from coachtui.services.opening import Vault


def offered(vault: Vault, ask: bool, file: str | None = None) -> None:
    """Make a recovery key for a vault without one, unless the person says no or nobody is asked.

    With a ``file`` it is made without a question.
    """
    question = _("Make a recovery key, to write on paper, for the day the passphrase is forgotten?")
    if file is not None or (ask and asking.agreed(question, otherwise=True)):
        made(vault, file)
    else:
        output.say(
            _(
                "There is no recovery key: “coachtui vault recovery” makes one. Without it, a "
                "forgotten passphrase means that nothing can be read any more."
            )
        )


def made(vault: Vault, file: str | None = None) -> None:
    """Make a new recovery key and let it open the vault, once it is on paper or in ``file``.

    Raises:
        UsageError: neither a file nor a terminal to show it on.
        KeyboardInterrupt: the person left; no key was changed.
    """
    key = services.keys.RecoveryKey.make()
    if file is not None:
        _into_a_file(vault, key, services.entry.place("file", file))
    elif asking.on_terminal():
        try:
            _shown_until_written_down(key)
        except KeyboardInterrupt:
            output.say(_("That recovery key was thrown away; what opens the vault is as it was."))
            raise
        services.keys.keep(vault, key, clock.today())
        output.say(_("This recovery key opens the vault from now on, and no earlier one does."))
    else:
        raise UsageError(
            _(
                "There is no terminal to show the recovery key on. Nothing was changed; name a new "
                "file for it with --to-file."
            )
        )


def _into_a_file(vault: Vault, key: RecoveryKey, file: Path) -> None:
    services.keys.write_down(key, file)
    try:
        services.keys.keep(vault, key, clock.today())
    except CoachError:
        # A key that opens nothing would only be trusted; one that is valid must not get lost.
        if not services.keys.opens(vault, key):
            file.unlink(missing_ok=True)
        raise
    output.say(
        _(
            "The recovery key is in {file}, and no earlier one opens the vault. Move it off this "
            "machine: who has it and the vault can read everything."
        ).format(file=file)
    )


def _shown_until_written_down(key: RecoveryKey) -> None:
    """Show ``key``, again and again, until two of its groups are given back right."""
    problem = ""
    while True:
        shown_once(_page(key, problem))
        try:
            for number in services.keys.asked_back():
                typed = opened.asked(_("Group {number} of it, please:").format(number=number))
                services.keys.check_group(key, number, typed)
        except InvalidValue as error:
            problem = _("That group {reason}. Look once more.").format(reason=error.reason)
        else:
            return


def _page(key: RecoveryKey, problem: str) -> list[str]:
    numbered = [f"{number}  {group}" for number, group in enumerate(key.groups, 1)]
    rows = ["     ".join(numbered[start : start + 4]) for start in (0, 4)]
    return [
        *([problem, ""] if problem else []),
        _("Your recovery key"),
        "",
        *(f"    {row}" for row in rows),
        "",
        _("It opens the vault like the passphrase. Write it on paper, by hand, and keep"),
        _("it where no fire and no thief gets both it and this machine."),
        _("It is shown only now. Two of its groups are asked for next; only then it is valid."),
        "",
    ]

"""The command line as a whole: which nouns there are, and how a line is read and run."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from coachtui import __version__, refusal
from coachtui.cli.spoken import Noun, Nouns
from coachtui.cli.wrong_line import in_words
from coachtui.config import read
from coachtui.errors import CoachError
from coachtui.invocation import HELP
from coachtui.language import N_, _, set_language

if TYPE_CHECKING:
    from coachtui.invocation import Invocation

_NOUNS = {
    "init": Noun("coachtui.cli.init", N_("Make a vault without a screen")),
    "demo": Noun("coachtui.cli.demo", N_("Look around in a made-up practice, gone at exit")),
    "client": Noun("coachtui.cli.client", N_("Clients: add, list, show, edit, erase")),
    "engagement": Noun("coachtui.cli.engagement", N_("Periods of coaching: list, add, edit")),
    "agreement": Noun(
        "coachtui.cli.agreement",
        N_("Agreements: from the first draft to what was signed"),
    ),
    "note": Noun("coachtui.cli.note", N_("Write down a session that was held")),
    "session": Noun("coachtui.cli.session", N_("Sessions: list, edit, move, delete")),
    "practice": Noun("coachtui.cli.practice", N_("Your own profile: show, edit")),
    "template": Noun(
        "coachtui.cli.template", N_("Templates of agreements: list, show, check, new")
    ),
    "keys": Noun("coachtui.cli.keys", N_("Every command of the screens, with its keys")),
    "import": Noun("coachtui.cli.import_", N_("Bring in what is already there: csv")),
    "vault": Noun(
        "coachtui.cli.vault",
        N_("The vault itself: info, check, snapshot, backup, restore, passphrase, recovery, rekey"),
    ),
    "completion": Noun("coachtui.cli.completion", N_("Let the shell complete a line")),
}

_GLOBAL = N_("""\
\b
Every command takes, before or after its noun:
  --vault DIR             where the vault is
  --passphrase-file FILE  read the passphrase there instead of asking for it
  --lang nb|en            the language of the messages

\b
Without a command, and for a forced command of sshd:
  --restricted            the screens alone: no path to type, no way to a shell

\b
The environment may say the same: COACHTUI_VAULT, COACHTUI_PASSPHRASE_FILE,
COACHTUI_PASSPHRASE_COMMAND.

CLIENT is a code such as K-017 or a part of a name that fits only one. Names, e-mail addresses and
notes can be left out of the line; they are then asked for, or read from standard input.
""")

_EXAMPLES = (
    "$ coachtui",
    "$ coachtui client add",
    "$ coachtui agreement new K-001",
)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"coachtui {__version__}")
        ctx.exit()


command = Nouns(
    "coachtui",
    nouns=_NOUNS,
    help=N_("The client records of a coach. Without a command it opens the screens."),
    epilog=_GLOBAL,
    examples=_EXAMPLES,
    context_settings={"help_option_names": list(HELP)},
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=N_("Show the version and end."),
        )
    ],
)


def run(invocation: Invocation) -> int:
    """Do what the line says; gives the exit code.

    Raises:
        CoachError: it could not be done, or the line cannot be read.
        BrokenPipeError: whoever read the output has stopped.
        KeyboardInterrupt: the person left.
    """
    _prepare_output()
    set_language(invocation.language or read().language)
    try:
        with command.make_context("coachtui", list(invocation.rest), obj=invocation) as ctx:
            code = command.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        sys.stdout.flush()
        return ended.exit_code
    except click.ClickException as error:
        raise in_words(error) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CoachError(
            _(
                "The system refused: {reason}. What was saved is safe. Put that right and try again."
            ).format(reason=refusal.in_words(error))
        ) from None
    return code if isinstance(code, int) else 0


def _prepare_output() -> None:
    """Print into nothing where there is no output; what a character set lacks becomes a “?”."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - for the whole process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")

"""From the command to the screens: the prompt first, and behind it everything that takes long.

While the passphrase is typed, a thread imports Textual and the screens. What a screen does belongs
in ``tui``, what a vault does in ``services``.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from coachtui import prompt
from coachtui.config import Config, read
from coachtui.early import _, speak
from coachtui.errors import CoachError, InvalidValue, UsageError, WrongPassphrase
from coachtui.process import fall_silent, forbid_dumps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.domain.record import Card
    from coachtui.invocation import Invocation
    from coachtui.services.keys import RecoveryKey, Secret
    from coachtui.services.opening import Vault
    from coachtui.tui.app import CoachApp

    Opened = tuple[Vault, tuple[Card, ...]]

NO_SCREENS = ("dumb", "unknown", "network", "vt52", "vt100", "vt102", "vt220")
"""The kinds of terminal, as TERM names them, on which what was shown would stay to be read."""

TRIES = 3
"""How often the passphrase may be typed before the command ends."""


def launch(invocation: Invocation) -> int:
    """Open the screens on the vault of ``invocation``, or on the first run; gives the exit code.

    Raises:
        UsageError: no terminal that screens can be shown on.
        CoachError: a configuration that cannot be read, or a vault that cannot be opened.
    """
    _prepare(invocation)
    terminal = prompt.QuietTerminal()
    # A command may ask for something itself, and Ctrl+C must end it: the terminal is not quiet yet.
    taken = invocation.taken
    passphrase = prompt.given(invocation) if taken else None
    with terminal:
        if not taken:
            terminal.guard_imports()
            _close_up()
            return _run(invocation.vault, _configuration(invocation), None, terminal)
        if passphrase is None:
            terminal.put(_("Passphrase:"))
        terminal.guard_imports()
        _close_up()
        config = _configuration(invocation)
        behind = _Behind(invocation.vault, config)
        opened, key = _unlock(invocation, passphrase, terminal)
        if opened is None:
            return 130
        return _run(invocation.vault, config, opened, terminal, key, app=behind.app())


def show(
    invocation: Invocation,
    vault: Vault,
    note_for: str = "",
    greeting: str = "",
    present: str = "",
) -> int:
    """Open the screens on a vault that is open already; gives the exit code. Closes the vault.

    ``note_for`` is the id of the record whose editor opens at once and ends it all when it is left;
    ``greeting`` is told when the first screen stands; ``present`` is the id of the record whose
    agreement alone is shown, for a client who looks on.

    Raises:
        UsageError: no terminal that screens can be shown on.
        CoachError: a configuration that cannot be read.
    """
    _prepare(invocation)
    with prompt.QuietTerminal() as terminal:
        terminal.guard()
        _close_up()
        config = _configuration(invocation)
        opened = vault, vault.cards()
        return _run(
            vault.path,
            config,
            opened,
            terminal,
            note_for=note_for,
            greeting=greeting,
            present=present,
        )


def _prepare(invocation: Invocation) -> None:
    """Refuse a terminal that screens cannot be on, and speak the language that ``--lang`` says."""
    if invocation.language:
        speak(invocation.language)
    _refuse_kind(os.environ.get("TERM", ""))
    _refuse_character_set(getattr(sys.__stderr__, "encoding", "utf-8"))
    # Nothing made until the first frame is garbage; looking for it would only take time.
    gc.disable()


def _configuration(invocation: Invocation) -> Config:
    """The configuration, its language spoken. To read it takes too long before the prompt stands."""
    config = read()
    speak(invocation.language or config.language)
    return config


def _refuse_kind(kind: str) -> None:
    """Let in every ``kind`` of terminal that has a second screen to show, and to take away again."""
    if not kind:
        raise UsageError(
            _("There is no terminal that screens can be shown on. Over SSH, ask for one: “ssh -t”.")
        )
    if kind in NO_SCREENS:
        raise UsageError(
            _(
                "A terminal of the kind “{kind}” cannot show screens. If yours can, set TERM to "
                "what it is, such as xterm-256color; “coachtui --help” names the commands that "
                "need none."
            ).format(kind=kind)
        )


def _refuse_character_set(name: str) -> None:
    """Let in UTF-8 alone: with another one a name is shown as another, and saved as one."""
    if name.lower().replace("-", "") != "utf8":
        raise UsageError(
            _(
                "The terminal is said to write {name}, and coachtui needs UTF-8. "
                "Set LANG to C.UTF-8, and LC_ALL if that is set."
            ).format(name=name)
        )


def _close_up() -> None:
    """Protect the passphrase that comes now; this takes too long before the prompt stands."""
    forbid_dumps()
    fall_silent()


class _Behind:
    """Behind the prompt, while the passphrase is typed: the app is made, as far as it goes."""

    def __init__(self, path: Path, config: Config) -> None:
        import threading

        self._path, self._config = path, config
        self._app: CoachApp | None = None
        # No daemon: stopped in the middle of an import, it would take the program down with it.
        self._thread = threading.Thread(target=self._make, name="behind")
        self._thread.start()

    def app(self) -> CoachApp | None:
        """The app; None where it could not be made: that fails again in the main thread, and is told."""
        self._thread.join()
        return self._app

    def _make(self) -> None:
        with suppress(Exception):
            # What Textual would import later.
            import textual.layouts.horizontal
            import textual.pilot
            import textual.scrollbar  # noqa: F401

            import coachtui.services.opening  # noqa: F401
            from coachtui.tui.app import CoachApp
            from coachtui.tui.screens.clients import ClientsScreen

            app = CoachApp(self._path, None, self._config)
            app.read_styles(ClientsScreen())
            self._app = app


def _unlock(
    invocation: Invocation, passphrase: str | None, terminal: prompt.QuietTerminal
) -> tuple[Opened | None, RecoveryKey | None]:
    """The vault, open, with its cards, and the recovery key if that opened it; None if the person leaves.

    Raises:
        WrongPassphrase: at once for a given passphrase, after some tries for a typed one.
    """
    tries = 1 if passphrase is not None else TRIES
    while True:
        if passphrase is None:
            passphrase = terminal.answer(prompt.FORGOTTEN)
        if passphrase is None:
            return None, None
        if passphrase == prompt.FORGOTTEN:
            return _unlock_forgotten(invocation, terminal)
        try:
            return _opened(invocation, passphrase), None
        except WrongPassphrase:
            tries -= 1
            if not tries:
                raise
        passphrase = None
        terminal.put(_("That does not open it; Ctrl+R if it is forgotten. Passphrase:"))


def _unlock_forgotten(
    invocation: Invocation, terminal: prompt.QuietTerminal
) -> tuple[Opened | None, RecoveryKey | None]:
    """The same, with the recovery key in the place of the passphrase.

    Raises:
        InvalidValue: it was mistyped once too often.
        WrongPassphrase: it did not open the vault once too often.
    """
    from coachtui.services import keys

    question = _("Recovery key from the paper:")
    for left in range(TRIES - 1, -1, -1):
        terminal.put(question)
        if (typed := terminal.answer()) is None:
            break
        try:
            key = keys.read(typed)
            return _opened(invocation, key), key
        except (InvalidValue, WrongPassphrase) as error:
            if not left:
                raise
            reason = getattr(error, "reason", "") or _("does not open this vault")
            question = _("It {reason}. Recovery key:").format(reason=reason)
    return None, None


def _opened(invocation: Invocation, secret: Secret) -> Opened:
    from coachtui.services import opening

    vault = opening.unlock(invocation.vault, secret)
    return vault, vault.cards()


def _run(
    path: Path,
    config: Config,
    opened: Opened | None,
    terminal: prompt.QuietTerminal,
    recovered: RecoveryKey | None = None,
    note_for: str = "",
    greeting: str = "",
    present: str = "",
    app: CoachApp | None = None,
) -> int:
    """Hand the terminal to the screens until they end.

    With the key that ``recovered`` the vault they begin with the choice of a new passphrase.

    Raises:
        CoachError: an error of its own ended them; the message says where it is.
    """
    from coachtui.tui.app import CoachApp
    from coachtui.tui.terminal import Terminal

    Terminal.found = terminal.found
    vault, cards = opened or (None, ())
    over = None
    if recovered:
        from coachtui.tui.screens.forgotten import RecoveredForm

        over = RecoveredForm(recovered)
    app = app or CoachApp(path, None, config)
    app.begin_with(vault, cards, note_for=note_for, greeting=greeting, over=over, present=present)
    terminal.guard()
    try:
        app.run()
    finally:
        app.forget_vault()
        gc.enable()
    if app.failure:
        raise CoachError(app.failure)
    if app.farewell:
        print(app.farewell, file=sys.stderr)
    return app.return_code or 0

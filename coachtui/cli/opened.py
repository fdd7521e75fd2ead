"""The vault that a command works on, and what its line names in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from coachtui import prompt, services
from coachtui.cli import asking
from coachtui.errors import CoachError, Damaged, InvalidValue, NotFound, UsageError, WrongPassphrase
from coachtui.invocation import Invocation
from coachtui.language import _, ngettext
from coachtui.process import forbid_dumps

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.domain.engagement import Engagement
    from coachtui.domain.record import Card, ClientRecord
    from coachtui.domain.session import Session
    from coachtui.services.keys import Secret
    from coachtui.services.opening import Vault

    Unlock = Callable[[Path, Secret], Vault]
    """Opens the vault at a place."""

_TRIES = 3

T = TypeVar("T")


@contextmanager
def unlocked(invocation: Invocation, unlock: Unlock | None = None) -> Iterator[Vault]:
    """The vault, open for one command.

    Raises:
        NotFound: there is none.
        CoachError: it cannot be opened, or there is neither a passphrase nor a terminal to ask on.
        KeyboardInterrupt: the person left.
    """
    with proven(invocation, unlock=unlock) as (vault, _secret):
        yield vault


@contextmanager
def proven(
    invocation: Invocation, recovery: bool = False, unlock: Unlock | None = None
) -> Iterator[tuple[Vault, Secret]]:
    """The same, with the secret that opened it: the passphrase, or the recovery key.

    The recovery key is given, or asked for, in the same ways as a passphrase.
    """
    if not invocation.taken:
        raise NotFound(
            _(
                "There is no vault at {path}. “coachtui init” makes one; --vault names another place."
            ).format(path=invocation.vault)
        )
    forbid_dumps()
    unlock_at = unlock or services.opening.unlock
    vault, secret = tried(
        invocation,
        lambda secret: (unlock_at(invocation.vault, secret), secret),
        services.keys.read if recovery else str,
    )
    try:
        yield vault, secret
    finally:
        vault.close()


def tried(
    invocation: Invocation, use: Callable[[Secret], T], read: Callable[[str], Secret] = str
) -> T:
    """What ``use`` makes of the passphrase: the one that was given, or one typed in some tries.

    ``read`` makes the secret of what was given or typed; for a recovery key it is ``keys.read``.

    Raises:
        WrongPassphrase: none was the right one.
        CoachError: ``use`` says something else, or there is nobody to ask.
        KeyboardInterrupt: the person left.
    """
    typed = prompt.given(invocation)
    if typed is not None:
        return use(read(typed))
    wanted = question = _("Passphrase:") if read is str else _("Recovery key:")
    for _try in range(_TRIES - 1):
        try:
            return use(read(asked(question)))
        except WrongPassphrase:
            question = f"{_('That does not open it.')} {wanted}"
        except InvalidValue as error:
            question = f"{_('It {reason}.').format(reason=error.reason)} {wanted}"
    return use(read(asked(question)))


def asked(question: str) -> str:
    """The passphrase as typed on the terminal, without an echo.

    Raises:
        UsageError: there is no terminal.
        KeyboardInterrupt: the person left.
    """
    typed = prompt.ask_once(question)
    if typed is None:
        raise KeyboardInterrupt
    return typed


def chosen() -> str:
    """A new passphrase, typed twice alike; one that cannot be used is told before the second time.

    Raises:
        InvalidValue: it could not be used, several times over.
        UsageError: there is no terminal, or it was typed differently.
    """
    first = _usable()
    if asked(_("Once more:")) != first:
        raise UsageError(_("The two passphrases differ. Nothing was changed; try again."))
    return first


def _usable() -> str:
    wanted = question = _("Choose a passphrase:")
    for left in range(_TRIES - 1, -1, -1):
        typed = asked(question)
        try:
            services.keys.check_new(typed)
        except InvalidValue as error:
            if not left:
                raise
            question = f"{_('It {reason}.').format(reason=error.reason)} {wanted}"
        else:
            break
    return typed


def client(vault: Vault, who: str | None) -> Card:
    """The client that ``who`` names; asked for if the line names nobody.

    Raises:
        NotFound: nobody fits.
        UsageError: several do, or there is nobody to ask.
        Damaged: nobody fits, and not all records can be read.
    """
    who = who if who is not None else asking.needed(_("Client"))
    try:
        return services.clients.find(vault, who)
    except NotFound:
        if problem := damage(vault):
            raise problem from None
        raise


def record(vault: Vault, who: str | None) -> ClientRecord:
    """The record of the client that ``who`` names; errors as for :func:`client`."""
    return vault.load(client(vault, who).id)


def damage(vault: Vault) -> CoachError | None:
    """What to say of records that could not be read for the list of clients, if there are any."""
    count = len(vault.damaged)
    if not count:
        return None
    message = ngettext(
        "The file of {count} client is damaged. Its last good state may lie beside it, and in a "
        "backup; all others are whole. “coachtui vault check” says what can be done.",
        "The files of {count} clients are damaged. Their last good states may lie beside them, and in "
        "a backup; all others are whole. “coachtui vault check” says what can be done.",
        count,
    )
    return Damaged(message.format(count=count))


def session(record: ClientRecord, named: str) -> Session:
    """The session that ``named`` names: its id, its number in the list, or its day.

    Raises:
        NotFound: there is none.
        UsageError: there are several on that day, or ``named`` is none of the three.
    """
    for each in record.sessions:
        if each.id == named:
            return each
    if named.isascii() and named.isdigit():
        if 1 <= int(named[:9]) <= len(record.sessions):
            return record.sessions[int(named[:9]) - 1]
        raise NotFound(
            _("There is no session with that number. “coachtui session list” shows them.")
        )
    day = _day(named)
    found = [each for each in record.sessions if each.date == day]
    if not found:
        raise NotFound(_("There is no session on that day. “coachtui session list” shows them."))
    if len(found) > 1:
        numbers = ", ".join(str(number_of(record, each)) for each in found)
        raise UsageError(
            _("There are several sessions on that day: {numbers}. Give the number.").format(
                numbers=numbers
            )
        )
    return found[0]


def _day(named: str) -> date:
    try:
        return services.entry.day("session", named)
    except InvalidValue:
        raise UsageError(
            _(
                "A session is named by its number in the list, by its day, such as 2026-11-24, or by "
                "its id. “coachtui session list” shows them."
            )
        ) from None


def number_of(record: ClientRecord, session: Session) -> int:
    """The number of a session in the list, counted from 1."""
    return 1 + [each.id for each in record.sessions].index(session.id)


def engagement(record: ClientRecord, named: str | None) -> Engagement:
    """The engagement with the id or the number ``named``, or the one that started last.

    Raises:
        NotFound: there is none.
    """
    if named is None and record.engagement:
        return record.engagement
    for number, each in enumerate(record.engagements, 1):
        if named in (each.id, str(number)):
            return each
    if named is None:
        raise NotFound(_("This client has no engagement yet. “coachtui engagement add” makes one."))
    raise NotFound(_("There is no such engagement. “coachtui engagement list” shows them."))

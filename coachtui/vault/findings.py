"""What a check can find, and how each is told: what is wrong, what is safe, what to do.

Nothing here holds a person's name, or the name of a file that is not coachtui's own.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from coachtui.domain.value import Value
from coachtui.language import N_, _


class Problem(Value, frozen=True):
    """Something wrong with one file of the vault, named as seen from the vault; all in words."""

    file: str
    what: str
    safe: str
    next: str


class Done(Value, frozen=True):
    """What a repair did to one file, in words."""

    file: str
    what: str


class Report(Value, frozen=True):
    """What a check found. ``records`` counts the clients' records that were looked at; ``mentioned``
    are sentences about what is no problem."""

    records: int
    problems: tuple[Problem, ...] = ()
    mentioned: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.problems


_MORE, _NEXT = "{more}", "{next}"
_ALL_WHOLE = N_("All other files are safe.")
_NOTHING_LOST = N_("Nothing is lost.")
OLDER_KEYS = N_(
    "An older copy of the vault was put back. If that was on purpose, “coachtui vault check --accept” "
    "takes it as it is; if not, put the newer copy back: whoever knows the former keys reads what is "
    "saved under them."
)
"""What to do with a vault from before its keys were changed."""


class Fault(Enum):
    """One kind of finding: what is wrong, what is safe, what to do. ``{more}`` is said by the finding."""

    FOLDER_MISSING = (
        N_("the folder is missing"),
        N_("What lies in the other folders is safe."),
        N_("“coachtui vault check --repair” makes it anew. What lay in it comes from snapshots."),
    )
    NO_FOLDER = (
        N_("it should be a folder of the vault and is not"),
        N_("Nothing was changed in what it is or leads to."),
        N_("Put the folder back in its place, then check again."),
    )
    EXPOSED = (
        N_("other users of this machine can reach it"),
        N_("Without the passphrase they can read nothing of it."),
        N_("“coachtui vault check --repair” closes it to them."),
    )
    CLOSED = (
        N_("you yourself may not read it"),
        _NOTHING_LOST,
        N_("“coachtui vault check --repair” opens it to you, and to nobody else."),
    )
    FOREIGN = (
        N_("it belongs to another user"),
        N_("Without the passphrase nobody can read anything of it."),
        N_("Have it given back to you with chown."),
    )
    LOCK = (
        N_("it is not a plain file, so that nothing can be saved"),
        _NOTHING_LOST,
        N_("“coachtui vault check --repair” puts it aside."),
    )
    HEADER = (
        _MORE,
        N_("The other copy of the header is whole; nothing is lost."),
        N_("“coachtui vault check --repair”, or the next unlock, makes it from the other copy."),
    )
    LAST_HEADER = (
        N_("{more}, and no other copy will do"),
        N_("The records are safe, but only with a header can they be opened again."),
        N_("Restore the file from a backup of this vault; if the vault is open, do not close it."),
    )
    FORMER_KEYS = (
        N_("it is from before the vault was given new keys"),
        _ALL_WHOLE,
        OLDER_KEYS,
    )
    UNFINISHED_REKEY = (
        N_("the keys were being changed, and that was not finished"),
        N_("Everything opens; nothing is lost."),
        N_("“coachtui vault rekey” does it to the end."),
    )
    DAMAGED = (_MORE, _ALL_WHOLE, _NEXT)
    MISSING = (N_("it is missing"), _ALL_WHOLE, _NEXT)
    OLDER = (N_("an older copy of it was put back"), _ALL_WHOLE, _NEXT)
    SWAPPED = (
        N_("it holds the content of another file, {more}"),
        _ALL_WHOLE,
        _NEXT,
    )
    PREVIOUS = (
        _MORE,
        N_("The present state is whole; only the one before it cannot be read."),
        N_("“coachtui vault check --repair” puts it aside; the next save makes a new one."),
    )
    INDEX = (
        _MORE,
        N_("It is made from the records; nothing is lost."),
        N_("“coachtui vault check --repair”, or the next save, makes it anew."),
    )
    SEEN = (
        _MORE,
        N_("The vault is safe; only an older copy put back would not be noticed."),
        N_("“coachtui vault check --repair”, or the next save, makes it anew."),
    )
    DRAFT = (
        _MORE,
        N_("All records and all other drafts are safe."),
        N_("“coachtui vault check --repair” puts it aside. A backup may have it."),
    )
    DRAFT_OF_NOBODY = (
        N_("it is a draft for a client who is not in this vault"),
        N_("What was typed is kept."),
        N_("Once the client is back, it can be gone on with. The list of drafts throws it away."),
    )
    SNAPSHOT = (
        _MORE,
        N_("The vault itself and all other snapshots are safe."),
        N_("“coachtui vault check --repair” puts it aside, so that nobody restores it."),
    )
    ERASED = (
        N_("it belongs to a client who was erased"),
        _ALL_WHOLE,
        N_("“coachtui vault check --repair”, or the next unlock, removes it."),
    )
    NEXT_NUMBER = (
        N_("the number for the next client is one that was given already"),
        N_("No code is given twice: the highest in use counts as well."),
        N_("“coachtui vault check --repair” raises it."),
    )
    CODE_TWICE = (
        N_("its code {more} is also that of another record"),
        N_("Both records are whole."),
        N_("One of them may have come from a backup. Keep what you need and erase the other."),
    )
    ROW_TWICE = (
        N_("a session or an agreement in it stands in the record {more} as well"),
        N_("Both records are whole."),
        N_("A move was cut off half-way. Delete it with the client to whom it does not belong."),
    )
    SESSION_WITHOUT_ENGAGEMENT = (
        N_("a session in it names an engagement that is not there"),
        N_("The session itself is whole."),
        N_("“coachtui vault check --repair” takes that reference away, and nothing else."),
    )
    AGREEMENT_WITHOUT_ENGAGEMENT = (
        N_("an agreement in it names an engagement that is not there"),
        N_("The text of the agreement and all answers are whole."),
        N_("Add the engagement again. Nothing is changed by itself."),
    )
    CLAUSE_TWICE = (
        N_("an agreement in it has two clauses with the same id"),
        N_("Both clauses are kept as they are."),
        N_("Begin the agreement again from its template, unless it is signed."),
    )
    FINGERPRINT = (
        N_("a signed agreement in it is not the text that was signed"),
        N_("All else in the record is whole."),
        N_("Compare it with the copy that you exported, or with one in a snapshot or a backup."),
    )

    def __init__(self, what: str, safe: str, next: str) -> None:
        self.what, self.safe, self.next = what, safe, next


class Finding(NamedTuple):
    """A fault of one file. ``more`` says what it is in particular, ``next`` what can be done here."""

    fault: Fault
    file: str
    more: str = ""
    next: str = ""

    @property
    def problem(self) -> Problem:
        """The finding in words."""
        what = _(self.fault.what).format(more=self.more)
        advice = _(self.fault.next).format(next=self.next)
        return Problem(self.file, what, _(self.fault.safe), advice)

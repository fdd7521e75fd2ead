"""Which clauses of an agreement are looked at: all, or only those of one kind, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from coachtui.domain.agreement import Clause, ClauseKind
from coachtui.language import N_, _


class ClauseFilter(StrEnum):
    """What a clause must be to be shown, in the order in which one key leads through them."""

    ALL = "all"
    OPEN = "open"
    CONSENTS = "consents"
    COMMENTED = "commented"

    def fits(self, clause: Clause) -> bool:
        """Whether ``clause`` is shown."""
        match self:
            case ClauseFilter.OPEN:
                return not clause.settled
            case ClauseFilter.CONSENTS:
                return clause.kind is ClauseKind.CONSENT
            case ClauseFilter.COMMENTED:
                return bool(clause.comment)
            case _:
                return True

    def following(self, clauses: Sequence[Clause]) -> ClauseFilter:
        """The next filter that any of ``clauses`` fits; all of them in the end."""
        order = list(ClauseFilter)
        later = order[order.index(self) + 1 :]
        found = (each for each in later if any(each.fits(clause) for clause in clauses))
        return next(found, ClauseFilter.ALL)

    @property
    def words(self) -> str:
        """What the heading says of it; empty for all."""
        return _(_WORDS[self])


_WORDS = {
    ClauseFilter.ALL: "",
    ClauseFilter.OPEN: N_("only open"),
    ClauseFilter.CONSENTS: N_("only consents"),
    ClauseFilter.COMMENTED: N_("only commented"),
}

"""What the screens say of a clause and of how far an agreement is, in a line each.

A coach reads the words of the file; a client who looks on reads whole sentences.
"""

from __future__ import annotations

from coachtui.domain.agreement import (
    UNSIGNED,
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Tally,
)
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _, ngettext
from coachtui.services import consents
from coachtui.services.wording import answer, term
from coachtui.tui.keymap import with_keys

_ASKED = {
    ClauseKind.INFORMATION: N_("For you to read. {review_accept}: I have read it."),
    ClauseKind.TERM: N_(
        "Something to agree on. {review_accept}: agreed; {review_discuss}: let us talk about it."
    ),
    ClauseKind.CONSENT: N_(
        "Yours to give or not, as you like. {review_yes}: yes; {review_no}: no."
    ),
}
_ANSWERED = {
    (ClauseKind.INFORMATION, ClauseState.ACCEPTED): N_("Read on {day}."),
    (ClauseKind.TERM, ClauseState.ACCEPTED): N_("Agreed on {day}."),
    (ClauseKind.TERM, ClauseState.DECLINED): N_("To be talked about, since {day}."),
    (ClauseKind.CONSENT, ClauseState.ACCEPTED): N_("You said yes on {day}."),
    (ClauseKind.CONSENT, ClauseState.DECLINED): N_("You said no on {day}."),
    (ClauseKind.CONSENT, ClauseState.WITHDRAWN): N_("You took your yes back on {day}."),
}


def standing(count: Tally, agreement: Agreement) -> str:
    """How far an agreement is: ``9/14 answered``, and what stands in the way of signing it."""
    answered = count.total - count.open
    said = [_("{answered}/{total} answered").format(answered=answered, total=count.total)]
    if to_discuss := answered - count.settled:
        more = ngettext("{count} to discuss", "{count} to discuss", to_discuss)
        said.append(more.format(count=to_discuss))
    if agreement.state is AgreementState.DRAFT and count.settled == count.total:
        said.append(_("ready to sign"))
    return " · ".join(said)


def in_the_file(record: ClientRecord, agreement: Agreement, clause: Clause) -> str:
    """The kind of ``clause`` and what was said to it, when; what follows from it once it is signed."""
    said = answer(clause.kind, clause.state)
    if clause.decided:
        said = f"{said}, {clause.decided.isoformat()}"
    elif clause.kind is ClauseKind.CONSENT:
        said = with_keys(_("free to give or not: {review_yes} yes, {review_no} no"))
    parts = [term(clause.kind), said]
    if clause.amended:
        parts.append(with_keys(_("amended, {review_compare} shows how")))
    lines = [" · ".join(parts)]
    if clause.kind is ClauseKind.CONSENT and agreement is record.agreement_signed_last:
        lines += consents.effects(record, clause)
    return "\n".join(lines)


def at_the_table(record: ClientRecord, agreement: Agreement, clause: Clause) -> str:  # noqa: ARG001 - nothing of the file is told
    """What is asked of the client, or what they said, in a sentence."""
    if clause.decided is None:
        return with_keys(_(_ASKED[clause.kind])) if agreement.state in UNSIGNED else ""
    said = _(_ANSWERED[clause.kind, clause.state])
    return said.format(day=clause.decided.isoformat())

"""The keys of an agreement, and which of them work on one as it stands.

One table for footer, help and palette; what the keys do is in ``agreement_reader``, ``answering``
and ``review``.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import BindingType

from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
)
from coachtui.domain.record import ClientRecord
from coachtui.language import N_
from coachtui.tui.bindings import hidden, shown

KEYS: list[BindingType] = [
    shown("review.accept", "space", "accept", N_("Accept"), N_("Read or accepted, and on to the next open clause; on an accepted one, open it again")),
    shown("review.yes", "y", "yes", N_("Yes"), N_("Yes to this consent, and on")),
    shown("review.give", "y", "give", N_("Give again"), N_("Write down a yes to this consent after all")),
    shown("review.no", "d", "refuse", N_("No"), N_("No to this consent, and on")),
    shown("review.discuss", "d", "discuss", N_("Discuss"), N_("This term is to be discussed; on to the next open clause")),
    shown("review.withdraw", "w", "withdraw", N_("Withdraw"), N_("Withdraw this consent, with its date and what follows")),
    shown("review.comment", "c", "comment", N_("Comment"), N_("Write a comment on this clause")),
    shown("review.sign", "s", "sign", N_("Sign"), N_("Sign, once nothing is open or to discuss")),
    shown("review.amend", "m", "amend", N_("Amend"), N_("Change the wording of this clause for this client")),
    shown("review.undo", "u", "undo", N_("Undo"), N_("Take the last answer, comment or wording back")),
    shown("review.new", "n", "new_version", N_("New version"), N_("Begin a new version; this one holds until it is signed")),
    shown("review.versions", "v", "versions", N_("Versions"), N_("Show the versions of this agreement, and what differs")),
    shown("review.export", "x", "export", N_("Export"), N_("Write the agreement to a file")),
    hidden("review.hold", "h", "hold", N_("Send out"), N_("Freeze the text while the paper is out to be signed")),
    hidden("review.take_back", "h", "take_back", N_("Take back"), N_("Make it a draft again, as long as nobody has signed")),
    hidden("review.override", "S", "override", N_("Sign anyway"), N_("Sign although terms are to be discussed, with the reason")),
    hidden("review.renew", "N", "renew", N_("Renew"), N_("Take over the wording that the template has now, as a new version")),
    hidden("review.again", "R", "again", N_("Begin again"), N_("Throw this draft away and make the agreement anew")),
    hidden("review.filter", "f", "filter", N_("Filter"), N_("Show only open clauses, only consents, only commented ones, or all")),
    hidden("review.compare", "t", "compare", N_("Changes"), N_("Show what was changed in this clause, or how it reads")),
    hidden("review.read", "i", "read", N_("Read in"), N_("Read a copy that came back, and choose what to take over")),
    hidden("review.check", "a", "check", N_("Check"), N_("Show what this agreement lacks, leaves open or contradicts")),
    hidden("review.next", "full_stop,right_square_bracket", "next_open(1)", N_("Next open"), N_("To the next clause that needs an answer")),
    hidden("review.previous", "comma,left_square_bracket", "next_open(-1)", N_("Previous open"), N_("To the clause before that needs an answer")),
    hidden("review.down", "j,down", "down", N_("Down"), N_("Scroll down, then to the next clause")),
    hidden("review.up", "k,up", "up", N_("Up"), N_("Scroll up, then to the clause before")),
    hidden("review.first", "g,home", "first", N_("First"), N_("To the first clause")),
    hidden("review.last", "G,end", "last", N_("Last"), N_("To the last clause")),
    hidden("review.present", "o", "present", N_("Client looks on"), N_("Show only this agreement, for a client who looks on; leaving asks for the passphrase")),
    shown("review.leave", "escape", "leave", N_("Back"), N_("Back; every answer is saved already")),
]  # fmt: skip

AT_THE_TABLE = frozenset(
    (
        "review.accept",
        "review.yes",
        "review.no",
        "review.discuss",
        "review.comment",
        "review.undo",
        "review.sign",
        "app.help",
    )
)
"""The commands that the footer names while a client looks on."""

_ANYWHERE = frozenset(("filter", "next_open", "down", "up", "first", "last", "leave"))
_ANSWERS = frozenset(("accept", "yes", "comment", "undo", "read", "sign", "override"))
_OF_A_DRAFT = frozenset(("amend", "hold", "again"))


def working(record: ClientRecord, agreement: Agreement, clause: Clause) -> frozenset[str]:
    """The actions that ``agreement`` of ``record`` takes, with ``clause`` in hand."""
    return frozenset(_working(record, agreement, clause))


def _working(record: ClientRecord, agreement: Agreement, clause: Clause) -> Iterator[str]:
    consent = clause.kind is ClauseKind.CONSENT
    yield from _ANYWHERE
    if agreement is record.agreement:
        yield from ("check", "export", "present")
        if len(record.agreements) > 1:
            yield "versions"
        match agreement.state:
            case AgreementState.DRAFT:
                yield from _ANSWERS | _OF_A_DRAFT
                yield "refuse" if consent else "discuss"
                if agreement.previous:
                    yield "renew"
            case AgreementState.AWAITING:
                yield from _ANSWERS
                yield "refuse" if consent else "discuss"
                if not agreement.signatures:
                    yield "take_back"
            case AgreementState.SIGNED:
                yield from ("new_version", "renew")
    if consent and agreement is record.agreement_signed_last:
        yield "withdraw" if clause.state is ClauseState.ACCEPTED else "give"

"""Copies that come back: read, compared with the vault, and taken over as far as somebody chooses.

Reading changes nothing. A copy of another client's agreement is refused; one of another version or
of an older wording only counts if that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coachtui.documents.agreement.comparing import (
    Change,
    Proposal,
    frame_of,
    lines,
    matched,
    paragraphs,
    proposals,
)
from coachtui.documents.agreement.likeness import normal
from coachtui.documents.agreement.markdown import (
    agreement_to_markdown,
    wording_checksum,
)
from coachtui.documents.agreement.proof import copy_of, first_difference
from coachtui.documents.agreement.reading import Document, read_document
from coachtui.documents.clean import clean_text
from coachtui.documents.decoding import NoText, decoded
from coachtui.domain import answering
from coachtui.domain import record as records
from coachtui.domain.agreement import Agreement, ClauseState, Decision, How, Parties
from coachtui.domain.disclosure import Copy
from coachtui.domain.record import ClientRecord
from coachtui.errors import CoachError, NotAllowed, OnlyIfAsked
from coachtui.language import _
from coachtui.services import signing
from coachtui.services.agreements import current, decent_wording
from coachtui.services.documents_in import Unreadable, read_bytes
from coachtui.services.entry import place
from coachtui.vault.vault import Vault

__all__ = ["Change", "Proposal", "Verdict", "read", "safe", "take_over", "verify", "wordings_of"]

MAX_BYTES = 1024 * 1024
# A paragraph takes longer to read than its bytes do: half a million of them would take a minute.
MAX_LINES = 20_000


def read(vault: Vault, record_id: str, path: Path, anyway: bool = False) -> tuple[Proposal, ...]:
    """What the copy at ``path`` says otherwise than the client's agreement; nothing is changed.

    ``anyway`` also reads one of another version, of a wording that has changed since, or one that
    does not say whose it is.

    Raises:
        NotFound: there is no such file, or no agreement.
        Unreadable: it is no text file, a link, or too large.
        NotAllowed: it is another client's, or no copy of this agreement.
        OnlyIfAsked: it needs ``anyway``.
    """
    record = vault.load(record_id)
    agreement = current(record)
    document = read_document(_text(path))
    _check_whose(vault, record, document, anyway)
    sides = signing.parties(vault.practice(), record, agreement)
    if not anyway:
        _check_version(record, agreement, document)
    _check_recognised(agreement, sides, document)
    return proposals(agreement, sides, document)


def safe(found: Sequence[Proposal], wording: bool = False) -> tuple[Proposal, ...]:
    """Those of ``found`` that can be taken over: answers and comments, and other ``wording`` if wished.

    Never a conflict, and a yes only together with the wording that it was said to.
    """
    possible = [each for each in found if _is_possible(each, wording)]
    return tuple(each for each in possible if set(wordings_of(found, each)) <= set(possible))


def wordings_of(found: Iterable[Proposal], answer: Proposal) -> tuple[Proposal, ...]:
    """What goes with an ``answer``: a yes was said to the wording of the copy, and to no other."""
    if answer.change is not Change.ACCEPTED:
        return ()
    return tuple(
        each for each in found if each.change is Change.TEXT and each.clause == answer.clause
    )


def _is_possible(proposal: Proposal, wording: bool) -> bool:
    """Whether it can be taken over, whatever goes with it."""
    if proposal.change is Change.TEXT:
        return wording and _is_wording(proposal)
    return bool(proposal.clause) and (proposal.is_answer or proposal.change is Change.COMMENT)


def take_over(
    vault: Vault,
    record: ClientRecord,
    found: Sequence[Proposal],
    chosen: Sequence[Proposal],
    on: date,
    how: How,
) -> ClientRecord:
    """The record with those of ``found`` that are ``chosen`` taken over, all or none; saved.

    ``record`` is what the copy was held against. The answers get the day ``on``. A comment never
    takes the place of one that says something else: both are kept.

    Raises:
        NotAllowed: one cannot be taken over, or not without another; a clause reads otherwise by
            now; the agreement is signed, or its text frozen.
        InvalidValue: a wording cannot stand in an agreement.
        NotFound: there is no such clause any more.
    """
    if any(set(wordings_of(found, each)) - set(chosen) for each in chosen):
        message = _("A yes that was said to another wording goes only together with that wording.")
        raise NotAllowed(message)
    # A new wording opens its clause, so it comes before what was said to it.
    ordered = sorted(chosen, key=lambda each: each.change is not Change.TEXT)
    seen = current(record)

    def change(record: ClientRecord) -> ClientRecord:
        agreement = current(record)
        _refuse_changed(agreement, seen, ordered)
        for proposal in ordered:
            agreement = _taken(agreement, proposal, on, how)
        return records.with_agreement(record, agreement)

    return vault.update(record.id, change)


def _refuse_changed(agreement: Agreement, seen: Agreement, chosen: Iterable[Proposal]) -> None:
    """Let nothing be said to words that the client has not seen."""
    for proposal in chosen:
        clause = proposal.clause
        if clause and agreement.clause(clause).text != seen.clause(clause).text:
            message = _(
                "“{clause}” reads otherwise by now. Read the copy again; nothing was changed."
            )
            raise NotAllowed(message.format(clause=agreement.clause(clause).title))


def _taken(agreement: Agreement, proposal: Proposal, on: date, how: How) -> Agreement:
    clause_id = proposal.clause
    if proposal.is_answer:
        state = ClauseState(proposal.after)
        decision = None if state is ClauseState.OPEN else Decision(state, on, how=how)
        return answering.decide(agreement, clause_id, decision)
    if proposal.change is Change.COMMENT and clause_id:
        stored, new = agreement.clause(clause_id).comment, clean_text(proposal.after)
        kept = [] if paragraphs(stored) <= paragraphs(new) else [stored]
        return answering.comment(agreement, clause_id, "\n\n".join([*kept, new]))
    if _is_wording(proposal):
        return answering.amend(agreement, clause_id, decent_wording(proposal.after))
    message = _("That cannot be taken over by itself; change the agreement by hand.")
    raise NotAllowed(message)


def _is_wording(proposal: Proposal) -> bool:
    """Whether it is the text of a clause, not its heading; no text begins with a heading."""
    is_text = proposal.change is Change.TEXT and bool(proposal.clause)
    return is_text and not proposal.after.startswith("#")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a copy says what the vault holds; ``sentence`` tells, and what differs first."""

    holds: bool
    sentence: str


def verify(vault: Vault, record_id: str, path: Path) -> Verdict:
    """Whether text, states and signatures of the copy at ``path`` are what the vault holds.

    A copy of an earlier version is held against that version.

    Raises:
        NotFound: there is no such file, or no agreement.
        Unreadable: it is no text file, a link, or too large.
        NotAllowed: it is another client's, or no copy of an agreement.
    """
    record = vault.load(record_id)
    document = read_document(_text(path))
    _check_whose(vault, record, document, anyway=True)
    named = document.facts.get("agreement", "")
    agreement = next((each for each in record.agreements if each.id == named), None)
    agreement = agreement or current(record)
    sides = signing.parties(vault.practice(), record, agreement)
    _check_recognised(agreement, sides, document)
    if difference := first_difference(agreement, sides, document):
        return Verdict(False, _("Not what the vault holds. {first}").format(first=difference))
    if copy_of(document, agreement) is Copy.BLANK:
        message = _("The text is what the vault holds. A blank copy has no answers or signatures.")
        return Verdict(True, message)
    return Verdict(True, _("Text, answers and signatures are what the vault holds."))


def _text(path: Path) -> str:
    """The text of a file that anybody may have written, with any editor."""
    path = place("file", path)
    try:
        text = decoded(read_bytes(path, MAX_BYTES, follow=False))
    except NoText as error:
        message = _("{reason}, and only a Markdown copy can be read")
        raise Unreadable(path, message.format(reason=error)) from None
    if text.count("\n") > MAX_LINES:
        message = _("it has more lines than any agreement, over {limit}")
        raise Unreadable(path, message.format(limit=MAX_LINES))
    return text


def _check_whose(vault: Vault, record: ClientRecord, document: Document, anyway: bool) -> None:
    """Refuse another client's copy, by its number, or by the names in it where that is gone."""
    named = document.facts.get("agreement", "")
    if named:
        if all(each.id != named for each in record.agreements):
            raise _anothers(vault, named)
        return
    said = [normal(line) for part in document.parts if frame_of(part) for line in lines(part)]
    if any(_names(line, record.client.name) for line in said):
        return
    for card in vault.cards():
        if card.id != record.id and any(_names(line, card.name) for line in said):
            raise _of_client(card.code)
    if not anyway:
        message = _(
            "This copy does not say whose it is: its first lines are gone, and it does not name "
            "this client. Nothing was changed."
        )
        raise OnlyIfAsked(message)


def _names(line: str, name: str) -> bool:
    """Whether a line among the parties, such as ``Client: Åse Ødegård, ...``, names that person."""
    said = line.partition(": ")[2]
    return bool(name) and (said == normal(name) or said.startswith(f"{normal(name)},"))


def _anothers(vault: Vault, agreement_id: str) -> CoachError:
    for card in vault.cards():
        try:
            record = vault.load(card.id)
        except CoachError:
            continue
        if any(each.id == agreement_id for each in record.agreements):
            return _of_client(card.code)
    message = _(
        "This copy is of no agreement of this client: another client's, or of a draft that was "
        "begun again. Nothing was changed."
    )
    return NotAllowed(message)


def _of_client(code: str) -> NotAllowed:
    message = _("This copy is of the agreement with {code}. Nothing was changed.")
    return NotAllowed(message.format(code=code))


def _check_version(record: ClientRecord, agreement: Agreement, document: Document) -> None:
    named = document.facts.get("agreement", agreement.id)
    theirs = next(each for each in record.agreements if each.id == named)
    if theirs.id != agreement.id:
        message = _(
            "This copy is of version {theirs}; now it is version {ours}. Nothing was changed."
        )
        raise OnlyIfAsked(message.format(theirs=theirs.version, ours=agreement.version))
    checksum = document.facts.get("wording", "")
    if checksum and checksum != wording_checksum(agreement):
        message = _(
            "The wording of the agreement has changed since this copy left. Nothing was taken over."
        )
        raise OnlyIfAsked(message)


def _check_recognised(agreement: Agreement, sides: Parties, document: Document) -> None:
    expected = read_document(agreement_to_markdown(agreement, sides))
    found, _others = matched(agreement, expected, document)
    if len(found) * 2 < len(agreement.clauses):
        message = _(
            "This is no copy of the agreement in Markdown: {found} of its {total} clauses are "
            "found in it. Nothing was changed."
        )
        raise NotAllowed(message.format(found=len(found), total=len(agreement.clauses)))

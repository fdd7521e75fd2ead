"""What a copy that came back says otherwise than the agreement in the vault, as proposals.

Here belongs telling what the client did from what the export wrote: a tick that the line beside it
dates was there when the copy left, and is no news. Nothing is taken over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from coachtui.documents import words
from coachtui.documents.agreement.clause import Said, said_in
from coachtui.documents.agreement.likeness import normal, shape, words_of
from coachtui.documents.agreement.markdown import agreement_to_markdown, contained
from coachtui.documents.agreement.reading import Document, Part, read_document
from coachtui.documents.agreement.words import LABELS
from coachtui.documents.markdown import blocks
from coachtui.domain.agreement import Agreement, Clause, ClauseKind, ClauseState, Parties
from coachtui.domain.signing import parties_of
from coachtui.domain.value import Text, Value
from coachtui.language import Language


class Change(StrEnum):
    """What a copy proposes. ``declined`` is a no, or an answer taken away again."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFLICT = "conflict"
    COMMENT = "comment"
    TEXT = "text"
    ADDED = "added"
    REMOVED = "removed"


class Proposal(Value, frozen=True):
    """One thing that a copy says otherwise.

    For an answer, ``before`` and ``after`` are states; else they are texts. A conflict holds the
    state before, and what was written beside a box. ``clause`` is empty for what stands outside.
    """

    clause: str
    change: Change
    before: Text = ""
    after: Text = ""

    @property
    def is_answer(self) -> bool:
        """Whether it is what was said to a clause, rather than what was written."""
        return self.change in (Change.ACCEPTED, Change.DECLINED)


def proposals(agreement: Agreement, parties: Parties, document: Document) -> tuple[Proposal, ...]:
    """All that ``document`` says otherwise than ``agreement``, in the order of its clauses."""
    expected = read_document(agreement_to_markdown(agreement, parties))
    found, others = matched(agreement, expected, document)
    sides = parties_of(agreement, parties)
    return tuple(_proposals(agreement, sides, document, expected, found, others))


def matched(
    agreement: Agreement, expected: Document, document: Document
) -> tuple[dict[str, Part], list[Part]]:
    """The parts of ``document`` by the id of the clause they are, and those that are none.

    Known again by the comment below the heading, else by number and title, else by the title alone.
    """
    ours = clause_parts(agreement, expected)
    found: dict[str, Part] = {}
    left = list(document.parts)
    for known_by in (_mark, _heading, _title):
        keys: dict[str, str] = {}
        for clause_id, part in ours.items():
            if clause_id not in found and (key := known_by(part)):
                keys.setdefault(key, clause_id)
        for part in list(left):
            clause_id = keys.pop(known_by(part), "")
            if clause_id:
                found[clause_id] = part
                left.remove(part)
    return found, left


def clause_parts(agreement: Agreement, expected: Document) -> dict[str, Part]:
    """The parts of an exported document that are clauses, by id: all but what frames them."""
    parts = expected.parts[1 : 1 + len(agreement.clauses)]
    return {clause.id: part for clause, part in zip(agreement.clauses, parts, strict=True)}


def _mark(part: Part) -> str:
    return part.mark


def _heading(part: Part) -> str:
    return normal(part.heading)


def _title(part: Part) -> str:
    return re.sub(r"^\d+[.)] ?", "", normal(part.heading))


def frame_of(part: Part) -> str:
    """Which of the parts around the clauses it is, ``parties`` or ``signatures``; empty for none."""
    for label in LABELS.values():
        for which in ("parties", "signatures"):
            if _heading(part).lower() == label[which].lower():
                return which
    return ""


def _proposals(
    agreement: Agreement,
    parties: Parties,
    document: Document,
    expected: Document,
    found: dict[str, Part],
    others: Sequence[Part],
) -> Iterator[Proposal]:
    yield from _of_top(agreement, document, expected)
    ours = clause_parts(agreement, expected)
    for clause in agreement.clauses:
        if part := found.get(clause.id):
            if _title(part) != _title(ours[clause.id]):
                heads = f"## {ours[clause.id].heading}", f"## {part.heading}"
                yield Proposal(clause.id, Change.TEXT, *heads)
            yield from _of_clause(clause, part, ours[clause.id])
        else:
            yield Proposal(clause.id, Change.REMOVED, before=clause.text)
    for part in others:
        if not frame_of(part):
            whole = f"## {part.heading}\n\n{part.source}".rstrip()
            yield Proposal(part.mark, Change.ADDED, after=whole)
    if outside := _written_outside(agreement, parties, document, expected):
        yield Proposal("", Change.COMMENT, after=outside)


def _of_top(agreement: Agreement, document: Document, expected: Document) -> Iterator[Proposal]:
    if document.title and normal(document.title) != normal(expected.title):
        yield Proposal("", Change.TEXT, f"# {expected.title}", f"# {document.title}")
    known = contained(agreement.introduction)
    said = said_in(document.top, None, known)
    if shape(said.wording) != shape(known):
        yield Proposal("", Change.TEXT, agreement.introduction, said.wording)


def _of_clause(clause: Clause, part: Part, ours: Part) -> Iterator[Proposal]:
    known = contained(clause.text)
    said, exported = said_in(part, clause.kind, known), said_in(ours, clause.kind, known)
    yield from _of_answer(clause, said)
    if not paragraphs(said.comment) <= paragraphs(exported.comment):
        yield Proposal(clause.id, Change.COMMENT, clause.comment, said.comment)
    if shape(said.wording) != shape(known):
        yield Proposal(clause.id, Change.TEXT, clause.text, said.wording)


def _of_answer(clause: Clause, said: Said) -> Iterator[Proposal]:
    """What the boxes say now that they did not when the copy left, if the vault does not know it."""
    unchanged = (said.yes, said.no) == (said.yes_before, said.no_before)
    if (said.yes and said.no) or (said.condition and not unchanged):
        yield Proposal(clause.id, Change.CONFLICT, clause.state, said.condition)
        return
    if not said.has_boxes or unchanged:
        return
    after = _answer(clause.kind, said)
    same = {after} if after is not ClauseState.DECLINED else {after, ClauseState.WITHDRAWN}
    if clause.state not in same:
        change = Change.ACCEPTED if after is ClauseState.ACCEPTED else Change.DECLINED
        yield Proposal(clause.id, change, clause.state, after)


def _answer(kind: ClauseKind, said: Said) -> ClauseState:
    """An answer taken away leaves a term to discuss, and everything else open."""
    if said.yes:
        return ClauseState.ACCEPTED
    return ClauseState.DECLINED if said.no or kind is ClauseKind.TERM else ClauseState.OPEN


def paragraphs(comment: str) -> frozenset[str]:
    """The paragraphs of a comment in the form in which they can be told apart."""
    return frozenset(normal(each) for each in comment.split("\n\n") if each.strip())


def _written_outside(
    agreement: Agreement, parties: Parties, document: Document, expected: Document
) -> str:
    """What was written above the title, among the parties or below the lines to sign on."""
    frames = [part for part in document.parts if frame_of(part)]
    exported = [part for part in expected.parts if frame_of(part)]
    known = {normal(line) for part in exported for line in lines(part)}
    known |= set(_lines_to_sign_on(parties, agreement.language))
    quotes = said_in(document.top, None, contained(agreement.introduction)).comment
    new = (line for part in frames for line in lines(part) if not _is_known(line, known))
    written = [line.rstrip("_ ") for line in new]
    above = [piece.text for piece in document.above]
    return "\n\n".join(filter(None, (*above, quotes, *written)))


def lines(part: Part) -> list[str]:
    """What a part says, line by line, without its heading."""
    return [words_of(block) for block in blocks(part.source, keep_lines=False)]


def _lines_to_sign_on(parties: Parties, language: Language) -> Iterator[str]:
    for label in LABELS.values():
        yield from (label["where"], label["sign"])
    for role, party in parties.by_role.items():
        yield normal(f"{words.role(role, language).capitalize()}: {party.name}")


def _is_known(line: str, known: set[str]) -> bool:
    fixed = ("override", "paper", "recorded", "code", "previous")
    starts = tuple(label[key] for label in LABELS.values() for key in fixed)
    return normal(line) in known or line.startswith(starts)

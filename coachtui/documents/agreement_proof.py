"""Whether a copy says what the vault holds: text, states and signatures, and in what it differs first.

It is held against the copy that would leave today. What an editor changes by itself is no difference,
as in ``likeness``.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachtui.documents.agreement_clause import said_in
from coachtui.documents.agreement_comparing import clause_parts, is_frame, lines, matched
from coachtui.documents.agreement_markdown import (
    Copy,
    agreement_to_markdown,
    contained,
    usual_copy,
)
from coachtui.documents.agreement_reading import Document, Part, PieceKind, read_document
from coachtui.documents.agreement_words import sentences
from coachtui.documents.likeness import normal, shape
from coachtui.domain.agreement import Agreement, Clause, ClauseKind, Parties
from coachtui.language import _

_PROVEN = ("agreement", "version", "wording", "fingerprint", "previous")


def copy_of(document: Document, agreement: Agreement) -> Copy:
    """Which copy ``document`` says that it is; one that says nothing is the one of today."""
    named = document.facts.get("copy", "")
    unsigned = usual_copy(agreement) is not Copy.SIGNED
    if named not in list(Copy) or (named == Copy.SIGNED and unsigned):
        return usual_copy(agreement)
    return Copy(named)


def first_difference(agreement: Agreement, parties: Parties, document: Document) -> str:
    """What ``document`` says otherwise first, as a sentence; empty if it says what the vault holds."""
    copy = copy_of(document, agreement)
    expected = read_document(agreement_to_markdown(agreement, parties, copy))
    return next(_differences(agreement, expected, document), "")


def _differences(agreement: Agreement, expected: Document, document: Document) -> Iterator[str]:
    if document.above:
        yield _("Something was written above the title.")
    if normal(document.title) != normal(expected.title):
        yield _("The title is another.")
    known = contained(agreement.introduction)
    top = said_in(document.top, None, known)
    if top.comment or shape(top.wording) != shape(known):
        yield _("The introduction reads otherwise.")
    found, others = matched(agreement, expected, document)
    yield from _frame_differences(expected, others, signatures=False)
    ours = clause_parts(agreement, expected)
    for clause in agreement.clauses:
        if clause.id not in found:
            yield _("The clause “{clause}” is missing.").format(clause=clause.id)
        else:
            yield from _clause_differences(clause, found[clause.id], ours[clause.id])
    order = [part for part in document.parts if any(part is each for each in found.values())]
    if any(a is not b for a, b in zip(order, found.values(), strict=True)):
        yield _("The clauses stand in another order.")
    if any(not is_frame(part) for part in others):
        yield _("There is a part that this agreement does not have.")
    yield from _frame_differences(expected, others, signatures=True)
    for key in _PROVEN:
        if key in document.facts and document.facts[key] != expected.facts.get(key, ""):
            yield _("Its first lines name another “{key}”.").format(key=key)


def _clause_differences(clause: Clause, part: Part, ours: Part) -> Iterator[str]:
    known = contained(clause.text)
    said, expected = said_in(part, clause.kind, known), said_in(ours, clause.kind, known)
    if normal(part.heading) != normal(ours.heading):
        yield _("The clause “{clause}” has another heading.").format(clause=clause.id)
    if shape(said.wording) != shape(expected.wording):
        yield _("The clause “{clause}” reads otherwise.").format(clause=clause.id)
    if _answers(clause.kind, part) != _answers(clause.kind, ours):
        yield _("The clause “{clause}” is answered otherwise.").format(clause=clause.id)
    if normal(said.comment) != normal(expected.comment):
        yield _("The clause “{clause}” has another comment.").format(clause=clause.id)


def _answers(kind: ClauseKind, part: Part) -> tuple[object, ...]:
    """The boxes with what stands beside them, and for a consent the sentences below."""
    boxes = tuple((box.ticked, normal(box.label)) for piece in part.pieces for box in piece.boxes)
    told = [normal(each.text) for each in part.pieces if each.kind is PieceKind.TEXT]
    below = tuple(
        text.lower() for text in told if kind is ClauseKind.CONSENT and sentences(text)[0]
    )
    return boxes, below


def _frame_differences(expected: Document, others: list[Part], signatures: bool) -> Iterator[str]:
    place = -1 if signatures else 0
    message = _("The signatures are others.") if signatures else _("The parties are others.")
    wanted = _by_heading([part for part in expected.parts if is_frame(part)])
    given = _by_heading([part for part in others if is_frame(part)])
    if not wanted:
        return
    heading = list(wanted)[place]
    if (signatures and len(wanted) < 2) or wanted.get(heading) == given.get(heading):
        return
    yield message


def _by_heading(parts: list[Part]) -> dict[str, list[str]]:
    return {normal(part.heading): [normal(line) for line in lines(part)] for part in parts}

"""Whether a copy says what the vault holds: text, states and signatures, and in what it differs first.

It is held against the copy that would leave today. What an editor changes by itself is no difference,
as in ``likeness``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from coachtui.documents.agreement.clause import said_in
from coachtui.documents.agreement.comparing import clause_parts, frame_of, lines, matched
from coachtui.documents.agreement.likeness import normal, shape
from coachtui.documents.agreement.markdown import (
    agreement_to_markdown,
    contained,
    sheet,
    usual_copy,
)
from coachtui.documents.agreement.reading import Document, Part, PieceKind, read_document
from coachtui.documents.agreement.words import sentences
from coachtui.domain.agreement import (
    UNSIGNED,
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    Parties,
)
from coachtui.domain.disclosure import Copy
from coachtui.language import _

_SIGNED = (AgreementState.SIGNED, AgreementState.SUPERSEDED, AgreementState.ENDED)
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
    made = {_made(replace(agreement, state=state), parties, copy) for state in _like(agreement)}
    return next(_differences(agreement, expected, document, made), "")


def _like(agreement: Agreement) -> tuple[AgreementState, ...]:
    """The states in which the same copy left, or would have left."""
    return (agreement.state,) if agreement.state in UNSIGNED else _SIGNED


def _made(agreement: Agreement, parties: Parties, copy: Copy) -> str:
    """The line below the title: the day, the version, the state."""
    return normal(sheet(agreement, parties, copy).top.partition("\n\n")[0])


def _differences(
    agreement: Agreement, expected: Document, document: Document, made: set[str]
) -> Iterator[str]:
    if document.above:
        yield _("Something was written above the title.")
    if normal(document.title) != normal(expected.title):
        yield _("The title is another.")
    if not document.top.pieces or normal(document.top.pieces[0].text) not in made:
        yield _("The line below the title is another.")
    known = contained(agreement.introduction)
    top = said_in(document.top, None, known)
    if top.comment or shape(top.wording) != shape(known):
        yield _("The introduction reads otherwise.")
    found, others = matched(agreement, expected, document)
    if _in_frame(others, "parties") != _in_frame(expected.parts, "parties"):
        yield _("The parties are others.")
    ours = clause_parts(agreement, expected)
    for clause in agreement.clauses:
        if clause.id not in found:
            yield _("The clause “{clause}” is missing.").format(clause=clause.id)
        else:
            yield from _clause_differences(clause, found[clause.id], ours[clause.id])
    order = [document.parts.index(found[each.id]) for each in agreement.clauses if each.id in found]
    if order != sorted(order):
        yield _("The clauses stand in another order.")
    if any(not frame_of(part) for part in others):
        yield _("There is a part that this agreement does not have.")
    if _in_frame(others, "signatures") != _in_frame(expected.parts, "signatures"):
        yield _("The signatures are others.")
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


def _in_frame(parts: Sequence[Part], which: str) -> list[str]:
    """What the parts around the clauses say, ``parties`` or ``signatures``, line by line."""
    return [normal(line) for part in parts if frame_of(part) == which for line in lines(part)]

"""One part of a copy that came back, as what it says: its boxes, its wording, its comment.

Here belongs where in a part each of them is looked for, and what of it the export itself wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from coachtui.documents import words
from coachtui.documents.agreement.likeness import normal, shape
from coachtui.documents.agreement.reading import Box, Part, Piece, PieceKind, joined, read_document
from coachtui.documents.agreement.words import (
    LABELS,
    is_written_by_export,
    sentences,
    told,
)
from coachtui.domain.agreement import ClauseKind, ClauseState
from coachtui.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Said:
    """What a part says. ``yes`` and ``no`` are its boxes now, ``..._before`` when the copy left.

    ``condition`` is what was written beside a box that is ticked: then a yes may be no yes.
    """

    wording: str
    comment: str
    has_boxes: bool = False
    yes: bool = False
    no: bool = False
    yes_before: bool = False
    no_before: bool = False
    condition: str = ""


def said_in(part: Part, kind: ClauseKind | None, known: str = "") -> Said:
    """What ``part`` says as a clause of ``kind``, or as no clause where that is None.

    ``known`` is its wording as it was exported: a quote that stands in it is no comment.
    """
    pieces = [each for each in part.pieces if each.kind is not PieceKind.MARK]
    pieces, comments = _without_comments(pieces, known)
    if kind is None:
        pieces = [each for each in pieces if not _tells_when_made(each)]
        return Said(joined(pieces), _together(comments))
    if pieces and normal(pieces[0].text).lower() in _all("amended"):
        del pieces[0]
    if kind is ClauseKind.CONSENT:
        return _consent(pieces, comments)
    return _with_one_box(pieces, comments)


def _with_one_box(pieces: list[Piece], comments: list[str]) -> Said:
    place = next((n for n, each in enumerate(pieces) if each.boxes), None)
    if place is None:
        return Said(joined(pieces), _together(comments))
    box, *added = pieces.pop(place).boxes
    own = [f"[{'x' if each.ticked else ' '}] {each.label}" for each in added]
    return Said(
        joined(pieces),
        _together([*comments, *_beside([box]), *own]),
        has_boxes=True,
        yes=box.ticked,
        yes_before=told(normal(box.label)) is ClauseState.ACCEPTED,
        condition=_condition([box]),
    )


def _consent(pieces: list[Piece], comments: list[str]) -> Said:
    """A consent has its boxes behind its wording; what follows them is history, or was written."""
    end = next((n for n in range(len(pieces), 0, -1) if pieces[n - 1].boxes), None)
    if end is None:
        return Said(joined(pieces), _together(comments))
    start = end - 1
    while start and pieces[start - 1].boxes:
        start -= 1
    above = [n for n in range(end) if _is_above_boxes(pieces[n])]
    if above and all(each.boxes for each in pieces[above[-1] + 1 : end]):
        start = above[-1] + 1
    wording = [each for n, each in enumerate(pieces[:start]) if n not in above[-1:]]
    boxes = [box for piece in pieces[start:end] for box in piece.boxes]
    history, written = sentences(normal("\n".join(each.text for each in pieces[end:])))
    if written:
        comments = [*comments, *(each.text for each in pieces[end:])]
    last = history[-1] if history else None
    yes, no = _yes_and_no(boxes)
    return Said(
        joined(wording),
        _together([*comments, *_beside(boxes)]),
        has_boxes=True,
        yes=yes,
        no=no,
        yes_before=last is ClauseState.ACCEPTED,
        no_before=last in (ClauseState.DECLINED, ClauseState.WITHDRAWN),
        condition=_condition(boxes),
    )


def _yes_and_no(boxes: Sequence[Box]) -> tuple[bool, bool]:
    """Which of the two is ticked, by what stands beside it, else by their order.

    A tick in a third box that says neither makes it both, which is no answer.
    """
    answers = {"yes": False, "no": False}
    for box, usual in zip(boxes, chain(("yes", "no"), repeat("")), strict=False):
        beside = normal(box.label).lower()
        key = next((key for key in answers if beside.startswith(_all(key))), usual)
        for each in (key,) if key else answers:
            answers[each] |= box.ticked
    return answers["yes"], answers["no"]


def _all(key: str) -> tuple[str, ...]:
    return tuple(label[key].lower() for label in LABELS.values())


def _beside(boxes: Iterable[Box]) -> list[str]:
    """What was written beside boxes."""
    return [box.label for box in boxes if not is_written_by_export(normal(box.label))]


def _condition(boxes: Iterable[Box]) -> str:
    return _together(_beside(box for box in boxes if box.ticked))


def _tells_when_made(piece: Piece) -> bool:
    """Whether it is the line that the export sets below the title."""
    text = normal(piece.text).lower()
    return text.startswith(_all("made")) and any(letter.isdigit() for letter in text)


def _is_above_boxes(piece: Piece) -> bool:
    """Whether it is the word that the export sets above the boxes of a consent."""
    kind = ClauseKind.CONSENT
    above = {f"{words.clause_kind(kind, language)}:" for language in LANGUAGES}
    return normal(piece.text).lower() in above


def _without_comments(pieces: list[Piece], known: str) -> tuple[list[Piece], list[str]]:
    """The pieces that are no comment, and the texts of those that are."""
    quotes = [each for each in pieces if each.kind is PieceKind.QUOTE]
    ours = [
        shape(each.source)
        for each in read_document(f"## \n\n{known}").parts[0].pieces
        if each.kind is PieceKind.QUOTE
    ]
    new = [each for each in quotes if shape(each.source) not in ours]
    plain = [each for each in quotes if not _is_labelled(each)]
    # One that took the place of another is a change of the wording.
    comments = [each for each in new if _is_labelled(each) or len(plain) > len(ours)]
    rest = [each for each in pieces if each not in comments]
    return rest, [_comment(each) for each in comments]


def _is_labelled(piece: Piece) -> bool:
    return normal(piece.text).lower().startswith(_all("comment"))


def _comment(piece: Piece) -> str:
    return piece.text.partition(":")[2].lstrip("*_ \n") if _is_labelled(piece) else piece.text


def _together(comments: Iterable[str]) -> str:
    return "\n\n".join(each.strip() for each in comments if each.strip())
